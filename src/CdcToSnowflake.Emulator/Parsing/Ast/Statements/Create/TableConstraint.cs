namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>An out-of-line constraint; Snowflake enforces none of these.</summary>
internal sealed record TableConstraint(string? Name, ConstraintKind Kind, NodeList<string> Columns) : SqlNode
{
    public ObjectName? ReferencedTable { get; init; }

    public NodeList<string> ReferencedColumns { get; init; } = [];

    /// <summary>ENFORCED, NOT ENFORCED, RELY … in upper case, as written.</summary>
    public NodeList<string> Flags { get; init; } = [];
}

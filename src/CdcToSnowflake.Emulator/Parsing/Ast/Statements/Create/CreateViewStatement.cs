namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record CreateViewStatement(CreateMode Mode, bool Secure, ObjectName Name, NodeList<ViewColumn> Columns, PropertyList Properties, QueryStatement Query)
    : Statement
{
    public AddRowPolicyAction? RowPolicy { get; init; }

    /// <summary>COPY GRANTS: what was granted on the view that this one replaces holds on it, and nothing of future grants.</summary>
    public bool CopiesGrants { get; init; }

    /// <summary>WITH TAG (…).</summary>
    public NodeList<TagValue> Tags { get; init; } = [];
}

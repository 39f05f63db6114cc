namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record DropStatement(ObjectKind Kind, ObjectName Name, bool IfExists) : Statement
{
    /// <summary>The types of a procedure's arguments.</summary>
    public NodeList<DataType> Arguments { get; init; } = [];
}

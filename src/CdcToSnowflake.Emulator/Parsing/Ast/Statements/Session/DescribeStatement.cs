namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record DescribeStatement(ObjectKind Kind, ObjectName Name) : Statement
{
    /// <summary>The types of a procedure's arguments.</summary>
    public NodeList<DataType> Arguments { get; init; } = [];
}

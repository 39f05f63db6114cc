namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record DescribeStatement(ObjectKind Kind, ObjectName Name) : Statement;

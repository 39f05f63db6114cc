namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record UndropStatement(ObjectKind Kind, ObjectName Name) : Statement;

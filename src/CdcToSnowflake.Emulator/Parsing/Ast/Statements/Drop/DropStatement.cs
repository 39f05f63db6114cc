namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record DropStatement(ObjectKind Kind, ObjectName Name, bool IfExists, bool Cascade) : Statement;

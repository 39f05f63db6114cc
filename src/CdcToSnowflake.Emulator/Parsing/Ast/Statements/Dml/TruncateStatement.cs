namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record TruncateStatement(ObjectName Name, bool IfExists) : Statement;

namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record ExecuteTaskStatement(ObjectName Name, bool RetryLast) : Statement;

namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record CommitStatement : Statement;

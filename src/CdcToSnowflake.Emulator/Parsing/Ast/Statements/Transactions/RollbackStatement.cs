namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record RollbackStatement : Statement;

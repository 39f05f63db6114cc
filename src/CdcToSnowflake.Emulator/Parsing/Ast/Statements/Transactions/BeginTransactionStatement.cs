namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record BeginTransactionStatement(string? Name) : Statement;

namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record StringLiteral(string Value) : Expression;

namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record NullLiteral : Expression;

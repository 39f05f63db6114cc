namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record BooleanLiteral(bool Value) : Expression;

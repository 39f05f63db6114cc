namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record CollateExpression(Expression Operand, string Collation) : Expression;

namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record BetweenExpression(Expression Operand, Expression Low, Expression High, bool Negated) : Expression;

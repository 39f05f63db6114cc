namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record BinaryExpression(BinaryOperator Operator, Expression Left, Expression Right) : Expression;

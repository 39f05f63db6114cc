namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record UnaryExpression(UnaryOperator Operator, Expression Operand) : Expression;

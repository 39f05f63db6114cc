namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>x = ANY (query), x > ALL (query).</summary>
internal sealed record QuantifiedExpression(Expression Operand, BinaryOperator Operator, Quantifier Quantifier, Query Query) : Expression;

namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>x [NOT] RLIKE pattern (REGEXP is the same): the whole value must match.</summary>
internal sealed record RegexpExpression(Expression Operand, Expression Pattern, bool Negated) : Expression;

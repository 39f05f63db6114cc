namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>x [NOT] [I]LIKE [ANY|ALL] patterns [ESCAPE e]; one pattern unless quantified.</summary>
internal sealed record LikeExpression(
    Expression Operand, NodeList<Expression> Patterns, Quantifier Quantifier, bool IgnoreCase, Expression? Escape, bool Negated) : Expression;

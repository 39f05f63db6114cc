namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record InListExpression(Expression Operand, NodeList<Expression> Items, bool Negated) : Expression;

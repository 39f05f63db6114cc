namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record InQueryExpression(Expression Operand, Query Query, bool Negated) : Expression;

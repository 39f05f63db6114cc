namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record CaseExpression(Expression? Operand, NodeList<WhenBranch> Branches, Expression? Else) : Expression;

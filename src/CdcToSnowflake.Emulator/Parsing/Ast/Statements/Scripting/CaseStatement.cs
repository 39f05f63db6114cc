namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record CaseStatement(Expression? Operand, NodeList<ConditionalBranch> Branches, NodeList<Statement> Else) : Statement;

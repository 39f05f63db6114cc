namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record ConditionalBranch(Expression Condition, NodeList<Statement> Body) : SqlNode;

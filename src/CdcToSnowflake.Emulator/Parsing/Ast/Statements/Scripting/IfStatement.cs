namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record IfStatement(NodeList<ConditionalBranch> Branches, NodeList<Statement> Else) : Statement;

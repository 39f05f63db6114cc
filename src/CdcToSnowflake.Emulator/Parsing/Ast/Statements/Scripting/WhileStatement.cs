namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record WhileStatement(Expression Condition, NodeList<Statement> Body) : Statement;

namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>FOR i IN [REVERSE] a TO b DO … END FOR.</summary>
internal sealed record ForRangeStatement(string Name, bool Reverse, Expression From, Expression To, NodeList<Statement> Body) : Statement;

namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>SET (a, b) = (1, 2): session variables.</summary>
internal sealed record SetVariableStatement(NodeList<string> Names, NodeList<Expression> Values) : Statement;

namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record UnsetVariableStatement(NodeList<string> Names) : Statement;

namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record CommonTableExpression(string Name, NodeList<string> Columns, Query Query) : SqlNode;

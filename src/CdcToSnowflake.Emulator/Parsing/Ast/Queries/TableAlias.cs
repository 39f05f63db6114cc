namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record TableAlias(string Name, NodeList<string> Columns) : SqlNode;

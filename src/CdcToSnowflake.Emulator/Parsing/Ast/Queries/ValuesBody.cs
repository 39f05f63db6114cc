namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record ValuesBody(NodeList<NodeList<Expression>> Rows) : QueryBody;

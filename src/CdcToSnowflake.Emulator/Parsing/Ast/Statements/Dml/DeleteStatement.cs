namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record DeleteStatement(NamedTable Target, NodeList<TableSource> Using, Expression? Where) : Statement;

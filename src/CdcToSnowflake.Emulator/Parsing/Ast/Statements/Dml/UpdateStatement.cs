namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record UpdateStatement(NamedTable Target, NodeList<Assignment> Assignments, NodeList<TableSource> From, Expression? Where) : Statement;

namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record MergeStatement(NamedTable Target, TableSource Source, Expression On, NodeList<MergeClause> Clauses) : Statement;

namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record SubqueryExpression(Query Query) : Expression;

namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record ExistsExpression(Query Query) : Expression;

namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record QueryStatement(Query Query) : Statement;

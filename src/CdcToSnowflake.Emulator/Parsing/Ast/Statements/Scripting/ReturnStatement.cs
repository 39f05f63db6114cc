namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record ReturnStatement(Expression? Value) : Statement;

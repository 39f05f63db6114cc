namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record AssignStatement(string Name, Expression Value) : Statement;

namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record LetStatement(string Name, DataType? Type, Expression Value) : Statement;

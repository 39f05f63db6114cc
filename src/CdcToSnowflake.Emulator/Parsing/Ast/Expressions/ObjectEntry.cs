namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record ObjectEntry(string Key, Expression Value) : SqlNode;

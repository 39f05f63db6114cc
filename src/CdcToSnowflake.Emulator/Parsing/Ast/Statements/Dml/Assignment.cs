namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>[alias.]column = value.</summary>
internal sealed record Assignment(string Column, Expression Value) : SqlNode;

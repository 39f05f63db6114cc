namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>A value, or name => value.</summary>
internal sealed record FunctionArgument(string? Name, Expression Value) : SqlNode;

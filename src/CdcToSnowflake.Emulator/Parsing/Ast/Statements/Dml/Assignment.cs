namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>[alias.]column = value.</summary>
internal sealed record Assignment(string Column, Expression Value) : SqlNode
{
    /// <summary>What stands before the column; empty: nothing.</summary>
    public NodeList<string> Qualifier { get; init; } = [];
}

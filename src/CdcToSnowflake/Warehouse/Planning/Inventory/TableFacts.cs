namespace CdcToSnowflake.Warehouse.Planning.Inventory;

/// <summary>A table that is there.</summary>
/// <param name="Columns">Its columns by name.</param>
/// <param name="Rows">How many rows it has, so far as SHOW knows.</param>
/// <param name="Bytes">How large it is, so far as SHOW knows.</param>
internal sealed record TableFacts(Dictionary<string, ColumnFacts> Columns, long? Rows, long? Bytes)
{
    /// <summary>Its comment; empty for none.</summary>
    public string Comment { get; init; } = "";
}

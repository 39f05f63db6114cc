namespace CdcToSnowflake.Warehouse.Planning.Inventory;

/// <summary>A table that is there.</summary>
/// <param name="Columns">Its columns by name.</param>
/// <param name="Rows">How many rows it has, so far as SHOW knows.</param>
/// <param name="Bytes">How large it is, so far as SHOW knows.</param>
internal sealed record TableFacts(Dictionary<string, ColumnFacts> Columns, long? Rows, long? Bytes)
{
    /// <summary>Its comment; empty for none.</summary>
    public string Comment { get; init; } = "";

    /// <summary>When it was made; null where this process made it.</summary>
    public DateTimeOffset? CreatedOn { get; init; }

    /// <summary>Its days of time travel; null where nobody asked.</summary>
    public long? RetentionDays { get; init; }

    /// <summary>The days for which its changes may be kept for its streams; null where nobody asked: it is asked of a brand's oldest RAW table for all of them, and not where the options say the default.</summary>
    public long? ExtensionDays { get; init; }

    /// <summary>Its clustering key as SHOW prints it, empty for none; null where nobody asked.</summary>
    public string? ClusterBy { get; init; }
}

namespace CdcToSnowflake.Capture;

/// <summary>How far a table's reading is.</summary>
/// <param name="Schema">The schema.</param>
/// <param name="Table">The table.</param>
/// <param name="Rows">Rows so far.</param>
/// <param name="Estimate">About how many there are, by the server's own estimate; null where unknown.</param>
public sealed record SnapshotTableProgress(string Schema, string Table, long Rows, long? Estimate)
{
    /// <summary>Why it is read again, with the place in the log of the statement that made it necessary; null for a table that is read for the first time or on request.</summary>
    public string? Reason { get; init; }
}

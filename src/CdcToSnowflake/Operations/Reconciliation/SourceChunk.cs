using CdcToSnowflake.Capture.Snapshots;

namespace CdcToSnowflake.Operations.Reconciliation;

/// <summary>Rows of the source, by one statement and so of one moment: their keys as text, and their hashes.</summary>
/// <param name="After">The key after which they begin; null from the first.</param>
/// <param name="UpTo">The last of them; null if there are no more, or the table was read whole.</param>
internal sealed record SourceChunk(IReadOnlyList<byte[]>? After, IReadOnlyList<byte[]>? UpTo)
{
    /// <summary>Reads the next chunk.</summary>
    /// <param name="session">The server.</param>
    /// <param name="columns">What is read.</param>
    /// <param name="after">The key after which it begins; null for the first.</param>
    /// <param name="most">How many rows, of a table that is read in chunks.</param>
    /// <param name="rows">Gets hash by key; empty where the server could make none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<SourceChunk> ReadAsync(SourceSession session, ComparableColumns columns, IReadOnlyList<byte[]>? after, int most, KeyedHashes rows, CancellationToken cancellationToken)
    {
        var parts = columns.Order.Count;
        byte[][]? last = null;
        await session.ReadAsync(
            parts == 0 ? columns.Select.Whole : columns.Select.Next(after, most),
            isBinary: false,
            row =>
            {
                // A row too large for the server's packets has no hash.
                rows.Add(row.GetString(parts), row.IsDBNull(parts + 1) ? "" : row.GetString(parts + 1));
                last = parts == 0 ? null : [.. Enumerable.Range(0, parts).Select(row.GetFieldValue<byte[]>)];
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return new SourceChunk(after, rows.Count < most ? null : last);
    }
}

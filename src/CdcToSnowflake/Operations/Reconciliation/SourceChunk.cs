using CdcToSnowflake.Capture.Snapshots;

namespace CdcToSnowflake.Operations.Reconciliation;

/// <summary>Rows of the source, by one statement and so of one moment: their keys as text, and their hashes.</summary>
/// <param name="After">The key after which they begin; null from the first.</param>
/// <param name="UpTo">The last of them; null if there are no more, or the table was read whole.</param>
/// <param name="Rows">Hash by key; empty where the server could make none.</param>
internal sealed record SourceChunk(IReadOnlyList<byte[]>? After, IReadOnlyList<byte[]>? UpTo, IReadOnlyDictionary<string, string> Rows)
{
    public static async Task<SourceChunk> ReadAsync(SourceSession session, ComparableColumns columns, IReadOnlyList<byte[]>? after, int most, CancellationToken cancellationToken)
    {
        Dictionary<string, string> rows = new(StringComparer.Ordinal);
        var parts = columns.Order.Count;
        byte[][]? last = null;
        await session.ReadAsync(
            parts == 0 ? columns.Select.Whole : columns.Select.Next(after, most),
            isBinary: false,
            row =>
            {
                // A row too large for the server's packets has no hash.
                rows[row.GetString(parts)] = row.IsDBNull(parts + 1) ? "" : row.GetString(parts + 1);
                if (parts == 0 && rows.Count > 10L * most)
                {
                    throw new ReconciliationException(columns.Brand, columns.Table, $"its key has no order that both sides share, and it has more than {10L * most} rows, which is all that is compared at once. Raise ChunkRows, or read the table again (RequestSnapshotAsync).");
                }

                last = parts == 0 ? null : [.. Enumerable.Range(0, parts).Select(row.GetFieldValue<byte[]>)];
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return new SourceChunk(after, rows.Count < most ? null : last, rows);
    }
}

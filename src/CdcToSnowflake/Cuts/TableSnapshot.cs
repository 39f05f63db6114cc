namespace CdcToSnowflake.Cuts;

/// <summary>How far the snapshot of a table is.</summary>
internal sealed record TableSnapshot
{
    /// <summary>The table's schema.</summary>
    public required string Schema { get; init; }

    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>What it answers: <c>initial</c>, and the ids of requests.</summary>
    public required IReadOnlyList<string> Ids { get; init; }

    /// <summary>The cut that was open when its first chunk was begun: what no cut from here on touches isn't at the source any more.</summary>
    public ulong FirstCut { get; init; }

    /// <summary>The key columns, in the order in which they are read.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>The last key whose row is in a cut, each column's value in hexadecimal digits; null before the first chunk.</summary>
    public IReadOnlyList<string>? Last { get; init; }

    /// <summary>The largest key when it began: later rows come by the log.</summary>
    public IReadOnlyList<string>? Largest { get; init; }

    /// <summary>Rows so far, those included that the log had touched.</summary>
    public long Rows { get; init; }

    /// <summary>About how many rows it has; null where unknown.</summary>
    public long? Estimate { get; init; }

    /// <summary>The statement, or what else, for which the table is read again; null for one that is read for the first time or on request.</summary>
    public string? Reason { get; init; }

    /// <summary>About how many rows are left of some; null if one's are unknown.</summary>
    public static long? RowsLeftOf(IEnumerable<TableSnapshot> snapshots)
    {
        var left = 0L;
        foreach (var snapshot in snapshots)
        {
            if (snapshot.Estimate is not { } estimate)
            {
                return null;
            }

            left += Math.Max(estimate - snapshot.Rows, 0);
        }

        return left;
    }

    /// <summary>The same, from the first row on.</summary>
    public TableSnapshot Anew() => this with { Key = [], Last = null, Largest = null, Rows = 0 };

    /// <summary>The same, with what another asks for the same table: of what is new, all rows must be read after it was asked for.</summary>
    public TableSnapshot With(TableSnapshot other) => (other.Ids.Except(Ids, StringComparer.Ordinal).Any() ? Anew() : this) with { Ids = [.. Ids.Union(other.Ids)], Reason = other.Reason ?? Reason };
}

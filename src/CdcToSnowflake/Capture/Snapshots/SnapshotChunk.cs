using CdcToSnowflake.Binlog;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>What a SELECT found, until the log has come so far that it can land.</summary>
internal sealed record SnapshotChunk
{
    /// <summary>Where the log ended after the SELECT: all that it saw lies before.</summary>
    public required BinlogPosition End { get; init; }

    /// <summary>The table; null if there is none any more.</summary>
    public QueriedTable? Table { get; init; }

    /// <summary>Whether the table was altered while it was read, or the reading was recalled.</summary>
    public bool IsBroken { get; init; }

    /// <summary>Whether the keys that were asked for aren't keys of the table as it is.</summary>
    public bool IsUnfit { get; init; }

    /// <summary>How many rows at the end have only a key that was asked for, since the source has no such row.</summary>
    public long Absent { get; init; }

    /// <summary>The key columns by index, in the key's order.</summary>
    public int[] Key { get; init; } = [];

    /// <summary>The key columns by name, in the order of reading; empty for a table that is read whole.</summary>
    public IReadOnlyList<string> Order { get; init; } = [];

    /// <summary>The rows; of a table that was altered meanwhile those that had come.</summary>
    public RowSpool? Rows { get; init; }

    /// <summary>The rows' keys, or those that were asked for; null for a table that is read whole, whose keys may be too many.</summary>
    public HashSet<byte[]>? Keys { get; init; }

    /// <summary>The last row's key in the order of reading; null without rows.</summary>
    public IReadOnlyList<string>? Last { get; init; }

    /// <summary>The largest key when the table was begun; null where it is read whole or was empty.</summary>
    public IReadOnlyList<string>? Largest { get; init; }

    /// <summary>About how many rows the table has, asked as it begins; null after that, or where unknown.</summary>
    public long? Estimate { get; init; }

    /// <summary>Whether no rows follow.</summary>
    public bool IsLast { get; init; }

    /// <summary>When it was read, microseconds since 1970 UTC.</summary>
    public long ReadAtMicros { get; init; }
}

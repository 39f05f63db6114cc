namespace CdcToSnowflake.Binlog;

/// <summary>One thing that happened, as an object that owns its values: it may be kept, and read by several threads.</summary>
/// <remarks>For comfort, at the price of an object per row and value. <see cref="BinlogBatch"/> tells the same without.</remarks>
public sealed record BinlogChange
{
    /// <summary>What happened.</summary>
    public required BinlogChangeKind Kind { get; init; }

    /// <summary>The row's database; of a statement its default one; else empty.</summary>
    public string Schema { get; init; } = "";

    /// <summary>The row's table; else empty.</summary>
    public string Table { get; init; } = "";

    /// <summary>The row as it was (Update, Delete); else null.</summary>
    public BinlogValues? Before { get; init; }

    /// <summary>The row as it is now (Insert, Update); else null.</summary>
    public BinlogValues? After { get; init; }

    /// <summary>The text of a statement; else null.</summary>
    public string? Statement { get; init; }

    /// <summary>The place just after it. With <see cref="IsBoundary"/> it is where reading can go on, and holds the GTID set where that is known.</summary>
    public required BinlogPosition Position { get; init; }

    /// <summary>Whether reading can start at <see cref="Position"/>: it lies outside of any transaction. What to store for a restart.</summary>
    public required bool IsBoundary { get; init; }

    /// <summary>The transaction's GTID; null where the server writes none, and outside of transactions.</summary>
    public string? Gtid { get; init; }

    /// <summary>The id of the XA transaction that is prepared, committed or rolled back, as <see cref="BinlogBatch.Xid"/> spells it; else null.</summary>
    public string? Xid { get; init; }

    /// <summary>When it was committed, in UTC: to the microsecond since MySQL 8.0, else the event's own second.</summary>
    public required DateTimeOffset CommitTime { get; init; }

    /// <summary>Whether it is a row: Insert, Update or Delete.</summary>
    public bool IsRow => Kind <= BinlogChangeKind.Delete;
}

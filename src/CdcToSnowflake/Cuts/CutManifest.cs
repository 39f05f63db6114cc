using CdcToSnowflake.Binlog;

namespace CdcToSnowflake.Cuts;

/// <summary>What a cut's manifest says: the commit of its rows and the checkpoint of its brand.</summary>
internal sealed record CutManifest
{
    /// <summary>From 1, without gaps.</summary>
    public required ulong Cut { get; init; }

    /// <summary>The id of the capture that wrote it.</summary>
    public required string Writer { get; init; }

    /// <summary>The brand's id, as given.</summary>
    public required string Brand { get; init; }

    /// <summary>The end of the cut before; null for the first cut, which begins at the source's earliest.</summary>
    public BinlogPosition? From { get; init; }

    /// <summary>A transaction's end: everything before it is in this cut and those before.</summary>
    public required BinlogPosition To { get; init; }

    /// <summary>The first commit in the cut, microseconds since 1970 UTC; null without rows.</summary>
    public long? FirstCommitAt { get; init; }

    /// <summary>The last commit in the cut, microseconds since 1970 UTC; null where none was seen.</summary>
    public long? LastCommitAt { get; init; }

    /// <summary>When the cut took no more rows and what was left of it began to be uploaded, microseconds since 1970 UTC by the capture's clock; null in manifests from before it was said.</summary>
    public long? ClosedAt { get; init; }

    /// <summary>When the manifest was made, by the capture's clock: all files are in the store by then.</summary>
    public required long CommittedAt { get; init; }

    /// <summary>The changed tables; none in a heartbeat.</summary>
    public IReadOnlyList<CutTable> Tables { get; init; } = [];

    /// <summary>The tables whose next rows may have any shape.</summary>
    public UnsettledTables Unsettled { get; init; } = UnsettledTables.None;

    /// <summary>The snapshots under way, and those that end with this cut.</summary>
    public SnapshotNews Snapshots { get; init; } = SnapshotNews.None;

    /// <summary>Rows over all tables.</summary>
    public long Rows => Tables.Sum(table => table.Rows);
}

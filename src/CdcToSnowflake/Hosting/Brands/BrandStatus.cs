using CdcToSnowflake.Capture;

namespace CdcToSnowflake.Hosting.Brands;

/// <summary>How a brand is at a moment.</summary>
/// <param name="Brand">The brand's id.</param>
/// <param name="State">What it does.</param>
/// <param name="Since">Since when it does that.</param>
/// <param name="Error">Why it is retrying or stopped (where another service takes its cuts, <see cref="Standby.BrandContestedException"/>), or, on standby, why nobody may be at it: what keeps it from seeing whether another process works, or <see cref="Standby.BrandNotServedException"/>; else null.</param>
/// <param name="Failures">How often in a row it failed.</param>
/// <param name="LastCut">The last cut that this process committed or found; 0 for none.</param>
/// <param name="Lag">How old the oldest change of the last cut was when that cut was committed, by the source's clock and this machine's; null before the first cut with changes.</param>
/// <param name="LastHeardAt">When the source last sent anything, a heartbeat too; null for never in this run.</param>
public sealed record BrandStatus(
    string Brand, BrandState State, DateTimeOffset Since, Exception? Error, int Failures, ulong LastCut, TimeSpan? Lag, DateTimeOffset? LastHeardAt)
{
    /// <summary>The tables that this run left out since they have no key, as <c>schema.table</c> (<see cref="Capture.KeylessTables.LeaveOut"/>).</summary>
    public IReadOnlyList<string> LeftOutTables { get; init; } = [];

    /// <summary>How long ago this process committed its last cut or, before its first, began to work; null on standby, and where the source has ended. While the source writes, or its server sends a heartbeat, that is at most about <see cref="CaptureOptions.HeartbeatInterval"/>; a source of which nothing comes, as a file that is followed, gets no cut, and it grows.</summary>
    public TimeSpan? CutAge { get; init; }

    /// <summary>Whether it runs, and something of the source has been in no cut for far longer than the heartbeat's interval. A source of which nothing comes isn't that.</summary>
    internal bool IsSilent { get; init; }

    /// <summary>How far the reading of tables as they are is; null before it is known which are to be read, for a source without tables, and while the brand isn't captured here.</summary>
    public SnapshotProgress? Snapshot { get; init; }
}

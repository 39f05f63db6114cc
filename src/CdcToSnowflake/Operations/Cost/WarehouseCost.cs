namespace CdcToSnowflake.Operations.Cost;

/// <summary>What a warehouse cost, and how it did.</summary>
/// <param name="Name">The warehouse.</param>
/// <param name="Size">Its size now, as SHOW WAREHOUSES prints it; null if it is gone.</param>
/// <param name="AutoSuspend">After what time it suspends itself now; null for never, and if it is gone.</param>
/// <param name="Compute">Credits for the time that it ran.</param>
/// <param name="CloudServices">Credits for cloud services. The manual's "Understanding compute cost": they are billed only beyond 10 % of a day's compute, so they are in no sum here.</param>
/// <param name="Attributed">The part of <paramref name="Compute"/> that went to statements; null for adaptive warehouses, whose view doesn't tell.</param>
/// <param name="Queries">How many statements ran on it.</param>
/// <param name="Busy">For how long at least one did.</param>
/// <param name="QueuedForStart">How long statements waited for it to start, together.</param>
/// <param name="QueuedForLoad">How long statements waited because it was full, together.</param>
/// <param name="SpilledLocally">Bytes that didn't fit into memory.</param>
/// <param name="SpilledRemotely">Bytes that didn't fit onto its disks either.</param>
/// <param name="PartitionsScanned">Micro-partitions that were read.</param>
/// <param name="PartitionsTotal">Micro-partitions that the tables have, counted with each statement.</param>
/// <param name="FromCache">The share of the bytes read that came from its cache, 0 to 1; suspending it loses the cache. Null if nothing was read.</param>
public sealed record WarehouseCost(
    string Name,
    string? Size,
    TimeSpan? AutoSuspend,
    decimal Compute,
    decimal CloudServices,
    decimal? Attributed,
    long Queries,
    TimeSpan Busy,
    TimeSpan QueuedForStart,
    TimeSpan QueuedForLoad,
    long SpilledLocally,
    long SpilledRemotely,
    long PartitionsScanned,
    long PartitionsTotal,
    double? FromCache)
{
    /// <summary>Credits for time in which no statement ran; null where nobody knows.</summary>
    public decimal? Idle => Attributed is { } attributed ? Math.Max(0, Compute - attributed) : null;

    /// <summary>The share of <see cref="Compute"/> that was idle, 0 to 1; null where nobody knows.</summary>
    public double? IdleShare => Idle is { } idle && Compute > 0 ? (double)(idle / Compute) : null;

    /// <summary>The share of the tables' partitions that was read, 0 to 1; null if there were none.</summary>
    public double? ScannedShare => PartitionsTotal > 0 ? (double)PartitionsScanned / PartitionsTotal : null;
}

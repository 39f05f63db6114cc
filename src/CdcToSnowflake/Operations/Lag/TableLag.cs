namespace CdcToSnowflake.Operations.Lag;

/// <summary>A table's way to CI in time. The parts are those of its last cut that came to CI; they are measured by three clocks (the source's, the capture's, the account's), and none is below zero.</summary>
/// <param name="Table">The table's name in manifests and paths.</param>
/// <param name="Behind">The age of its oldest change in a cut that isn't in CI; zero if all cuts are. What a capture that stands still hasn't taken is in no cut: <see cref="Flow.FlowReport.Silence"/>.</param>
/// <param name="Cut">The cut of the parts; null if none of those that were looked at has come to CI.</param>
/// <param name="Capture">From the cut's last commit at the source until the cut took no more rows; null if the source's time isn't known. Of a cut that an older release wrote the upload is in it.</param>
/// <param name="Upload">From there until the last of the cut's files was in the store and its manifest was made. Files that reached their size before the cut's end were uploaded before. Null of a cut that an older release wrote.</param>
/// <param name="Arrival">From there until the pipe heard of the last of its files; null where COPY loads.</param>
/// <param name="Load">From there until the last file was loaded.</param>
/// <param name="Merge">From there until the cut was in RAW: it also waits for the brand's other tables.</param>
/// <param name="Integrate">From there until the changes were in CI.</param>
public sealed record TableLag(string Table, TimeSpan Behind, ulong? Cut, TimeSpan? Capture, TimeSpan? Upload, TimeSpan? Arrival, TimeSpan? Load, TimeSpan? Merge, TimeSpan? Integrate)
{
    /// <summary>From the source's commit to CI: the sum of the parts that are known; null if none of those that were looked at has come to CI.</summary>
    public TimeSpan? Total => Cut is null ? null : new[] { Capture, Upload, Arrival, Load, Merge, Integrate }.Aggregate(TimeSpan.Zero, (sum, part) => sum + (part ?? TimeSpan.Zero));
}

using CdcToSnowflake.Operations.Flow;
using CdcToSnowflake.Operations.Lag;

namespace OwnerApp.Operations;

/// <summary>A table's way to CI: where its last change that came there spent its time, in seconds, and its rows in the cuts that were looked at.</summary>
internal sealed record FlowView(string Brand, string Table, ulong MergedCut, double? Capture, double? Upload, double? Arrival, double? Load, double? Merge, double? Integrate, long Written, long Loaded, long Merged, int Holes)
{
    /// <summary>A report's tables. Of a recording the capture's part says nothing: its orders are of another year.</summary>
    public static IEnumerable<FlowView> Of(FlowReport report, bool isRecorded) => report.Lag.Select(lag => Of(report, lag, isRecorded));

    private static FlowView Of(FlowReport report, TableLag lag, bool isRecorded)
    {
        var cuts = report.Cuts.Where(rows => rows.Table == lag.Table).ToList();
        return new FlowView(
            report.Brand,
            lag.Table,
            report.MergedCut,
            isRecorded ? null : lag.Capture?.TotalSeconds,
            lag.Upload?.TotalSeconds,
            lag.Arrival?.TotalSeconds,
            lag.Load?.TotalSeconds,
            lag.Merge?.TotalSeconds,
            lag.Integrate?.TotalSeconds,
            cuts.Sum(rows => rows.Written),
            cuts.Sum(rows => rows.Loaded ?? 0),
            cuts.Sum(rows => rows.Merged),
            report.Holes.Count);
    }
}

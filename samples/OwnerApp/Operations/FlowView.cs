using CdcToSnowflake.Operations.Flow;
using CdcToSnowflake.Operations.Lag;

namespace OwnerApp.Operations;

/// <summary>A table's way to CI: how far it is behind, where its last change that came there spent its time, in seconds, and its rows in the cuts that were looked at. What isn't known is null.</summary>
internal sealed record FlowView(
    string Brand, string Table, ulong MergedCut, double? Behind, double? Capture, double? Upload, double? Arrival, double? Load, double? Merge, double? Integrate, long Written, long? Loaded, long Merged, IReadOnlyList<HoleView> Holes)
{
    /// <summary>A report's tables, and its manifests where one is missing. Of a recording the time of the source's commits says nothing, as its orders are of another year.</summary>
    public static IEnumerable<FlowView> Of(FlowReport report, bool isRecorded)
    {
        var tables = report.Lag.Select(lag => Of(report, lag, isRecorded));
        IReadOnlyList<HoleView> manifests = HolesOf(report, table: null);
        return manifests.Count == 0 ? tables : tables.Append(new FlowView(report.Brand, "", report.MergedCut, null, null, null, null, null, null, null, 0, null, 0, manifests));
    }

    private static FlowView Of(FlowReport report, TableLag lag, bool isRecorded)
    {
        var cuts = report.Cuts.Where(rows => rows.Table == lag.Table).ToList();
        return new FlowView(
            report.Brand,
            lag.Table,
            report.MergedCut,
            isRecorded ? null : Math.Max(lag.Behind.TotalSeconds, report.Silence.TotalSeconds),
            isRecorded ? null : lag.Capture?.TotalSeconds,
            lag.Upload?.TotalSeconds,
            lag.Arrival?.TotalSeconds,
            lag.Load?.TotalSeconds,
            lag.Merge?.TotalSeconds,
            lag.Integrate?.TotalSeconds,
            cuts.Sum(rows => rows.Written),
            cuts.Exists(rows => rows.Loaded is null) ? null : cuts.Sum(rows => rows.Loaded),
            cuts.Sum(rows => rows.Merged),
            HolesOf(report, lag.Table));
    }

    private static IReadOnlyList<HoleView> HolesOf(FlowReport report, string? table) => [.. report.Holes.Where(hole => hole.Table == table).Select(hole => new HoleView(hole.Problem, hole.Remedy))];
}

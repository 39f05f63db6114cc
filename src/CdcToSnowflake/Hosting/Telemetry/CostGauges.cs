using System.Diagnostics.Metrics;
using CdcToSnowflake.Operations.Cost;

namespace CdcToSnowflake.Hosting.Telemetry;

/// <summary>The last cost report as metrics: credits a day, so that reports of different lengths compare. Of each kind only the most expensive have series of their own, since an account may have thousands of pipes.</summary>
internal static class CostGauges
{
    public const string Others = "(others)";

    public static void Add(Meter meter, CdcStatus status, int series)
    {
        void Gauge(string name, string description, string tag, Func<CostReport, IEnumerable<(string Name, decimal Credits)>> of) =>
            meter.CreateObservableGauge(name, () => status.Cost is { } report ? Measure(report, tag, of(report), series) : [], "{credit}", description);

        Gauge(CdcTelemetry.CostCredits, "Credits a day by what they were for, in the last report's period.", CdcTelemetry.CreditsTag, report =>
        [
            ("working", report.Steps.Sum(step => step.Working)), ("idle", report.Steps.Sum(step => step.Idle)), ("tasks", report.Steps.Sum(step => step.Tasks)),
            ("pipes", report.Steps.Sum(step => step.Pipes)), ("clustering", report.Steps.Sum(step => step.Clustering)),
        ]);
        Gauge(CdcTelemetry.CostWarehouse, "Credits a day of a warehouse.", CdcTelemetry.WarehouseTag, report => report.Warehouses.Select(warehouse => (warehouse.Name, warehouse.Compute)));
        Gauge(CdcTelemetry.CostTask, "Credits a day of a task.", CdcTelemetry.TaskTag, report => report.Tasks.Select(task => ($"{task.Database}.{task.Schema}.{task.Name}", task.Credits)));
        Gauge(CdcTelemetry.CostPipe, "Credits a day of a pipe.", CdcTelemetry.PipeTag, report => report.Pipes.Select(pipe => (pipe.Name is null ? "(unnamed)" : $"{pipe.Database}.{pipe.Schema}.{pipe.Name}", pipe.Credits)));
        Gauge(CdcTelemetry.CostBrand, "Credits a day of a brand; of none for what belongs to no single one.", CdcTelemetry.BrandTag, report => report.Brands.Select(brand => (brand.Brand ?? "(none)", brand.Credits)));
        Gauge(CdcTelemetry.CostSavings, "Credits a day that advice would save, by what it is about.", CdcTelemetry.AdviceTag, report => report.Advice.Select(advice => (advice.Kind.ToString().ToLowerInvariant(), advice.Saved)));
    }

    private static IEnumerable<Measurement<double>> Measure(CostReport report, string tag, IEnumerable<(string Name, decimal Credits)> parts, int series)
    {
        var days = (decimal)report.Period.Length.TotalDays;
        var sums = parts.GroupBy(part => part.Name, part => part.Credits, StringComparer.Ordinal).Select(part => (Name: part.Key, Credits: part.Sum())).OrderByDescending(part => part.Credits).ThenBy(part => part.Name, StringComparer.Ordinal).ToList();
        IEnumerable<(string Name, decimal Credits)> shown = sums.Count <= series ? sums : [.. sums.Take(series), (Others, sums.Skip(series).Sum(part => part.Credits))];
        return [.. shown.Select(part => new Measurement<double>((double)(part.Credits / days), new KeyValuePair<string, object?>(tag, part.Name)))];
    }
}

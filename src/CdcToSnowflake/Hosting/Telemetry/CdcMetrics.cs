using System.Diagnostics.Metrics;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Hosting.Alerts;
using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Operations.Flow;
using Microsoft.Extensions.Options;

namespace CdcToSnowflake.Hosting.Telemetry;

/// <summary>The service's metrics.</summary>
internal sealed class CdcMetrics
{
    private readonly Counter<long> _cuts;
    private readonly Counter<long> _rows;
    private readonly Counter<long> _bytes;
    private readonly Histogram<double> _cutLag;
    private readonly Counter<long> _brandFailures;
    private readonly Counter<long> _handlerChanges;
    private readonly Counter<long> _handlerFailures;
    private readonly Histogram<double> _handlerDuration;

    // OpenTelemetry's own bounds are for milliseconds: of seconds they tell nothing below five.
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600] };

    public CdcMetrics(IMeterFactory meters, CdcStatus status, FailureAlerts alerts, IOptions<CdcOptions> options)
    {
        var meter = meters.Create(CdcTelemetry.Name);
        _cuts = meter.CreateCounter<long>(CdcTelemetry.Cuts, "{cut}", "Committed cuts.");
        _rows = meter.CreateCounter<long>(CdcTelemetry.Rows, "{row}", "Rows in committed cuts.");
        _bytes = meter.CreateCounter<long>(CdcTelemetry.Bytes, "By", "Bytes of the files of committed cuts.");
        _cutLag = meter.CreateHistogram<double>(CdcTelemetry.CutLag, "s", "Age of a cut's oldest change at the cut's commit.", tags: null, Seconds);
        _brandFailures = meter.CreateCounter<long>(CdcTelemetry.BrandFailures, "{failure}", "Failures of brands.");
        _handlerChanges = meter.CreateCounter<long>(CdcTelemetry.HandlerChanges, "{change}", "Changes that handlers have taken.");
        _handlerFailures = meter.CreateCounter<long>(CdcTelemetry.HandlerFailures, "{failure}", "Calls of handlers that failed.");
        _handlerDuration = meter.CreateHistogram<double>(CdcTelemetry.HandlerDuration, "s", "How long a handler's call took.", tags: null, Seconds);
        meter.CreateObservableGauge(
            CdcTelemetry.CutAge,
            () => status.Brands.Where(brand => brand.CutAge is not null).Select(brand => new Measurement<double>(brand.CutAge!.Value.TotalSeconds, Brand(brand.Brand))),
            "s",
            "How long ago the last cut was committed, or the work began.");
        meter.CreateObservableGauge(
            CdcTelemetry.BrandState,
            () => status.Brands.Select(brand => new Measurement<int>(1, Brand(brand.Brand), new(CdcTelemetry.StateTag, brand.State.ToString().ToLowerInvariant()))),
            description: "1 for the state that a brand is in.");
        SnapshotGauges.Add(meter, status);
        meter.CreateObservableGauge(
            CdcTelemetry.HandlerBehind,
            () => status.Handlers.Select(handler => new Measurement<long>((long)handler.Behind, Brand(handler.Brand), Handler(handler.Handler))),
            "{cut}",
            "Committed cuts that a handler hasn't acknowledged.");
        meter.CreateObservableGauge(
            CdcTelemetry.FlowBehind, () => status.Flows.Select(flow => new Measurement<double>(flow.Behind.TotalSeconds, Brand(flow.Brand))), "s", "Age of the oldest change in a cut that isn't in CI, or of the last cut where the capture stands still, at the last look.");
        meter.CreateObservableGauge(CdcTelemetry.FlowLag, () => status.Flows.SelectMany(Lags), "s", "Where the last changes that came to CI spent their time, of the brand's slowest table.");
        meter.CreateObservableGauge(
            CdcTelemetry.FlowHoles, () => status.Flows.Select(flow => new Measurement<int>(flow.Holes.Count, Brand(flow.Brand))), "{file}", "Files that are in the store and not in the account, for too long.");
        meter.CreateObservableGauge(CdcTelemetry.FlowRows, () => status.Flows.SelectMany(UnderWay), "{row}", "Rows in cuts that aren't in RAW yet, by what they wait for: to be loaded, or to be merged.");
        meter.CreateObservableGauge(
            CdcTelemetry.Failing,
            () => Enum.GetValues<FailureKind>().Where(kind => kind != FailureKind.Notice).Select(kind => new Measurement<int>(alerts.Desk.Failing.Count(alert => alert.Kind == kind), new KeyValuePair<string, object?>(CdcTelemetry.KindTag, kind.ToString().ToLowerInvariant()))),
            "{alert}",
            "Tasks, pipes, flows, streams, brands, handlers and parts of the service that fail now, and costs that are too high.");
        CostGauges.Add(meter, status, options.Value.Cost.Series);
    }

    public void Committed(string brand, CutManifest manifest)
    {
        var tag = Brand(brand);
        _cuts.Add(1, tag);
        _rows.Add(manifest.Rows, tag);
        _bytes.Add(manifest.Tables.Sum(table => table.Files.Sum(file => file.Bytes)), tag);
        if (manifest.FirstCommitAt is { } first)
        {
            _cutLag.Record(Math.Max(0, manifest.CommittedAt - first) / 1e6, tag);
        }
    }

    public void BrandFailed(string brand, Exception error, bool canHeal) =>
        _brandFailures.Add(1, Brand(brand), Error(error), new KeyValuePair<string, object?>(CdcTelemetry.HealsTag, canHeal));

    public void Handled(string brand, string handler, int changes, TimeSpan duration)
    {
        _handlerChanges.Add(changes, Brand(brand), Handler(handler));
        _handlerDuration.Record(duration.TotalSeconds, Brand(brand), Handler(handler));
    }

    public void HandlerFailed(string brand, string handler, Exception error) => _handlerFailures.Add(1, Brand(brand), Handler(handler), Error(error));

    private static IEnumerable<Measurement<double>> Lags(FlowReport flow)
    {
        foreach (var (stage, times) in (IEnumerable<(string, IEnumerable<TimeSpan?>)>)
            [
                ("capture", flow.Lag.Select(table => table.Capture)), ("upload", flow.Lag.Select(table => table.Upload)), ("arrival", flow.Lag.Select(table => table.Arrival)),
                ("load", flow.Lag.Select(table => table.Load)), ("merge", flow.Lag.Select(table => table.Merge)), ("ci", flow.Lag.Select(table => table.Integrate)),
            ])
        {
            if (times.Max() is { } slowest)
            {
                yield return new Measurement<double>(slowest.TotalSeconds, Brand(flow.Brand), new(CdcTelemetry.StageTag, stage));
            }
        }
    }

    private static IEnumerable<Measurement<long>> UnderWay(FlowReport flow)
    {
        var (load, merge, unknown) = flow.UnderWay();
        foreach (var (stage, rows) in (IEnumerable<(string, long)>)[("load", load), ("merge", merge), ("unknown", unknown)])
        {
            yield return new Measurement<long>(rows, Brand(flow.Brand), new(CdcTelemetry.StageTag, stage));
        }
    }

    private static KeyValuePair<string, object?> Brand(string brand) => new(CdcTelemetry.BrandTag, brand);

    private static KeyValuePair<string, object?> Handler(string handler) => new(CdcTelemetry.HandlerTag, handler);

    private static KeyValuePair<string, object?> Error(Exception error) => new(CdcTelemetry.ErrorTag, error.GetType().FullName);
}

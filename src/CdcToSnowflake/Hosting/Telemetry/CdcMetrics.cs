using System.Diagnostics.Metrics;
using CdcToSnowflake.Cuts;

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

    public CdcMetrics(IMeterFactory meters, CdcStatus status)
    {
        var meter = meters.Create(CdcTelemetry.Name);
        _cuts = meter.CreateCounter<long>(CdcTelemetry.Cuts, "{cut}", "Committed cuts.");
        _rows = meter.CreateCounter<long>(CdcTelemetry.Rows, "{row}", "Rows in committed cuts.");
        _bytes = meter.CreateCounter<long>(CdcTelemetry.Bytes, "By", "Bytes of the files of committed cuts.");
        _cutLag = meter.CreateHistogram<double>(CdcTelemetry.CutLag, "s", "Age of a cut's oldest change at the cut's commit.");
        _brandFailures = meter.CreateCounter<long>(CdcTelemetry.BrandFailures, "{failure}", "Failures of brands.");
        _handlerChanges = meter.CreateCounter<long>(CdcTelemetry.HandlerChanges, "{change}", "Changes that handlers have taken.");
        _handlerFailures = meter.CreateCounter<long>(CdcTelemetry.HandlerFailures, "{failure}", "Calls of handlers that failed.");
        _handlerDuration = meter.CreateHistogram<double>(CdcTelemetry.HandlerDuration, "s", "How long a handler's call took.");
        meter.CreateObservableGauge(
            CdcTelemetry.BrandState,
            () => status.Brands.Select(brand => new Measurement<int>(1, Brand(brand.Brand), new(CdcTelemetry.StateTag, brand.State.ToString().ToLowerInvariant()))),
            description: "1 for the state that a brand is in.");
        meter.CreateObservableGauge(
            CdcTelemetry.HandlerBehind,
            () => status.Handlers.Select(handler => new Measurement<long>((long)handler.Behind, Brand(handler.Brand), Handler(handler.Handler))),
            "{cut}",
            "Committed cuts that a handler hasn't acknowledged.");
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

    private static KeyValuePair<string, object?> Brand(string brand) => new(CdcTelemetry.BrandTag, brand);

    private static KeyValuePair<string, object?> Handler(string handler) => new(CdcTelemetry.HandlerTag, handler);

    private static KeyValuePair<string, object?> Error(Exception error) => new(CdcTelemetry.ErrorTag, error.GetType().FullName);
}

using System.Diagnostics.Metrics;
using CdcToSnowflake.Hosting.Telemetry;

namespace CdcToSnowflake.Tests.Hosting;

/// <summary>Hears all that services measure. Tests run side by side, so each asks for its own service's.</summary>
internal sealed class MeasuredService : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<(object? Scope, string Name, double Value, Dictionary<string, object?> Tags)> _heard = [];
    private readonly MeterListener _listener = new();

    public MeasuredService()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == CdcTelemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>What a service measured by an instrument, in order, of those tags that are given.</summary>
    public IReadOnlyList<double> Of(RunningService service, string name, params (string Name, object? Value)[] tags)
    {
        lock (_lock)
        {
            return [.. _heard.Where(one => one.Scope == service.Meters && one.Name == name && Array.TrueForAll(tags, tag => Equals(one.Tags.GetValueOrDefault(tag.Name), tag.Value))).Select(one => one.Value)];
        }
    }

    /// <summary>What a gauge shows now.</summary>
    public double Now(RunningService service, string name, params (string Name, object? Value)[] tags)
    {
        _listener.RecordObservableInstruments();
        return Of(service, name, tags) is [.., var last] ? last : double.NaN;
    }

    public void Dispose() => _listener.Dispose();

    private void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_lock)
        {
            _heard.Add((instrument.Meter.Scope, instrument.Name, value, new Dictionary<string, object?>(tags.ToArray())));
        }
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using CdcToSnowflake.Hosting.Telemetry;

namespace CdcToSnowflake.Tests.Hosting;

/// <summary>Hears the activities of all services; a test finds its own by a tag that no other has.</summary>
internal sealed class TracedService : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public TracedService()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == CdcTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyList<Activity> Of(string name, string tag, string value) => [.. _ended.Where(activity => activity.OperationName == name && Equals(activity.GetTagItem(tag), value))];

    public void Dispose() => _listener.Dispose();
}

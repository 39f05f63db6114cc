using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Tests.Storage;
using Microsoft.Extensions.Logging;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>A capture of a live server, with snapshots, at work in the background.</summary>
internal sealed class LiveCapture : IAsyncDisposable
{
    // A reading that doesn't obey its token ends the test, not only the run's patience.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly BinlogClient _client;
    private readonly Task _run;

    public LiveCapture(DatabaseServer server, CaptureOptions options, MemoryObjectStore? store = null, MySqlSnapshotSource? snapshots = null, IBinlogReader? reader = null, TimeProvider? time = null, ILogger? logger = null)
    {
        Store = store ?? new MemoryObjectStore();
        _client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString) with { HeartbeatPeriod = TimeSpan.FromSeconds(1) });
        Capture = new BrandCapture(
            "BRAND", reader ?? _client, Store, options with { CutInterval = options.CutInterval == new CaptureOptions().CutInterval ? TimeSpan.FromMilliseconds(100) : options.CutInterval, HeartbeatInterval = TimeSpan.FromMilliseconds(300) },
            time: time, logger: logger, snapshots: snapshots ?? new MySqlSnapshotSource(server.ConnectionString));
        _run = Capture.RunAsync(_stop.Token);
    }

    public BrandCapture Capture { get; }

    public CaptureProgress Progress => Capture.Progress;

    public MemoryObjectStore Store { get; }

    /// <summary>Its end; faulted if it failed.</summary>
    public Task Run => _run;

    /// <summary>Waits for a condition, not for a time; a run that fails ends the wait with its error.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; !condition(); i++)
        {
            if (_run.IsCompleted)
            {
                await _run;
            }

            Assert.True(i < 12_000, "Two minutes have passed.");
            await Task.Delay(10);
        }
    }

    /// <summary>Waits until all that the server has now is in committed cuts, snapshots included.</summary>
    public async Task UntilCaughtUpAsync()
    {
        var end = await _client.GetCurrentPositionAsync();
        await UntilAsync(() => Progress.Snapshot is { IsDone: true } && Progress.CommittedRows == Progress.Rows && Progress.Position is { } at
            && (at.File.Length > end.File.Length || (at.File.Length == end.File.Length && string.CompareOrdinal(at.File, end.File) > 0) || (at.File == end.File && at.Offset >= end.Offset)));
    }

    /// <summary>Breaks it off, as a kill does.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await EndedAsync();
        Assert.True(_run.IsCanceled || _run.IsCompletedSuccessfully, _run.Exception?.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await EndedAsync();
        await _client.DisposeAsync();
        _stop.Dispose();
    }

    private Task EndedAsync() => _run.ContinueWith(_ => { }, TaskScheduler.Default).WaitAsync(LongestEnd);
}

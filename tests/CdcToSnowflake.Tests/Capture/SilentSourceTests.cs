using CdcToSnowflake.Capture;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Tests.Capture;

/// <summary>A source that sends nothing more for now: cuts become due by the clock alone.</summary>
public sealed class SilentSourceTests(WorkloadFixture fixture) : IClassFixture<WorkloadFixture>
{
    private static readonly CaptureOptions Options = new() { Tables = ["workload.t*"], CutInterval = TimeSpan.FromSeconds(10), HeartbeatInterval = TimeSpan.FromMinutes(10) };

    [Fact]
    public async Task Run_SilenceAfterRows_CommitsWhenTheIntervalIsOver()
    {
        var (store, time, source, run, _) = Start(Options);
        await source.Silent;
        time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.DoesNotContain(store.Keys, key => key.Contains("/cuts/", StringComparison.Ordinal));
        time.Advance(TimeSpan.FromSeconds(0.1));
        await UntilAsync(run, () => store.Keys.Contains("BRAND/cuts/00000000000000000001.json"));
        fixture.Workload.AssertHolds(await CapturedRows.ReadAsync(store, "BRAND"));
        source.End();
        await run;
        Assert.Single((await CapturedRows.ReadAsync(store, "BRAND")).Cuts);
    }

    [Fact]
    public async Task Run_SilenceWithoutRows_HeartbeatCutMovesThePosition()
    {
        var (store, time, source, run, progress) = Start(Options with { Tables = ["nothing.*"] });
        await source.Silent;
        time.Advance(TimeSpan.FromMinutes(9.9));
        Assert.Equal(TimeSpan.FromMinutes(9.9), progress.Uncommitted);
        Assert.Empty(store.Keys);
        time.Advance(TimeSpan.FromMinutes(0.1));
        await UntilAsync(run, () => store.Keys.Count == 1);
        await UntilAsync(run, () => progress.Uncommitted is null);
        time.Advance(TimeSpan.FromHours(1)); // nothing has moved since: no further cut, and nothing lacks one
        Assert.Null(progress.Uncommitted);
        source.End();
        await run;
        var cut = Assert.Single((await CapturedRows.ReadAsync(store, "BRAND")).Cuts);
        Assert.Empty(cut.Tables);
        Assert.Equal(fixture.Workload.Boundaries[^1].End, (cut.To.File, cut.To.Offset));
        Assert.NotNull(cut.To.GtidSet);
        Assert.NotNull(cut.LastCommitAt);
    }

    [Fact]
    public async Task Run_StoreFailsWhileTheSourceIsSilent_StopsAndLetsTheSourceGo()
    {
        var (store, time, source, run, _) = Start(Options);
        await source.Silent;
        store.BeforeWrite = (_, key) => throw new StorageException("The store is gone.", store.Location, key);
        time.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<StorageException>(() => run);
        Assert.True(source.IsDisposed);
    }

    [Fact]
    public async Task Run_CancelledWhileTheSourceIsSilent_Stops()
    {
        using var stop = new CancellationTokenSource();
        var (store, _, source, run, _) = Start(Options, stop.Token);
        await source.Silent;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.DoesNotContain(store.Keys, key => key.Contains("/cuts/", StringComparison.Ordinal));
        Assert.True(source.IsDisposed);
    }

    private (MemoryObjectStore Store, FakeTimeProvider Time, ScriptedReader Source, Task Run, CaptureProgress Progress) Start(CaptureOptions options, CancellationToken cancellationToken = default)
    {
        var store = new MemoryObjectStore();
        var time = new FakeTimeProvider();
        var source = new ScriptedReader(fixture.Workload.Files);
        var capture = new BrandCapture("BRAND", source, store, options, time: time);
        return (store, time, source, capture.RunAsync(cancellationToken), capture.Progress);
    }

    // Waits for another thread's work, not for a time; a run that fails ends the wait.
    private static async Task UntilAsync(Task run, Func<bool> condition)
    {
        while (!condition() && !run.IsCompleted)
        {
            await Task.Delay(5);
        }

        Assert.True(condition(), run.Exception?.ToString());
    }
}

using System.Runtime.CompilerServices;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Capture;

/// <summary>While a cut's files go up, the next cut takes rows; nothing of it is committed before.</summary>
public sealed class CommitBesideReadingTests(WorkloadFixture fixture) : IClassFixture<WorkloadFixture>
{
    private const string FirstManifest = "BRAND/cuts/00000000000000000001.json";

    private static readonly CaptureOptions Options = new() { Tables = ["workload.t*"], CutRows = 20 };

    [Fact]
    public async Task Run_FilesGoUp_TheNextCutTakesRowsMeanwhile()
    {
        var store = new MemoryObjectStore();
        var capture = new BrandCapture("BRAND", new BinlogFileReader(fixture.Workload.Files), store, Options);
        var beside = 0;
        store.BeforeWrite = (_, key) =>
        {
            var rows = capture.Progress.Rows;
            if (key.Contains("/data/", StringComparison.Ordinal) && SpinWait.SpinUntil(() => capture.Progress.Rows > rows, TimeSpan.FromMilliseconds(200)))
            {
                Interlocked.Increment(ref beside);
            }
        };
        await capture.RunAsync();
        Assert.True(beside > 0, "No row was read while a file went up.");
        Assert.Equal(capture.Progress.Rows, capture.Progress.CommittedRows);
        fixture.Workload.AssertHolds(await CapturedRows.ReadAsync(store, "BRAND"));
    }

    [Fact]
    public async Task Run_UploadFailsWhileTheNextCutTakesRows_NothingIsCommittedAndTheNextRunIsWhole()
    {
        var store = new MemoryObjectStore();
        store.BeforeWrite = (_, key) =>
        {
            if (IsOfCut(key, 1))
            {
                throw new StorageException("Refused.", store.Location, key);
            }
        };
        await Assert.ThrowsAsync<StorageException>(() => new BrandCapture("BRAND", new BinlogFileReader(fixture.Workload.Files), store, Options).RunAsync());
        Assert.DoesNotContain(store.Keys, key => key.Contains("/cuts/", StringComparison.Ordinal));
        store.BeforeWrite = null;
        await new BrandCapture("BRAND", new BinlogFileReader(fixture.Workload.Files), store, Options).RunAsync();
        fixture.Workload.AssertHolds(await CapturedRows.ReadAsync(store, "BRAND"));
    }

    [Fact]
    public async Task Run_SourceFailsWhileACutGoesUp_TheCutIsCommittedBeforeTheRunEnds()
    {
        using var gate = new ManualResetEventSlim();
        var store = new MemoryObjectStore { BeforeWrite = (_, key) => WaitIf(IsOfCut(key, 1), gate) };
        var source = new BreakingReader(new BinlogFileReader(fixture.Workload.Files), () => store.Writes > 0);
        var capture = new BrandCapture("BRAND", source, store, Options with { CutRows = fixture.Workload.Rows.Count * 2 / 3 });
        var run = capture.RunAsync();
        await source.Broken.WaitAsync(Waiting.Longest);
        Assert.False(run.IsCompleted);
        gate.Set();
        await Assert.ThrowsAsync<BinlogConnectionException>(() => run.WaitAsync(Waiting.Longest));
        Assert.Equal(1UL, capture.Progress.LastCut);
        Assert.Contains(FirstManifest, store.Keys);
    }

    [Fact]
    public async Task Run_SourceIsSilentWhileACutGoesUp_TheCutIsToldAsSoonAsItIsCommitted()
    {
        var store = new MemoryObjectStore();
        var source = new ScriptedReader(fixture.Workload.Files);
        var capture = new BrandCapture("BRAND", source, store, Options with { CutRows = 1, HeartbeatInterval = TimeSpan.FromDays(1) });
        var run = capture.RunAsync();
        await source.Silent.WaitAsync(Waiting.Longest);
        await Waiting.UntilAsync(() => capture.Progress.CommittedRows == capture.Progress.Rows, () => $"{capture.Progress.CommittedRows} of {capture.Progress.Rows} rows are told as committed.");
        source.End();
        await run.WaitAsync(Waiting.Longest);
    }

    private static bool IsOfCut(string key, int cut) => key.Contains($"/data/", StringComparison.Ordinal) && key.Contains($"/{cut:D20}-", StringComparison.Ordinal);

    private static void WaitIf(bool isHeld, ManualResetEventSlim gate)
    {
        if (isHeld)
        {
            Assert.True(gate.Wait(Waiting.Longest));
        }
    }

    // Breaks off after all that it has, once something goes up.
    private sealed class BreakingReader(IBinlogReader source, Func<bool> breaks) : IBinlogReader
    {
        private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Broken => _broken.Task;

        public async IAsyncEnumerable<BinlogBatch> ReadAsync(BinlogPosition? from = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await foreach (var batch in source.ReadAsync(from, cancellationToken))
            {
                yield return batch;
            }

            await Waiting.UntilAsync(breaks, () => "No file goes up.");
            _broken.SetResult();
            throw new BinlogConnectionException("The connection is lost.");
        }
    }
}

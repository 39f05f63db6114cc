using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Tests.Storage;
using CsCheck;

namespace CdcToSnowflake.Tests.Capture;

/// <summary>Whatever breaks: by the manifests each row is there once, in order, in cuts of whole transactions.</summary>
public sealed class ExactlyOnceTests(WorkloadFixture fixture) : IClassFixture<WorkloadFixture>
{
    private static readonly CaptureOptions Options = new() { Tables = ["workload.t*"], CutRows = 60 };

    private Workload Workload => fixture.Workload;

    [Fact]
    public void Workload_AsMade_HasWhatTheTestsNeed()
    {
        Assert.True(Workload.Files.Count > 3);
        Assert.True(Workload.Rows.Count > 600);
        Assert.Equal(["D", "I", "T", "U"], Workload.Rows.Select(row => row[..1]).Distinct().Order());
    }

    [Fact]
    public async Task Run_ToTheEnd_HoldsEachRowOnce()
    {
        var store = new MemoryObjectStore();
        await CaptureAsync(store);
        var captured = await CapturedRows.ReadAsync(store, "BRAND");
        Assert.True(captured.Cuts.Count > 5);
        Workload.AssertHolds(captured);
    }

    [Fact]
    public async Task Run_KilledBeforeAnyWrite_ResumesWithEachRowOnce()
    {
        for (var k = 1; await KilledAsync(k, (store, write) => store.BeforeWrite = write); k++)
        {
        }
    }

    [Fact]
    public async Task Run_KilledAfterAnyWrite_ResumesWithEachRowOnce()
    {
        for (var k = 1; await KilledAsync(k, (store, write) => store.AfterWrite = write); k++)
        {
        }
    }

    [Fact]
    public async Task Run_AnswerToTheManifestsWriteLost_GoesOn()
    {
        var store = new MemoryObjectStore();
        store.AfterWrite = (_, key) =>
        {
            if (key.Contains("/cuts/", StringComparison.Ordinal))
            {
                throw new ObjectExistsException(store.Location, key); // what the retry of a write hears whose answer was lost
            }
        };
        await CaptureAsync(store);
        Workload.AssertHolds(await CapturedRows.ReadAsync(store, "BRAND"));
    }

    [Fact]
    public async Task Run_TwoWritersAtOnce_SecondStopsAndNamesTheFirst()
    {
        var store = new MemoryObjectStore();
        var isFirst = true;
        store.BeforeWrite = (_, key) =>
        {
            if (isFirst && key.Contains("/cuts/", StringComparison.Ordinal) && key.EndsWith("3.json", StringComparison.Ordinal))
            {
                isFirst = false;
                CaptureAsync(store).GetAwaiter().GetResult(); // another capture does all the work while this one is about to commit
            }
        };
        var error = await Assert.ThrowsAsync<CutConflictException>(() => CaptureAsync(store));
        var captured = await CapturedRows.ReadAsync(store, "BRAND");
        Workload.AssertHolds(captured);
        Assert.Equal(3UL, error.Cut);
        Assert.Equal(captured.Cuts[2].Writer, error.OtherWriter);
        Assert.Equal(captured.Cuts[0].Writer, error.Writer);
        Assert.NotEqual(error.Writer, error.OtherWriter);
    }

    [Fact]
    public async Task Run_TwoCapturesThatStartAnewAfterEachLostRace_EachRowOnce()
    {
        var store = new MemoryObjectStore();
        using var both = new CountdownEvent(2);
        var atFirst = StorePath.Cut("BRAND", 1);
        store.BeforeWrite = (_, key) =>
        {
            if (key == atFirst && !both.IsSet)
            {
                both.Signal();
                Assert.True(both.Wait(TimeSpan.FromMinutes(1)), "The other one doesn't come to its first cut.");
            }
        };

        async Task<int> WorkAsync()
        {
            for (var lost = 0; ; lost++)
            {
                try
                {
                    await CaptureAsync(store);
                    return lost;
                }
                catch (CutConflictException)
                {
                    // As a service's brand does.
                }
            }
        }

        var lost = await Task.WhenAll(Task.Run(WorkAsync), Task.Run(WorkAsync)).WaitAsync(TimeSpan.FromMinutes(2));
        Assert.True(lost.Sum() > 0);
        var captured = await CapturedRows.ReadAsync(store, "BRAND");
        Workload.AssertHolds(captured);
        Assert.True(captured.Cuts.Count > 5);
    }

    [Fact]
    public async Task Run_RandomCutsAndKills_CutsEndAtTransactionsAndBeginWhereTheLastEnded() =>
        await Gen.Select(Gen.Int[1, 400], Gen.Int[100, 60_000], Gen.Int[1, 2000], Gen.Int, Gen.Int[1, 30].Array[0, 4]).SampleAsync(
            async (rows, bytes, milliseconds, seed, kills) =>
            {
                var store = new MemoryObjectStore();
                var options = Options with { CutRows = rows, CutBytes = bytes, CutInterval = TimeSpan.FromMilliseconds(milliseconds), HeartbeatInterval = TimeSpan.FromMilliseconds(20 * milliseconds) };
                foreach (var kill in kills)
                {
                    var from = store.Writes;
                    store.BeforeWrite = (number, _) => ThrowIf(number >= from + kill);
                    try
                    {
                        await CaptureAsync(store, options, new JumpyClock(seed, TimeSpan.FromMilliseconds(100)));
                    }
                    catch (KilledException)
                    {
                    }

                    Workload.AssertHolds(await CapturedRows.ReadAsync(store, "BRAND"), toTheEnd: false);
                }

                store.BeforeWrite = null;
                await CaptureAsync(store, options, new JumpyClock(seed, TimeSpan.FromMilliseconds(100)));
                Workload.AssertHolds(await CapturedRows.ReadAsync(store, "BRAND"));
            },
            iter: Environment.GetEnvironmentVariable("CDC_TEST_LONG") == "1" ? 300 : 15,
            threads: 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Run_ClockJumpsByADay_SameRowsInTheSameCuts(int seed)
    {
        var (steady, jumpy) = (new MemoryObjectStore(), new MemoryObjectStore());
        await CaptureAsync(steady);
        await CaptureAsync(jumpy, Options, new DayJumpingClock(seed));

        var captured = await CapturedRows.ReadAsync(jumpy, "BRAND");
        Workload.AssertHolds(captured);
        Assert.Equal((await CapturedRows.ReadAsync(steady, "BRAND")).Cuts.Select(cut => cut.To), captured.Cuts.Select(cut => cut.To));
    }

    [Fact]
    public async Task Run_Cancelled_CommitsNothingHalfAndResumes()
    {
        for (var after = 1; after < 24; after += 4)
        {
            var store = new MemoryObjectStore();
            using var stop = new CancellationTokenSource();
            store.AfterWrite = (number, _) =>
            {
                if (number == after)
                {
                    stop.Cancel();
                }
            };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CaptureAsync(store, cancellationToken: stop.Token));
            Workload.AssertHolds(await CapturedRows.ReadAsync(store, "BRAND"), toTheEnd: false);
            await CaptureAsync(store);
            Workload.AssertHolds(await CapturedRows.ReadAsync(store, "BRAND"));
        }
    }

    [Fact]
    public async Task Run_FileEndsInsideATransaction_CommitsWhatIsWholeAndLaterTheRest()
    {
        using var folder = new TemporaryFolder();
        foreach (var (file, offset) in Workload.RowEnds.Where(end => !Workload.Boundaries.Any(boundary => boundary.End == end)).Where((_, i) => i % 97 == 5))
        {
            var whole = Workload.Files.TakeWhile(path => Path.GetFileName(path) != file).ToList();
            var cut = Path.Combine(folder.Path, file);
            await File.WriteAllBytesAsync(cut, File.ReadAllBytes(Workload.Files[whole.Count])[..(int)offset]);
            var store = new MemoryObjectStore();
            await CaptureAsync(store, Options with { CutRows = 100_000 }, files: [.. whole, cut]);
            var captured = await CapturedRows.ReadAsync(store, "BRAND");
            var expected = Workload.Boundaries.Last(boundary => string.CompareOrdinal(boundary.End.File, file) < 0 || (boundary.End.File == file && boundary.End.Offset <= offset)).Rows;
            Assert.Equal(expected, captured.Rows.Count);
            await CaptureAsync(store);
            Workload.AssertHolds(await CapturedRows.ReadAsync(store, "BRAND"));
        }
    }

    private async Task<bool> KilledAsync(int k, Action<MemoryObjectStore, Action<int, string>> arrange)
    {
        var store = new MemoryObjectStore();
        var killed = false;
        arrange(store, (number, _) => ThrowIf(killed |= number >= k)); // the dead write nothing more
        try
        {
            await CaptureAsync(store);
        }
        catch (KilledException)
        {
        }

        if (killed)
        {
            Workload.AssertHolds(await CapturedRows.ReadAsync(store, "BRAND"), toTheEnd: false);
            arrange(store, (_, _) => { });
            await CaptureAsync(store);
        }

        Workload.AssertHolds(await CapturedRows.ReadAsync(store, "BRAND"));
        return killed;
    }

    private async Task CaptureAsync(
        MemoryObjectStore store, CaptureOptions? options = null, TimeProvider? time = null, IReadOnlyList<string>? files = null, CancellationToken cancellationToken = default) =>
        await new BrandCapture("BRAND", new BinlogFileReader(files ?? Workload.Files), store, options ?? Options, time: time).RunAsync(cancellationToken);

    private static void ThrowIf(bool kill)
    {
        if (kill)
        {
            throw new KilledException();
        }
    }

    private sealed class KilledException : Exception;
}

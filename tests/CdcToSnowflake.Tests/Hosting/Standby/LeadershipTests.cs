using System.Collections.Concurrent;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Hosting.Standby;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Tests.Hosting.Standby;

/// <summary>Of several processes one works; its death or pause lets another take over; whatever happens, the log of cuts has one author per number and no gap.</summary>
public sealed class LeadershipTests(ITestOutputHelper output)
{
    // One limits the renewal itself, one waits for the next.
    private const int TimersOfRenewal = 2;

    // One limits the look itself, one waits for the next.
    private const int TimersOfLook = 2;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    // Far more than any takeover or loss takes.
    private const int MostRounds = 100;

    private readonly MemoryObjectStore _store = new();
    private readonly FakeTimeProvider _time = new();
    private readonly StandbyOptions _options = new();

    [Fact]
    public async Task Run_TwoWritersForAnHourUnderFaults_OneAuthorPerNumberAndNoGap()
    {
        var lostRaces = 0;
        for (var seed = 1; seed <= 3; seed++)
        {
            lostRaces += await RunForAnHourAsync(new MemoryObjectStore(), seed);
        }

        // A writer whose commit is stalled meets the one that took over meanwhile; where nobody ever does, nothing was decided.
        Assert.True(lostRaces > 0, "No race was lost.");
    }

    private async Task<int> RunForAnHourAsync(MemoryObjectStore store, int seed)
    {
        var random = new Random(seed);
        CommittingProcess Start(string writer) => new(writer, store, _options, _time, random.Next());
        var processes = new List<CommittingProcess> { Start("a0"), Start("b0") };
        var (kills, stalls, lostRaces) = (0, 0, 0);
        var stalledUntil = new int[2];
        for (var second = 0; second < 3600; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            processes.ForEach(process => process.Clock.Advance(TimeSpan.FromSeconds(1)));
            await Task.Delay(1); // lets them run; nothing depends on how far
            for (var i = 0; i < 2; i++)
            {
                if (stalledUntil[i] == second)
                {
                    processes[i].Store.GoOn();
                }

                if (!processes[i].IsWorking || stalledUntil[i] > second || random.Next(90) != 0)
                {
                    continue;
                }

                if (random.Next(2) == 0)
                {
                    stalls++;
                    stalledUntil[i] = second + random.Next(1, 60);
                    processes[i].Store.Stall();
                }
                else
                {
                    kills++;
                    await processes[i].KillAsync();
                    lostRaces += processes[i].LostRaces;
                    await processes[i].DisposeAsync();
                    stalledUntil[i] = 0;
                    processes[i] = Start($"{"ab"[i]}{second}");
                }
            }
        }

        foreach (var process in processes)
        {
            await process.DisposeAsync();
            lostRaces += process.LostRaces;
        }

        var cuts = await CutsAsync(store);
        output.WriteFigure($"seed {seed}: {cuts.Count} cuts of {cuts.Select(cut => cut.Writer).Distinct().Count()} writers, {kills} kills, {stalls} stalls, {lostRaces} races lost.");
        Assert.Equal(Enumerable.Range(1, cuts.Count).Select(number => (ulong)number), cuts.Select(cut => cut.Cut));
        Assert.All(cuts.Skip(1).Zip(cuts), pair => Assert.Equal(pair.Second.To, pair.First.From));
        Assert.Equal(cuts.Count, store.Keys.Count(key => key.StartsWith($"{CommittingProcess.Brand}/cuts/", StringComparison.Ordinal)));
        Assert.Contains(cuts, cut => cut.Writer[0] == 'a');
        Assert.Contains(cuts, cut => cut.Writer[0] == 'b');
        Assert.True(kills > 0 && stalls > 0 && cuts.Count > 20);
        return lostRaces;
    }

    [Fact]
    public async Task Run_HolderKilled_OtherWorksWithinThirtySecondsOfItsOwnClock()
    {
        var (first, second) = await HolderAndWaitingAsync();
        await using var one = first;
        await using var other = second;
        for (var renewal = 0; renewal < 20; renewal++)
        {
            // Far beyond the limit: while the first gives signs, the second waits.
            await RenewAsync(first);
            await LookAsync(second);
            await LookAsync(second);
            Assert.True(first.IsWorking && !second.IsWorking);
        }

        await first.KillAsync();
        var died = second.Clock.GetTimestamp();
        while (!second.IsWorking && second.Clock.GetElapsedTime(died) < TimeSpan.FromMinutes(5))
        {
            await LookAsync(second);
        }

        output.WriteFigure($"Took over after {second.Clock.GetElapsedTime(died)} of virtual time.");
        Assert.InRange(second.Clock.GetElapsedTime(died), _options.SilenceLimit - _options.RenewInterval, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Run_HolderStopsInOrder_OtherWorksAtItsNextLook()
    {
        var (first, second) = await HolderAndWaitingAsync();
        await using var one = first;
        await using var other = second;
        await first.StopAsync();
        await LookAsync(second);
        Assert.True(second.IsWorking);
    }

    [Fact]
    public async Task Run_HolderStalledAndOvertaken_StopsItsWorkAndWaits()
    {
        var (first, second) = await HolderAndWaitingAsync();
        await using var one = first;
        await using var other = second;
        first.Store.Stall();
        first.Clock.Advance(_options.RenewInterval);
        await RoundsAsync(() => second.IsWorking, () => LookAsync(second));
        first.Store.GoOn();
        await UntilAsync(() => !first.IsWorking);
        Assert.True(second.IsWorking);
        Assert.False(first.Running.IsCompleted);
    }

    [Fact]
    public async Task Run_HolderCantRenew_StopsItsWorkBeforeOthersMayBegin()
    {
        var (first, second) = await HolderAndWaitingAsync();
        await using var one = first;
        await using var other = second;
        first.Store.IsCutOff = true;
        var silent = first.Clock.GetTimestamp();
        await RoundsAsync(() => !first.IsWorking, () => RenewAsync(first));
        Assert.True(first.Clock.GetElapsedTime(silent) < _options.SilenceLimit);
        Assert.False(first.Running.IsCompleted);
    }

    [Fact]
    public async Task Run_RenewalFailsAsNoStoreShould_StopsItsWorkBeforeOthersMayBegin()
    {
        var (first, second) = await HolderAndWaitingAsync();
        await using var one = first;
        await using var other = second;
        first.Store.Failure = new InvalidOperationException("Not a store's.");
        var silent = first.Clock.GetTimestamp();
        await RoundsAsync(() => !first.IsWorking, () => RenewAsync(first));
        Assert.True(first.Clock.GetElapsedTime(silent) < _options.SilenceLimit);
    }

    [Fact]
    public async Task Run_LookTimesOut_LooksAgain()
    {
        var (first, second) = await HolderAndWaitingAsync();
        await using var one = first;
        await using var other = second;
        second.Store.Failure = new TimeoutException("The client's own limit.");
        await LookAsync(second);
        await LookAsync(second);
        Assert.False(second.Running.IsCompleted);
    }

    [Fact]
    public async Task Run_StoreFailsForTheWaiting_NeverTakesOver()
    {
        var (first, second) = await HolderAndWaitingAsync();
        await using var one = first;
        await using var other = second;
        for (var look = 0; look < 20; look++)
        {
            second.Store.IsCutOff = look % 4 != 0; // now and then it sees, but never long enough without a break
            await LookAsync(second);
        }

        Assert.False(second.IsWorking);
    }

    [Fact]
    public async Task Run_AnswerBreaksOff_LooksAgainAndTakesOver()
    {
        var (first, second) = await HolderAndWaitingAsync();
        await using var one = first;
        await using var other = second;
        second.Store.BreaksOff = true;
        await LookAsync(second);
        await LookAsync(second);
        Assert.False(second.Running.IsCompleted);
        second.Store.BreaksOff = false;
        await first.KillAsync();
        await RoundsAsync(() => second.IsWorking, () => LookAsync(second));
    }

    [Fact]
    public async Task Run_LookNeverAnswered_LooksAgainAndTakesOver()
    {
        var (first, second) = await HolderAndWaitingAsync();
        await using var one = first;
        await using var other = second;
        second.Store.IsHanging = true;
        var timers = second.Clock.Timers;
        second.Clock.Advance(_options.RenewInterval / 2);
        await UntilAsync(() => second.Clock.Timers == timers + 1);
        second.Store.IsHanging = false;
        second.Clock.Advance(_options.SilenceLimit);
        await UntilAsync(() => second.Clock.Timers == timers + TimersOfLook);
        Assert.False(second.IsWorking);
        await first.KillAsync();
        await RoundsAsync(() => second.IsWorking, () => LookAsync(second));
    }

    [Fact]
    public async Task Run_WorkEndsWithAnErrorWhenItIsToldTo_WaitsForItsNextTurn()
    {
        using var stop = new CancellationTokenSource();
        var terms = new ConcurrentQueue<ulong>();
        var running = new Leadership(_store, _options, [CommittingProcess.Brand], _time, NullLogger.Instance).RunAsync(
            async (term, cancellationToken) =>
            {
                terms.Enqueue(term.Number);
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw new InvalidOperationException("A driver's own answer to a cancellation.");
            },
            stop.Token);
        await UntilAsync(() => terms.Count == 1);
        Assert.True(await new TermLog(_store, _options.Name).TryClaimAsync(new Term(2, "another"), default));

        // It sees that it was overtaken, ends its work, and takes its turn again since the other one gives no sign.
        await RoundsAsync(
            () => terms.Count == 2 || running.IsCompleted,
            async () =>
            {
                _time.Advance(_options.RenewInterval);
                await Task.Delay(1);
            },
            rounds: 10_000);
        Assert.False(running.IsCompleted);
        Assert.Equal([1UL, 3UL], terms);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(LongestWait));
    }

    [Fact]
    public async Task TryClaim_AnswerLost_KnowsItsOwnClaim()
    {
        var terms = new TermLog(_store, "default");
        _store.AfterWrite = (_, key) => throw new ObjectExistsException(_store.Location, key);
        Assert.True(await terms.TryClaimAsync(new Term(1, "me"), default));
        _store.AfterWrite = null;
        Assert.False(await terms.TryClaimAsync(new Term(1, "another"), default));
        Assert.Equal(1UL, await terms.FindLastAsync(0, default));
    }

    [Fact]
    public async Task Brands_OfATerm_AreThoseWrittenOrNotSaid()
    {
        var terms = new TermLog(_store, "default");
        await terms.WriteBrandsAsync(2, ["A", "B"], default);
        Assert.Null(await terms.ReadBrandsAsync(1, default)); // an earlier release's
        Assert.Equal(["A", "B"], await terms.ReadBrandsAsync(2, default));
        Assert.Null(await terms.FindLastAsync(0, default));
    }

    [Fact]
    public async Task FindOther_OfSeveralNames_IsTheOneWithTheBrandThatIsAlive()
    {
        async Task SignAsync(string name, ulong term, string holder, bool isReleased, params string[] brands)
        {
            var terms = new TermLog(_store, name);
            await terms.WriteBrandsAsync(term, brands, default);
            await terms.WriteSignAsync(new Term(term, holder), 1, isReleased, default);
        }

        await SignAsync("own", 1, "me", isReleased: false, "A", "B");
        await SignAsync("other brands", 1, "x", isReleased: false, "B");
        await SignAsync("stopped", 1, "y", isReleased: true, "A");
        var own = new TermLog(_store, "own");
        Assert.Null(await own.FindOtherAsync("A", default));

        // Its newest term counts.
        await SignAsync("the other/1", 9, "dead", isReleased: true, "A");
        await SignAsync("the other/1", 10, "alive", isReleased: false, "A");
        Assert.Equal(("the other/1", "alive"), await own.FindOtherAsync("A", default));
        Assert.Null(await own.FindOtherAsync("C", default));
    }

    private CommittingProcess Start(string writer) => new(writer, _store, _options, _time);

    private async Task<(CommittingProcess Holder, CommittingProcess Waiting)> HolderAndWaitingAsync()
    {
        var first = Start("first");
        await UntilAsync(() => first.IsWorking && first.Clock.Timers == 1 + TimersOfRenewal);
        var second = Start("second");
        await UntilAsync(() => second.Clock.Timers == TimersOfLook);
        return (first, second);
    }

    private static async Task<List<CutManifest>> CutsAsync(MemoryObjectStore store)
    {
        var cuts = new List<CutManifest>();
        await foreach (var cut in new ManifestLog(store, CommittingProcess.Brand).ReadFromAsync(0, default))
        {
            cuts.Add(cut);
        }

        return cuts;
    }

    /// <summary>Lets a waiting process look once more.</summary>
    private async Task LookAsync(CommittingProcess waiting)
    {
        var timers = waiting.Clock.Timers;
        waiting.Clock.Advance(_options.RenewInterval / 2);
        await UntilAsync(() => waiting.Clock.Timers == timers + TimersOfLook || waiting.IsWorking || waiting.Running.IsCompleted);
    }

    /// <summary>Lets the holder give one more sign of life, or stop.</summary>
    private async Task RenewAsync(CommittingProcess holder)
    {
        var timers = holder.Clock.Timers;
        holder.Clock.Advance(_options.RenewInterval);
        await UntilAsync(() => holder.Clock.Timers == timers + TimersOfRenewal || !holder.IsWorking);
    }

    private static async Task RoundsAsync(Func<bool> condition, Func<Task> round, int rounds = MostRounds)
    {
        for (var done = 0; !condition(); done++)
        {
            Assert.True(done < rounds, $"Nothing came of {rounds} rounds.");
            await round();
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(LongestWait);
        while (!condition())
        {
            await Task.Delay(1, limit.Token);
        }
    }
}

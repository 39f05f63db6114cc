using System.ComponentModel.Design;
using System.Globalization;
using CdcToSnowflake.Emulator.Tests.Operations;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Alerts;
using CdcToSnowflake.Hosting.Streams;
using CdcToSnowflake.Operations.Failures;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CdcToSnowflake.Emulator.Tests.Hosting;

/// <summary>The service's loop that keeps streams, over weeks of a clock of its own.</summary>
public sealed class StreamWatchTests : IAlertSender
{
    private static readonly TimeSpan Interval = new StreamWatchOptions().Interval!.Value;

    private readonly List<FailureAlert> _told = [];
    private CdcStatus? _status;

    [Fact]
    public async Task Run_TwentyDaysWithoutChanges_NoStreamIsEverStale_AndTheNextChangeComesThrough()
    {
        await using var world = await ChangedAsync();
        var clock = new AwaitedClock(world.Clock);
        using var stop = new CancellationTokenSource();
        var loop = Watch(world, clock).RunAsync(world.Emulator, () => world.Generated, stop.Token);

        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromDays(20); passed += Interval)
        {
            await clock.UntilItWaitsAsync(loop);
            AssertNoneIsStale(world, passed);
            world.Clock.Advance(Interval);
        }

        await clock.UntilItWaitsAsync(loop);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
        AssertNoneIsStale(world, TimeSpan.FromDays(20));
        world.Sql.Run("ALTER TASK CI_DB.CI_SCHEMA.MERGE_CI RESUME; ALTER TASK BRAND_A_DB.STG_SCHEMA.MERGE_RAW RESUME");
        await world.Source.CutAsync(world.Store);
        await world.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        Assert.Equal(world.Source.Expected, Ci(world));
    }

    [Fact]
    public async Task Run_ChangesThatNobodyTakes_ArePeoplesToKnow_AndSoIsThatTheStreamWasMended()
    {
        await using var world = await ChangedAsync();
        await world.Source.CutAsync(world.Store);
        await world.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        var clock = new AwaitedClock(world.Clock);
        using var stop = new CancellationTokenSource();
        var loop = Watch(world, clock).RunAsync(world.Emulator, () => world.Generated, stop.Token);

        await clock.UntilItWaitsAsync(loop);
        world.Clock.Advance(TimeSpan.FromDays(10));
        await clock.UntilItWaitsAsync(loop);
        world.Clock.Advance(Interval);
        await clock.UntilItWaitsAsync(loop);
        var waiting = Assert.Single(_told);
        Assert.Equal((FailureKind.Stream, "BRAND_A_DB.STG_SCHEMA.CDC_CUT_STREAM"), (waiting.Kind, waiting.Name));
        Assert.Contains("holds changes that only BRAND_A_DB.STG_SCHEMA.MERGE_RAW can take", waiting.Error, StringComparison.Ordinal);

        world.Clock.Advance(TimeSpan.FromDays(10));
        await clock.UntilItWaitsAsync(loop);
        Assert.Contains(_told, alert => alert.Kind == FailureKind.Stream && alert.ResolvedAt is not null);
        Assert.Contains(_told, alert => alert is { Kind: FailureKind.Notice, Name: "stream BRAND_A_DB.STG_SCHEMA.CDC_CUT_STREAM" } && alert.Error.Contains("made anew", StringComparison.Ordinal));
        await stop.CancelAsync();
    }

    [Fact]
    public async Task Run_ALookFails_IsSeen_AndTheNextOneIsMadeSoon()
    {
        await using var world = await ChangedAsync();
        var clock = new AwaitedClock(world.Clock);
        using var stop = new CancellationTokenSource();
        var looks = 0;
        var loop = Watch(world, clock).RunAsync(world.Emulator, () => looks++ == 0 ? throw new InvalidOperationException("The model isn't known yet.") : world.Generated, stop.Token);

        await clock.UntilItWaitsAsync(loop);
        world.Clock.Advance(TimeSpan.FromDays(10)); // both streams are near
        await clock.UntilItWaitsAsync(loop);
        var near = StaleAfter(world);
        Assert.Equal("looks at the streams", Assert.Single(_status!.Parts.Troubles).Key);
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        await clock.UntilItWaitsAsync(loop);
        Assert.Empty(_status.Parts.Troubles);

        Assert.Equal(2, looks);
        Assert.All(StaleAfter(world).Zip(near), pair => Assert.True(pair.First > pair.Second));
        await stop.CancelAsync();
    }

    [Fact]
    public async Task Run_NoInterval_EndsAtOnce()
    {
        await using var world = await OperatedWorld.CreateAsync();
        var options = new CdcOptions();
        options.Streams.Interval = null;
        await Watch(world, world.Clock, options).RunAsync(world.Emulator, () => world.Generated, TestContext.Current.CancellationToken);
    }

    // With the tasks suspended, so that nothing but the loop looks at the streams.
    private static async Task<OperatedWorld> ChangedAsync()
    {
        var world = await OperatedWorld.CreateAsync();
        await world.Source.CutAsync(world.Store);
        await world.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        Assert.Equal(world.Source.Expected, Ci(world));
        world.Sql.Run("ALTER TASK CI_DB.CI_SCHEMA.MERGE_CI SUSPEND; ALTER TASK BRAND_A_DB.STG_SCHEMA.MERGE_RAW SUSPEND");
        return world;
    }

    Task IAlertSender.SendAsync(FailureAlert alert, CancellationToken cancellationToken)
    {
        _told.Add(alert);
        return Task.CompletedTask;
    }

    private StreamWatch Watch(OperatedWorld world, TimeProvider clock, CdcOptions? options = null)
    {
        options ??= new CdcOptions();
        options.Alerts.SendTo(_ => this);
        var made = Options.Create(options);
        _status = new CdcStatus(made, clock);
        return new StreamWatch(made, _status, new FailureAlerts(made, _status, NullLoggerFactory.Instance, world.Clock, new ServiceContainer()), NullLoggerFactory.Instance, clock);
    }

    private static void AssertNoneIsStale(OperatedWorld world, TimeSpan passed) =>
        Assert.True(
            world.Sql.Rows("SHOW STREAMS IN ACCOUNT ->> SELECT \"stale\" FROM $1").SequenceEqual(["false", "false"]),
            $"After {passed}: {string.Join(", ", world.Sql.Rows("SHOW STREAMS IN ACCOUNT ->> SELECT \"name\", \"stale\", \"stale_after\" FROM $1"))}");

    private static List<DateTime> StaleAfter(OperatedWorld world) =>
        [.. world.Sql.Rows("SHOW STREAMS IN ACCOUNT ->> SELECT TO_VARCHAR(\"stale_after\", 'YYYY-MM-DD HH24:MI:SS') FROM $1 ORDER BY \"name\"").Select(text => DateTime.Parse(text, CultureInfo.InvariantCulture))];

    private static IReadOnlyList<string> Ci(OperatedWorld world) => world.Sql.Rows("SELECT \"ID\", \"TOTAL\", \"NOTE\" FROM CI_DB.CI_SCHEMA.ORDERS ORDER BY \"ID\"");
}

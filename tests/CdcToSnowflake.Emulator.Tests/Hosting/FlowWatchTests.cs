using System.ComponentModel.Design;
using System.Diagnostics.Metrics;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Emulator.Tests.Operations;
using CdcToSnowflake.Files;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Alerts;
using CdcToSnowflake.Hosting.Flow;
using CdcToSnowflake.Hosting.Health;
using CdcToSnowflake.Hosting.Telemetry;
using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Operations.Flow;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CdcToSnowflake.Emulator.Tests.Hosting;

/// <summary>The service's loop that looks at brands' flow, on the embedded account's clock.</summary>
public sealed class FlowWatchTests : IAlertSender
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    private readonly List<FailureAlert> _told = [];
    private int _absences;

    [Fact]
    public async Task Run_MissingFileThatIsRefusedThen_IsToldOnceEach_AndNothingStandsWhenTheWorkEnds()
    {
        await using var world = await OperatedWorld.CreateAsync();
        var (watch, status, clock, _) = Watch(world);
        using var stop = new CancellationTokenSource();
        var loop = watch.RunAsync(world.Unheard, world.Emulator, () => world.Generated, stop.Token);
        await clock.UntilItWaitsAsync(loop);

        await world.Source.CutAsync(world.Store, files: world.Unheard);
        await PassAsync(world, clock, loop, 3);
        var missing = Assert.Single(_told);
        Assert.Equal((FailureKind.Flow, OperatedWorld.Brand, 1L), (missing.Kind, missing.Name, missing.Count));
        Assert.Contains("isn't loaded", missing.Error, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Unhealthy, (await HealthAsync(status, world)).Status);

        world.Sql.Run("ALTER TABLE BRAND_A_DB.STG_SCHEMA.ORDERS RENAME COLUMN \"TOTAL\" TO \"TOTALS\"; ALTER TABLE BRAND_A_DB.STG_SCHEMA.ORDERS ADD COLUMN \"TOTAL\" NUMBER(1,0)");
        using (var file = File.OpenRead(new Uri(world.Unheard.Location, missing.File!).LocalPath))
        {
            await world.Store.PutAsync(missing.File!, file);
        }

        await PassAsync(world, clock, loop, 4);
        Assert.Contains("was refused", Assert.Single(_told.Skip(1)).Error, StringComparison.Ordinal);
        Assert.Equal((missing.Since, 1L, missing.File), (_told[1].Since, _told[1].Count, _told[1].File));

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
        status.Forget();
        Assert.Empty(status.Flows);
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync(status, world)).Status);
    }

    [Fact]
    public async Task Run_TasksStandStill_LagIsToldBeyondItsLimit_AndThatItIsOver()
    {
        await using var world = await OperatedWorld.CreateAsync();
        var (watch, status, clock, alerts) = Watch(world, TimeSpan.MaxValue); // no heartbeats here
        var gauges = new Dictionary<string, double>();
        using var listener = Listen(status, alerts, gauges);
        using var stop = new CancellationTokenSource();
        var loop = watch.RunAsync(world.Store, world.Emulator, () => world.Generated, stop.Token);
        await clock.UntilItWaitsAsync(loop);
        await world.Source.CutAsync(world.Store);
        await PassAsync(world, clock, loop, 1);
        listener.RecordObservableInstruments();
        Assert.Equal((0, 0, 0), (gauges["cdc.flow.behind"], gauges["cdc.flow.holes"], gauges["cdc.flow.lag capture"]));

        world.Sql.Run("ALTER TASK BRAND_A_DB.STG_SCHEMA.MERGE_RAW SUSPEND");
        await world.Source.CutAsync(world.Store);
        await PassAsync(world, clock, loop, 3);
        Assert.Empty(_told);
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync(status, world, TimeSpan.FromMinutes(15))).Status);
        _absences = 1; // what can't be told at one look is at another
        await PassAsync(world, clock, loop, 2);
        var told = Assert.Single(_told);
        Assert.Equal((FailureKind.Flow, OperatedWorld.Brand, null), (told.Kind, told.Name, told.File));
        Assert.Contains("00:25:00 ago aren't in CI yet; the limit is 00:15:00", told.Error, StringComparison.Ordinal);
        var health = await HealthAsync(status, world, TimeSpan.FromMinutes(15));
        Assert.Equal((HealthStatus.Degraded, "Brand brand_a is 00:25:00 behind."), (health.Status, health.Description));
        listener.RecordObservableInstruments();
        Assert.Equal((1500, 0), (gauges["cdc.flow.behind"], gauges["cdc.flow.holes"]));

        world.Sql.Run("ALTER TASK BRAND_A_DB.STG_SCHEMA.MERGE_RAW RESUME");
        await PassAsync(world, clock, loop, 1);
        Assert.NotNull(Assert.Single(_told.Skip(1)).ResolvedAt);
        listener.RecordObservableInstruments();
        var lag = Assert.Single(status.Flows.Single().Lag);
        Assert.InRange(lag.Merge!.Value, TimeSpan.FromMinutes(25), TimeSpan.FromMinutes(26)); // the cut waited there, and nowhere else
        Assert.Equal(
            [("arrival", lag.Arrival), ("capture", lag.Capture), ("ci", lag.Integrate), ("load", lag.Load), ("merge", lag.Merge), ("upload", lag.Upload)],
            gauges.Where(gauge => gauge.Key.StartsWith("cdc.flow.lag ", StringComparison.Ordinal)).OrderBy(gauge => gauge.Key, StringComparer.Ordinal).Select(gauge => (gauge.Key["cdc.flow.lag ".Length..], (TimeSpan?)TimeSpan.FromSeconds(gauge.Value))));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
    }

    [Fact]
    public async Task Run_CaptureStandsStill_LagGrowsAndIsTold_AndIsNoneOnceTheSourceHasEnded()
    {
        await using var world = await OperatedWorld.CreateAsync();
        var (watch, status, clock, _) = Watch(world);
        using var stop = new CancellationTokenSource();
        var loop = watch.RunAsync(world.Store, world.Emulator, () => world.Generated, stop.Token);
        await clock.UntilItWaitsAsync(loop);
        await world.Source.CutAsync(world.Store);
        await PassAsync(world, clock, loop, 4);
        Assert.Equal(TimeSpan.Zero, status.Flows.Single().Behind); // a heartbeat may be as late
        Assert.Empty(_told);

        await PassAsync(world, clock, loop, 1);
        Assert.Equal(TimeSpan.FromMinutes(25), status.Flows.Single().Behind);
        Assert.Contains("No cut was committed for 00:25:00", Assert.Single(_told).Error, StringComparison.Ordinal);
        var health = await HealthAsync(status, world, TimeSpan.FromMinutes(15));
        Assert.Equal((HealthStatus.Degraded, "Brand brand_a: no cut was committed for 00:25:00."), (health.Status, health.Description));

        // A capture here that waits for its source, as for a file that nobody writes to, isn't behind.
        status.Monitor(OperatedWorld.Brand).Runs(new CaptureProgress(new ZeroDatePolicy(ZeroDates.Null), clock));
        await PassAsync(world, clock, loop, 1);
        Assert.Equal(TimeSpan.Zero, status.Flows.Single().Behind);
        status.Monitor(OperatedWorld.Brand).Ends();
        await PassAsync(world, clock, loop, 1);
        Assert.NotNull(Assert.Single(_told.Skip(1)).ResolvedAt);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
    }

    [Fact]
    public async Task Health_NothingSeenForThreeLooks_IsDegradedWithTheReason()
    {
        await using var world = await OperatedWorld.CreateAsync();
        var (_, status, _, _) = Watch(world);
        status.Monitor(OperatedWorld.Brand).Looks = new FlowLooks(world.Clock.GetUtcNow(), new IOException("The account is away."));
        world.Clock.Advance(3 * Interval);
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync(status, world)).Status);
        world.Clock.Advance(Step);
        var health = await HealthAsync(status, world);
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.StartsWith("Brand brand_a: nothing is known of its way to CI since 2026-01-01 00:00", health.Description, StringComparison.Ordinal);
        Assert.EndsWith("The account is away.", health.Description, StringComparison.Ordinal);
    }

    Task IAlertSender.SendAsync(FailureAlert alert, CancellationToken cancellationToken)
    {
        if (_absences-- > 0)
        {
            throw new AlertDeliveryException("It is away.");
        }

        _told.Add(alert);
        return Task.CompletedTask;
    }

    private static async Task PassAsync(OperatedWorld world, AwaitedClock clock, Task loop, int looks)
    {
        for (var look = 0; look < looks; look++)
        {
            await world.PassAsync(Interval, Step);
            await clock.UntilItWaitsAsync(loop);
        }
    }

    private static MeterListener Listen(CdcStatus status, FailureAlerts alerts, Dictionary<string, double> gauges)
    {
        var factory = new Meters();
        var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, one) =>
        {
            if (instrument.Meter.Scope == factory && instrument.Name.StartsWith("cdc.flow.", StringComparison.Ordinal))
            {
                one.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => gauges[instrument.Name] = value);
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => gauges[tags.Length == 1 ? instrument.Name : $"{instrument.Name} {tags[1].Value}"] = value);
        listener.Start();
        _ = new CdcMetrics(factory, status, alerts, Options.Create(new CdcOptions()));
        return listener;
    }

    private static Task<HealthCheckResult> HealthAsync(CdcStatus status, OperatedWorld world, TimeSpan? behindLimit = null)
    {
        var check = new FlowHealthCheck(status, OperatedWorld.Brand, Interval, behindLimit ?? TimeSpan.FromDays(1), world.Clock);
        return check.CheckHealthAsync(new HealthCheckContext { Registration = new HealthCheckRegistration("flow", check, HealthStatus.Unhealthy, null) }, TestContext.Current.CancellationToken);
    }

    private (FlowWatch Watch, CdcStatus Status, AwaitedClock Clock, FailureAlerts Alerts) Watch(OperatedWorld world, TimeSpan? silence = null)
    {
        var options = new CdcOptions();
        options.Brands.Add(OperatedWorld.Brand, new BrandOptions());
        options.Flow.Interval = Interval;
        options.Flow.Look = silence is { } longest ? new FlowOptions { Silence = longest } : options.Flow.Look;
        options.Alerts.SendTo(_ => this);
        var (made, clock) = (Options.Create(options), new AwaitedClock(world.Clock));
        var status = new CdcStatus(made, clock);
        var alerts = new FailureAlerts(made, status, NullLoggerFactory.Instance, world.Clock, new ServiceContainer());
        return (new FlowWatch(made, status, alerts, NullLoggerFactory.Instance, clock), status, clock, alerts);
    }

    private sealed class Meters : IMeterFactory
    {
        public Meter Create(MeterOptions options)
        {
            options.Scope = this;
            return new Meter(options);
        }

        public void Dispose()
        {
        }
    }
}

using System.ComponentModel.Design;
using System.Diagnostics.Metrics;
using CdcToSnowflake.Emulator.Tests.Operations;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Alerts;
using CdcToSnowflake.Hosting.Cost;
using CdcToSnowflake.Hosting.Telemetry;
using CdcToSnowflake.Operations.Cost;
using CdcToSnowflake.Operations.Failures;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CdcToSnowflake.Emulator.Tests.Hosting;

/// <summary>The service's loop that reports costs, on the embedded account's clock and bill.</summary>
public sealed class CostWatchTests : IAlertSender
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly List<FailureAlert> _told = [];
    private bool _isAway;
    private Func<Task>? _tellUntold;

    [Fact]
    public async Task Run_IdleWarehouseOverTheLimit_IsToldOnceEach_UntilTheAdviceIsFollowed()
    {
        await using var world = await OperatedWorld.CreateAsync();
        world.Sql.Run("CREATE WAREHOUSE bi WAREHOUSE_SIZE = SMALL AUTO_SUSPEND = 1800 INITIALLY_SUSPENDED = TRUE");
        var (watch, status, clock) = Watch(world);
        using var stop = new CancellationTokenSource();
        var loop = watch.RunAsync(world.Emulator, () => world.Generated, stop.Token);

        Assert.Null(status.Cost);
        await FirstReportAsync(world, clock, loop);
        Assert.Empty(status.Cost!.Warehouses);
        await DayOfWorkAsync(world);
        await clock.UntilItWaitsAsync(loop);

        // 70 minutes at 2 credits an hour in a day, as CostReaderTests says.
        Assert.Equal(2m * 70 / 60, Assert.Single(status.Cost!.Warehouses).Compute, 6);
        Assert.Equal(["the account", "warehouse BI"], _told.Select(alert => alert.Name).Order(StringComparer.Ordinal));
        Assert.All(_told, alert => Assert.Equal((FailureKind.Cost, 1L, null), (alert.Kind, alert.Count, alert.ResolvedAt)));
        Assert.Contains("70.0 credits in 30 days at the rate of the last 24 h, more than the 50.0 that it may.", _told.Single(alert => alert.Name == "the account").Error, StringComparison.Ordinal);
        Assert.Contains("ALTER WAREHOUSE \"BI\" SET AUTO_SUSPEND = 60", _told.Single(alert => alert.Name == "warehouse BI").Remedy, StringComparison.Ordinal);

        // The same again on the next day is no news.
        await DayOfWorkAsync(world);
        await clock.UntilItWaitsAsync(loop);
        Assert.Equal(2, _told.Count);

        world.Sql.Run("ALTER WAREHOUSE bi SET AUTO_SUSPEND = 60");
        await DayOfWorkAsync(world);
        await clock.UntilItWaitsAsync(loop);
        Assert.Equal(["the account", "warehouse BI"], _told.Skip(2).Where(alert => alert.ResolvedAt is not null).Select(alert => alert.Name).Order(StringComparer.Ordinal));
        Assert.Equal(4, _told.Count);
        Assert.Empty(status.Cost!.Advice);
        await stop.CancelAsync();
    }

    [Fact]
    public async Task Run_SenderIsAway_TheDesksNextPassTellsIt_AndNoReportIsMadeForThat()
    {
        await using var world = await OperatedWorld.CreateAsync();
        world.Sql.Run("CREATE WAREHOUSE bi WAREHOUSE_SIZE = SMALL AUTO_SUSPEND = 1800 INITIALLY_SUSPENDED = TRUE");
        var (watch, status, clock) = Watch(world);
        using var stop = new CancellationTokenSource();
        var loop = watch.RunAsync(world.Emulator, () => world.Generated, stop.Token);

        await FirstReportAsync(world, clock, loop);
        _isAway = true;
        await DayOfWorkAsync(world);
        await clock.UntilItWaitsAsync(loop);
        Assert.Equal(Day, clock.LastWait);
        Assert.Empty(_told);
        Assert.NotEmpty(status.Cost!.Advice);
        _isAway = false;
        await _tellUntold!();

        Assert.Equal(["the account", "warehouse BI"], _told.Select(alert => alert.Name).Order(StringComparer.Ordinal));
        await stop.CancelAsync();
    }

    [Fact]
    public async Task Metrics_OfTheLastReport_AreCreditsADay_OfABoundedNumberOfNames()
    {
        await using var world = await OperatedWorld.CreateAsync();
        world.Sql.Run("CREATE WAREHOUSE bi WAREHOUSE_SIZE = SMALL AUTO_SUSPEND = 1800 INITIALLY_SUSPENDED = TRUE");
        var (watch, status, clock) = Watch(world);
        using var meter = new Meter(nameof(CostWatchTests));
        CostGauges.Add(meter, status, 2);
        Assert.Empty(Measured(meter));
        using var stop = new CancellationTokenSource();
        var loop = watch.RunAsync(world.Emulator, () => world.Generated, stop.Token);
        await FirstReportAsync(world, clock, loop);
        await DayOfWorkAsync(world);
        await clock.UntilItWaitsAsync(loop);

        var measured = Measured(meter);

        Assert.Equal(2.0 * 70 / 60, measured[(CdcTelemetry.CostWarehouse, "BI")], 6);
        Assert.Equal((double)status.Cost!.Credits, measured.Where(one => one.Key.Name == CdcTelemetry.CostBrand).Sum(one => one.Value), 6);
        Assert.Equal(2.0 * (70 - 3) / 60, measured[(CdcTelemetry.CostSavings, "autosuspend")], 6); // each time it would wait a minute
        Assert.Equal(3, measured.Keys.Count(key => key.Name == CdcTelemetry.CostCredits)); // five kinds: two, and the others together
        Assert.Equal((double)status.Cost.Credits, measured.Where(one => one.Key.Name == CdcTelemetry.CostCredits).Sum(one => one.Value), 6);
        Assert.Contains((CdcTelemetry.CostCredits, CostGauges.Others), measured.Keys);

        // Another process reports from now on.
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
        status.Forget();
        Assert.Empty(Measured(meter));
    }

    Task IAlertSender.SendAsync(FailureAlert alert, CancellationToken cancellationToken)
    {
        if (_isAway)
        {
            throw new AlertDeliveryException("It is away.");
        }

        _told.Add(alert);
        return Task.CompletedTask;
    }

    private (CostWatch Watch, CdcStatus Status, AwaitedClock Clock) Watch(OperatedWorld world)
    {
        var options = new CdcOptions();
        (options.Cost.Interval, options.Cost.Period, options.Cost.MonthlyCredits) = (Day, Day, 50);
        options.Cost.Look = new CostOptions { LeastSaving = 0.01m };
        options.Alerts.SendTo(_ => this);
        var (made, clock) = (Options.Create(options), new AwaitedClock(world.Clock));
        var status = new CdcStatus(made, clock);
        var alerts = new FailureAlerts(made, status, NullLoggerFactory.Instance, world.Clock, new ServiceContainer());
        _tellUntold = () => alerts.Desk.TellUntoldAsync(TestContext.Current.CancellationToken);
        return (new CostWatch(made, status, alerts, NullLoggerFactory.Instance, clock), status, clock);
    }

    // The first report, of days in which nobody worked.
    private static async Task FirstReportAsync(OperatedWorld world, AwaitedClock clock, Task loop)
    {
        await clock.UntilItWaitsAsync(loop);
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        await clock.UntilItWaitsAsync(loop);
    }

    // From one report to the next: three statements, twenty minutes apart, and the rest of the day.
    private static async Task DayOfWorkAsync(OperatedWorld world)
    {
        await using var sql = await world.Emulator.OpenConnectionAsync();
        sql.Run("USE WAREHOUSE bi");
        for (var i = 0; i < 3; i++)
        {
            sql.Run("SELECT COUNT(*) FROM BRAND_A_DB.RAW_SCHEMA.ORDERS");
            world.Clock.Advance(TimeSpan.FromMinutes(20));
        }

        world.Clock.Advance(Day - TimeSpan.FromHours(1));
    }

    private static Dictionary<(string Name, string Tag), double> Measured(Meter meter)
    {
        var measured = new Dictionary<(string, string), double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (instrument.Meter == meter)
            {
                to.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => measured.Add((instrument.Name, (string)tags[0].Value!), value));
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;
    }
}

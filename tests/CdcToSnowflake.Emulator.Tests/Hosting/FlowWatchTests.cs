using System.ComponentModel.Design;
using CdcToSnowflake.Emulator.Tests.Operations;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Alerts;
using CdcToSnowflake.Hosting.Flow;
using CdcToSnowflake.Hosting.Health;
using CdcToSnowflake.Operations.Failures;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CdcToSnowflake.Emulator.Tests.Hosting;

/// <summary>The service's loop that looks at brands' flow, on the embedded account's clock.</summary>
public sealed class FlowWatchTests : IAlertSender
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    private readonly List<FailureAlert> _told = [];

    [Fact]
    public async Task Run_MissingFileThatIsRefusedThen_IsToldOnceEach_AndNothingStandsWhenTheWorkEnds()
    {
        await using var world = await OperatedWorld.CreateAsync();
        var (watch, status, clock) = Watch(world);
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

    Task IAlertSender.SendAsync(FailureAlert alert, CancellationToken cancellationToken)
    {
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

    private static Task<HealthCheckResult> HealthAsync(CdcStatus status, OperatedWorld world)
    {
        var check = new FlowHealthCheck(status, OperatedWorld.Brand, Interval, TimeSpan.FromDays(1), world.Clock);
        return check.CheckHealthAsync(new HealthCheckContext { Registration = new HealthCheckRegistration("flow", check, HealthStatus.Unhealthy, null) }, TestContext.Current.CancellationToken);
    }

    private (FlowWatch Watch, CdcStatus Status, AwaitedClock Clock) Watch(OperatedWorld world)
    {
        var options = new CdcOptions();
        options.Brands.Add(OperatedWorld.Brand, new BrandOptions());
        options.Flow.Interval = Interval;
        options.Alerts.SendTo(_ => this);
        var (made, clock) = (Options.Create(options), new AwaitedClock(world.Clock));
        var status = new CdcStatus(made, clock);
        return (new FlowWatch(made, status, new FailureAlerts(made, status, NullLoggerFactory.Instance, world.Clock, new ServiceContainer()), NullLoggerFactory.Instance, clock), status, clock);
    }
}

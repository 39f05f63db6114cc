using System.ComponentModel.Design;
using System.Data.Common;
using CdcToSnowflake.Emulator.Tests.Operations;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Alerts;
using CdcToSnowflake.Operations.Failures;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CdcToSnowflake.Emulator.Tests.Hosting;

/// <summary>The service's loop that looks after failures, on the embedded account's clock.</summary>
public sealed class FailureAlertsTests
{
    [Fact]
    public async Task Run_AfterAWeekNobodyCanBeAsked_TheTaskIsGivenUpOnlyOnceItsHistoryWasSeen()
    {
        await using var world = await OperatedWorld.CreateAsync();
        var clock = new AwaitedClock(world.Clock);
        var options = Options.Create(new CdcOptions());
        using var alerts = new FailureAlerts(options, new CdcStatus(options, clock), NullLoggerFactory.Instance, clock, new ServiceContainer());
        var at = world.Clock.GetUtcNow();
        await alerts.Desk.HandleAsync(new TaskFailed("m", "ACC", at, "DB.S.T", "DB.S.T", [new FailedRun(at, at, at, "q", null, "It broke")]), TestContext.Current.CancellationToken);
        var account = new Account(world.Emulator) { IsAway = true };
        using var stop = new CancellationTokenSource();
        var loop = alerts.SeeRecoveriesAsync(account, () => world.Generated, stop.Token);

        await clock.UntilItWaitsAsync(loop);
        world.Clock.Advance(TimeSpan.FromDays(8));
        await clock.UntilItWaitsAsync(loop);
        Assert.Single(alerts.Desk.Failing);

        // A question without an answer doesn't count.
        account.IsAway = false;
        world.Clock.Advance(options.Value.Alerts.RecoveryInterval);
        await clock.UntilItWaitsAsync(loop);
        Assert.Empty(alerts.Desk.Failing);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
    }

    [Fact]
    public async Task Run_FailingBrandIsTakenOver_ItsFirstFailuresEndNothing()
    {
        await using var world = await OperatedWorld.CreateAsync();
        var clock = new AwaitedClock(world.Clock);
        var options = Options.Create(new CdcOptions { Brands = { ["A"] = new BrandOptions() } });
        var status = new CdcStatus(options, clock);
        using var alerts = new FailureAlerts(options, status, NullLoggerFactory.Instance, clock, new ServiceContainer());
        await alerts.Desk.StandAsync(FailureKind.Brand, _ => true, [new StandingFailure("A", ["retrying"], "The warehouse is away.", "Wait.")], world.Clock.GetUtcNow(), TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();
        var loop = alerts.RunAsync(stop.Token);
        await clock.UntilItWaitsAsync(loop);

        status.Monitor("A").Failed(new IOException("The warehouse is away."), canHeal: true);
        await LookAsync();
        Assert.Single(alerts.Desk.Failing);

        status.Monitor("A").Ends();
        await LookAsync();
        Assert.Empty(alerts.Desk.Failing);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);

        async Task LookAsync()
        {
            world.Clock.Advance(options.Value.Alerts.RecoveryInterval);
            await clock.UntilItWaitsAsync(loop);
        }
    }

    private sealed class Account(SnowflakeEmulator emulator) : DbDataSource
    {
        public bool IsAway { get; set; }

        public override string ConnectionString => emulator.ConnectionString;

        protected override DbConnection CreateDbConnection() => throw new NotSupportedException("Only open connections are given out.");

        protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default) =>
            IsAway ? throw new IOException("The account is away.") : await emulator.OpenConnectionAsync(cancellationToken);
    }
}

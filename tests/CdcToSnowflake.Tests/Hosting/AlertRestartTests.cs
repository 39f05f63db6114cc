using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Tests.Operations.Failures;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Hosting;

/// <summary>The service's alerts over a restart: what one process told, the next knows from the store.</summary>
public sealed class AlertRestartTests
{
    private readonly MemoryObjectStore _store = new();
    private readonly RecordingSender _slack = new();

    [Fact]
    public async Task Restart_BetweenTwoDeliveriesOfAMessage_OneMessageIsSent_AndTheRecoveryIsToldAsOne()
    {
        var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var failed = new TaskFailed("one-message", "ACC", at, "T", "T", [new FailedRun(at, at, at, "q", null, "It broke")]);
        await using (var first = await StartAsync())
        {
            await RunningService.UntilAsync(() => _store.Keys.Any(key => key.StartsWith("~standby/", StringComparison.Ordinal)), "the first's term");
            await UntilItKeepsAsync(first, failed);
        }

        await using var second = await StartAsync();
        await RunningService.UntilAsync(() => second.Alerts.Failing.Count == 1, "what the first told");
        await second.Alerts.HandleAsync(failed, TestContext.Current.CancellationToken);
        Assert.Single(_slack.Told);

        await second.Alerts.SucceededAsync(FailureKind.Task, "T", at.AddMinutes(1), TestContext.Current.CancellationToken);
        Assert.Equal([null, at.AddMinutes(1)], _slack.Told.Select(alert => alert.ResolvedAt));
    }

    [Fact]
    public async Task Restart_WithWhatFailedSwitchedOff_ItIsGivenUp_AndPeopleAreTold()
    {
        await using var service = await StartAsync(TimeSpan.FromSeconds(1)); // without an account, so that nothing looks at costs
        await service.Alerts.StandAsync(
            FailureKind.Service, _ => true, [new StandingFailure("reports of the cost", ["failing"], "The role has lost a right", "Mend it")], DateTimeOffset.UtcNow, TestContext.Current.CancellationToken);
        await RunningService.UntilAsync(() => service.Alerts.Failing.All(alert => alert.Kind != FailureKind.Service), "its end");
        await service.Alerts.RecallAsync(TestContext.Current.CancellationToken); // that it has been told too
        Assert.Contains("it is switched off", Assert.Single(_slack.Told.ToArray(), alert => alert.Kind == FailureKind.Notice).Error, StringComparison.Ordinal);
    }

    // A queue is read only once the process works; this test delivers by itself, so it waits for that.
    private async Task UntilItKeepsAsync(RunningService service, TaskFailed failed)
    {
        await service.Alerts.HandleAsync(failed, TestContext.Current.CancellationToken);
        for (var more = 0; !_store.Keys.Any(key => key.StartsWith("~alerts/", StringComparison.Ordinal)); more++)
        {
            Assert.True(more < 12_000, "Nothing was kept.");
            await Task.Delay(10);
            await service.Alerts.RecallAsync(TestContext.Current.CancellationToken);
        }
    }

    private Task<RunningService> StartAsync(TimeSpan? recoveryInterval = null) => RunningService.StartAsync(cdc => cdc
        .ToStore(_ => _store)
        .AddBrand("BRAND", brand => brand.FromMySql("Server=127.0.0.1;Port=1;User ID=cdc"))
        .WatchFlow(TimeSpan.FromDays(1))
        .AlertOnFailures(alerts => alerts.SendTo(_ => _slack).RecoveryInterval = recoveryInterval ?? TimeSpan.FromHours(1))); // the brand, of which nobody is told here, has no server
}

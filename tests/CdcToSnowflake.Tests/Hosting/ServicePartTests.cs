using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Sources;
using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Tests.Capture;
using CdcToSnowflake.Tests.Operations.Failures;
using CdcToSnowflake.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace CdcToSnowflake.Tests.Hosting;

/// <summary>What the service does beside its brands and handlers never stops unseen.</summary>
public sealed class ServicePartTests : IDisposable
{
    private const string Check = "cdc-service";

    private readonly ErrorLog _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Run_QueueWithoutARegionAnywhere_IsDegradedWithTheReason()
    {
        // Asking the machine would take seconds where there is none to ask.
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
        await using var service = await StartAsync(cdc => cdc.AlertOnFailures(alerts =>
            (alerts.QueueUrl, alerts.AccessKey, alerts.SecretKey) = ("https://queue.example/1/alerts", "AKIATEST", "not-a-secret")));
        await UntilAsync(service, HealthStatus.Degraded);
        Assert.Contains("RegionEndpoint", (await service.HealthAsync(Check)).Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_APartEndsByAnError_IsLogged_AndUnhealthyUntilTheWorkEnds()
    {
        var interval = TimeSpan.FromSeconds(67);
        await using var service = await StartAsync(
            cdc => cdc.AlertOnFailures(alerts => alerts.RecoveryInterval = interval).WatchFlow(TimeSpan.FromDays(1)), services => services.AddSingleton<TimeProvider>(new BrokenTime(interval)));
        await UntilAsync(service, HealthStatus.Unhealthy);
        Assert.Contains("alerts: it has ended. The clock is broken.", (await service.HealthAsync(Check)).Description, StringComparison.Ordinal);
        Assert.Contains(_log.Errors, error => error.Message == "The clock is broken.");

        await service.StopAsync();
        Assert.Equal(HealthStatus.Healthy, (await service.HealthAsync(Check)).Status);
    }

    [Fact]
    public async Task Run_StoreDoesntKeepWhatWasTold_IsDegradedWithThat_AndNotWithTheSenders()
    {
        var store = new MemoryObjectStore();
        store.BeforeWrite = (_, key) =>
        {
            if (key.StartsWith("~alerts/", StringComparison.Ordinal))
            {
                throw new StorageException("The store is full.", store.Location, key);
            }
        };
        await using var service = await StartAsync(cdc => cdc.ToStore(_ => store).WatchFlow(TimeSpan.FromDays(1)).AlertOnFailures(alerts => alerts.RecoveryInterval = TimeSpan.FromSeconds(1)));
        var at = DateTimeOffset.UtcNow;
        var failed = new TaskFailed("m", "ACC", at, "T", "T", [new FailedRun(at, at, at, "q", null, "It broke")]);
        await RunningService.UntilAsync(() => service.Alerts.HandleAsync(failed).ContinueWith(handling => handling.Exception?.InnerException is StorageException, TaskScheduler.Default).GetAwaiter().GetResult(), "what can't be kept");
        await UntilAsync(service, HealthStatus.Degraded);
        Assert.Contains("keeping what was told of failures: it is tried again. The store is full.", (await service.HealthAsync(Check)).Description, StringComparison.Ordinal);
        store.BeforeWrite = null;
        await UntilAsync(service, HealthStatus.Healthy);
    }

    private Task<RunningService> StartAsync(Action<CdcBuilder> compose, Action<IServiceCollection>? services = null) => RunningService.StartAsync(
        cdc => compose(cdc.ToStore(_ => new MemoryObjectStore()).AddBrand("BRAND", brand => brand.From(_ => new BrandSource(new ScriptedReader([]))).Tables("none.*")).Configure(options => options.Alerts.SendTo(_ => new RecordingSender()))),
        added =>
        {
            added.AddLogging(logging => logging.AddProvider(_log));
            services?.Invoke(added);
        });

    private static Task UntilAsync(RunningService service, HealthStatus status) => RunningService.UntilAsync(() => service.HealthAsync(Check).GetAwaiter().GetResult().Status == status, $"{status}");

    /// <summary>The system's time, with a timer that can't be made.</summary>
    private sealed class BrokenTime(TimeSpan pause) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            dueTime == pause ? throw new InvalidOperationException("The clock is broken.") : base.CreateTimer(callback, state, dueTime, period);
    }
}

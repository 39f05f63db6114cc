using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Brands;
using CdcToSnowflake.Hosting.Flow;
using CdcToSnowflake.Hosting.Sources;
using CdcToSnowflake.Hosting.Standby;
using CdcToSnowflake.Tests.Capture;
using CdcToSnowflake.Tests.Hosting.Standby;
using CdcToSnowflake.Tests.Storage;
using CdcToSnowflake.Tests.Warehouse;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Tests.Hosting;

/// <summary>Health while nothing fails but nothing is done either: where it can't be seen that another process works, it isn't taken for granted.</summary>
public sealed class NobodyWorksTests
{
    [Fact]
    public async Task Run_StoreAwayAtTheStartAndLater_DegradedWithTheReasonUntilItIsBack()
    {
        var store = new ProcessStore(new MemoryObjectStore()) { IsCutOff = true };
        await using var service = await RunningService.StartAsync(cdc => cdc
            .ToStore(_ => store)
            .AddBrand("BRAND", brand => brand.From(_ => new BrandSource(new ScriptedReader([]))).Tables("none.*")));
        await DegradedAsync(service);

        store.IsCutOff = false;
        await RunningService.UntilAsync(() => service.Brand("BRAND").State == BrandState.Running, "the start");
        Assert.Equal(HealthStatus.Healthy, (await service.HealthAsync("cdc:BRAND")).Status);

        store.IsCutOff = true; // the process gives its term up
        await RunningService.UntilAsync(() => service.Brand("BRAND").State == BrandState.Standby, "the end of the term");
        await DegradedAsync(service);

        store.IsCutOff = false;
        await RunningService.UntilAsync(() => service.Brand("BRAND") is { State: BrandState.Running, Error: null }, "the second start");
    }

    [Fact]
    public async Task Run_TheOneThatWorksLacksABrand_DegradedAtThatBrandUntilThisProcessWorks()
    {
        var store = new MemoryObjectStore();
        Task<RunningService> StartAsync(params string[] brands) => RunningService.StartAsync(cdc =>
        {
            cdc.ToStore(_ => store);
            Assert.All(brands, id => cdc.AddBrand(id, brand => brand.From(_ => new BrandSource(new ScriptedReader([]))).Tables("none.*")));
        });
        await using var first = await StartAsync("A");
        await RunningService.UntilAsync(() => first.Brand("A").State == BrandState.Running, "the first service's start");
        await using var second = await StartAsync("A", "B");
        await RunningService.UntilAsync(() => second.Brand("B").Error is BrandNotServedException { Brand: "B", Standby: "default" }, "what is wrong");
        Assert.Equal((BrandState.Standby, BrandState.Standby), (second.Brand("A").State, second.Brand("B").State));
        Assert.Equal(HealthStatus.Healthy, (await second.HealthAsync("cdc:A")).Status);
        var health = await second.HealthAsync("cdc:B");
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("CdcToSnowflake:Standby:Name", health.Description, StringComparison.Ordinal);

        await first.StopAsync();
        await RunningService.UntilAsync(() => second.Brand("B") is { State: BrandState.Running, Error: null }, "the second service's start");
    }

    [Fact]
    public async Task Run_NoLookAtTheFlowSeesAnything_DegradedWithTheReasonWhileThisProcessLooks()
    {
        var interval = TimeSpan.FromMinutes(5);
        var time = new FakeTimeProvider();
        using var stop = new CancellationTokenSource();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(time).AddCdcToSnowflake(cdc => cdc
            .ToStore(_ => new MemoryObjectStore())
            .AddBrand("BRAND", brand => brand.FromMySql("Server=127.0.0.1;Port=1;User ID=cdc"))
            .WatchFlow(interval));
        await using var provider = services.BuildServiceProvider();
        async Task<HealthReportEntry> HealthAsync() =>
            (await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name == "cdc-flow:BRAND")).Entries["cdc-flow:BRAND"];
        var looking = provider.GetRequiredService<FlowWatch>().RunAsync(new MemoryObjectStore(), new RecordingDataSource(), () => throw new IOException("The account is away."), stop.Token);
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync()).Status);

        time.Advance(3 * interval);
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync()).Status);
        await RunningService.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1)); // the round may take one of them
                return HealthAsync().GetAwaiter().GetResult() is { Status: HealthStatus.Degraded, Description: { } said } && said.Contains("The account is away.", StringComparison.Ordinal);
            },
            "the reason");

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => looking);
        provider.GetRequiredService<CdcStatus>().Forget();
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync()).Status);
    }

    private static async Task DegradedAsync(RunningService service)
    {
        await RunningService.UntilAsync(() => service.Brand("BRAND") is { State: BrandState.Standby, Error: not null }, "what keeps it from seeing");
        var health = await service.HealthAsync("cdc:BRAND");
        Assert.Equal((HealthStatus.Degraded, "The process is dead."), (health.Status, health.Description));
    }
}

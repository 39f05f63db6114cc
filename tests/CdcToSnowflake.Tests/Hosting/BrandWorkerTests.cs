using CdcToSnowflake.Binlog;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Brands;
using CdcToSnowflake.Hosting.Sources;
using CdcToSnowflake.Hosting.Telemetry;
using CdcToSnowflake.Tests.Capture;
using CdcToSnowflake.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Tests.Hosting;

/// <summary>A server that took over while it still applies what it got from the one before.</summary>
public sealed class BrandWorkerTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Run_ServerIsBehindForMinutes_IsReadOnAfterwards()
    {
        var (state, starts, took) = await RunAsync(start => start <= 10 ? Behind() : null);
        Assert.Equal((BrandState.Ended, 11), (state, starts));
        Assert.InRange(took, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(9));
    }

    [Fact]
    public async Task Run_ServerStaysBehind_StopsAfterTenMinutes()
    {
        var (state, _, took) = await RunAsync(_ => Behind());
        Assert.Equal(BrandState.Stopped, state);
        Assert.InRange(took, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(12));
    }

    [Fact]
    public async Task Run_PositionIsGone_StopsAtOnce()
    {
        var (state, starts, _) = await RunAsync(_ => new BinlogPositionException("It is purged."));
        Assert.Equal((BrandState.Stopped, 1), (state, starts));
    }

    private static BinlogPositionException Behind() => new("It hasn't executed what was read already.") { IsPassing = true };

    private static async Task<(BrandState State, int Starts, TimeSpan Took)> RunAsync(Func<int, Exception?> failure)
    {
        var time = new FakeTimeProvider();
        var starts = 0;
        var services = new ServiceCollection().AddLogging().AddMetrics().AddSingleton<TimeProvider>(time).AddCdcToSnowflake(cdc => cdc
            .ToStore(_ => new MemoryObjectStore())
            .AddBrand("BRAND", brand => brand.From(_ => failure(++starts) is { } error ? throw error : new BrandSource(Ended())).Tables("none.*")));
        await using var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptions<CdcOptions>>().Value;
        var monitor = new BrandMonitor("BRAND", TimeSpan.FromHours(1), time);
        var worker = new BrandWorker("BRAND", "default", options.Brands["BRAND"], options.Retry, monitor, provider.GetRequiredService<CdcMetrics>(), NullLoggerFactory.Instance, time, provider);
        var begun = time.GetUtcNow();
        var run = worker.RunAsync(new MemoryObjectStore(), null, TestContext.Current.CancellationToken);
        for (var i = 0; !run.IsCompleted; i++)
        {
            Assert.True(i < 10_000, "It doesn't end.");
            time.Advance(Step);
            await Task.WhenAny(run, Task.Delay(2, TestContext.Current.CancellationToken));
        }

        await run;
        return (monitor.Status.State, starts, time.GetUtcNow() - begun);
    }

    private static ScriptedReader Ended()
    {
        var reader = new ScriptedReader([]);
        reader.End();
        return reader;
    }
}

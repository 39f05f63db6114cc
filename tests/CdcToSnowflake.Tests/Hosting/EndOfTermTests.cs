using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Brands;
using CdcToSnowflake.Hosting.Flow;
using CdcToSnowflake.Hosting.Sources;
using CdcToSnowflake.Hosting.Standby;
using CdcToSnowflake.Hosting.Targets;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Tests.Capture;
using CdcToSnowflake.Tests.Hosting.Standby;
using CdcToSnowflake.Tests.Storage;
using CdcToSnowflake.Tests.Warehouse;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Tests.Hosting;

/// <summary>What a term leaves behind, and what it may not wait for.</summary>
public sealed class EndOfTermTests
{
    [Fact]
    public async Task Run_BrandHasStoppedAndTheTermIsLost_WaitsLikeTheOthers()
    {
        var store = new ProcessStore(new MemoryObjectStore());
        await using var service = await RunningService.StartAsync(cdc => cdc
            .ToStore(_ => store)
            .AddBrand("BRAND", brand => brand.From(_ => throw new InvalidDataException("Nothing but people mends it.")).Tables("none.*")));
        await RunningService.UntilAsync(() => service.Brand("BRAND").State == BrandState.Stopped, "the stop");
        store.IsCutOff = true;
        await RunningService.UntilAsync(() => service.Brand("BRAND").State == BrandState.Standby, "the end of the term");
        Assert.IsNotType<InvalidDataException>(service.Brand("BRAND").Error);
        Assert.NotEqual(HealthStatus.Unhealthy, (await service.HealthAsync("cdc:BRAND")).Status);
    }

    [Fact]
    public async Task Run_PartDoesntListenToItsToken_IsLeftBehindAndTheTermIsHandedOver()
    {
        var store = new MemoryObjectStore();
        var account = new HeldDataSource();
        var reader = new ScriptedReader([]);
        await using var service = await RunningService.StartAsync(cdc => cdc
            .ToStore(_ => store)
            .ToWarehouse(_ => new Target(account))
            .AddBrand("BRAND", brand => brand.From(_ => new BrandSource(reader)).Tables("none.*"))
            .WatchFlow(TimeSpan.FromSeconds(1))
            .Configure(options => options.Standby.SilenceLimit = TimeSpan.FromSeconds(5))); // so that a busy machine doesn't lose its term
        await reader.Silent.WaitAsync(RunningService.LongestWait, TestContext.Current.CancellationToken); // the capture has asked the account what it asks at its start
        account.IsHeld = true;
        await RunningService.UntilAsync(() => account.Held > 0, "a look");
        await service.StopAsync();
        Assert.True((await new TermLog(store, "default").ReadSignAsync(1, default))!.IsReleased);
        Assert.Null(service.Status.Monitor("BRAND").Looks);
    }

    [Fact]
    public async Task Run_LookThatWasLeftEndsLate_TheNextRunsLooksStand()
    {
        var interval = TimeSpan.FromMinutes(5);
        var time = new FakeTimeProvider();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(time).AddCdcToSnowflake(cdc => cdc
            .ToStore(_ => new MemoryObjectStore())
            .AddBrand("BRAND", brand => brand.FromMySql("Server=127.0.0.1;Port=1;User ID=cdc"))
            .WatchFlow(interval));
        await using var provider = services.BuildServiceProvider();
        var (watch, status) = (provider.GetRequiredService<FlowWatch>(), provider.GetRequiredService<CdcStatus>());
        using CancellationTokenSource first = new(), second = new();
        using SemaphoreSlim looks = new(0);
        using ManualResetEventSlim goOn = new();

        var left = watch.RunAsync(new MemoryObjectStore(), new RecordingDataSource(), Hang, first.Token);
        var passing = Task.Run(() => time.Advance(interval), TestContext.Current.CancellationToken);
        Assert.True(await looks.WaitAsync(RunningService.LongestWait, TestContext.Current.CancellationToken));
        await first.CancelAsync();
        status.Forget();
        var next = watch.RunAsync(new MemoryObjectStore(), new RecordingDataSource(), () => throw new IOException("The account is away."), second.Token);
        goOn.Set();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        await passing;
        Assert.NotNull(status.Monitor("BRAND").Looks);

        time.Advance(interval);
        await RunningService.UntilAsync(() => status.Monitor("BRAND").Looks is { Error: IOException }, "the next run's look");
        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);

        SnowflakeSql Hang()
        {
            looks.Release();
            goOn.Wait(CancellationToken.None);
            throw new IOException("The account was away.");
        }
    }

    [Fact]
    public async Task Run_OneServerDoesntAnswerWhenItIsAskedForDescriptions_TheOtherBrandsBegin()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var service = await RunningService.StartAsync(
            cdc => cdc
                .ToStore(_ => new MemoryObjectStore())
                .ToWarehouse(_ => new Target(new HeldDataSource()))
                .AddBrand("SILENT", brand => brand.FromMySql($"Server=127.0.0.1;Port={((IPEndPoint)silent.LocalEndpoint).Port};User ID=cdc;Connection Timeout=600"))
                .AddBrand("BRAND", brand => brand.From(_ => new BrandSource(new ScriptedReader([]))).Tables("none.*")),
            services => services.AddSingleton<TimeProvider>(new ImpatientTime()));
        await RunningService.UntilAsync(() => service.Brand("BRAND").State == BrandState.Running, "the other brand");
    }

    /// <summary>The system's time, but the patience with first descriptions is over at once.</summary>
    private sealed class ImpatientTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime == TimeSpan.FromSeconds(10) ? TimeSpan.Zero : dueTime, period);
    }

    /// <summary>An account that has nothing, and that no longer answers, nor listens, once it is told so.</summary>
    private sealed class HeldDataSource : DbDataSource
    {
        private readonly RecordingDataSource _account = new();
        private int _held;

        public bool IsHeld { get; set; }

        public int Held => Volatile.Read(ref _held);

        public override string ConnectionString => "";

        protected override DbConnection CreateDbConnection() => _account.CreateConnection();

        protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
        {
            if (IsHeld)
            {
                Interlocked.Increment(ref _held);
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
            }

            return await _account.OpenConnectionAsync(cancellationToken);
        }
    }

    private sealed class Target(DbDataSource account) : IWarehouseTarget
    {
        public DbDataSource Account => account;

        public Task<CdcToSnowflake.Storage.IObjectStore> WatchAsync(CdcToSnowflake.Storage.IObjectStore store, CancellationToken cancellationToken) => Task.FromResult(store);

        public Task RunAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

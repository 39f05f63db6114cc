using System.Data.Common;
using System.Globalization;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Flow;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Tests.Hosting.Flow;

/// <summary>A round over more brands than are looked at together, at an account that takes its time.</summary>
public sealed class FlowRoundTests : DbDataSource
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private static readonly string[] Brands = [.. Enumerable.Range(1, 6).Select(brand => string.Create(CultureInfo.InvariantCulture, $"B{brand}"))];

    private readonly TaskCompletionSource _goesOn = new();
    private int _waiting;

    public override string ConnectionString => "";

    [Fact]
    public async Task Run_ManyBrands_SomeAreLookedAtTogether_AndHealthKnowsHowLongARoundTakes()
    {
        var time = new FakeTimeProvider();
        using var stop = new CancellationTokenSource();
        await using var provider = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(time).AddCdcToSnowflake(cdc =>
        {
            cdc.ToStore(_ => new MemoryObjectStore()).WatchFlow(Interval);
            Assert.All(Brands, id => cdc.AddBrand(id, brand => brand.FromMySql("Server=127.0.0.1;Port=1;User ID=cdc")));
        }).BuildServiceProvider();
        var sql = new SnowflakeSql(new WarehouseModel([.. Brands.Select(brand => new BrandModel(brand, "s3://b/", []))]));
        var round = provider.GetRequiredService<FlowWatch>().RunAsync(new MemoryObjectStore(), this, () => sql, stop.Token);
        time.Advance(Interval);
        await RunningService.UntilAsync(() => Volatile.Read(ref _waiting) == 4, "four looks at a time");

        time.Advance(10 * Interval);
        Assert.Equal(4, Volatile.Read(ref _waiting));
        _goesOn.SetResult();
        var status = provider.GetRequiredService<CdcStatus>();
        await RunningService.UntilAsync(() => Brands.All(brand => status.Monitor(brand).Looks!.Round!.Length == 10 * Interval), "the end of the round");
        Assert.All(Brands, brand => Assert.IsType<IOException>(status.Monitor(brand).Looks!.Error));

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => round);

        // Nothing was seen for eleven intervals and more; the next look comes after eleven, so three of them may be missed.
        time.Advance(2 * 11 * Interval);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HealthStatus.Degraded, await HealthAsync());

        async Task<HealthStatus> HealthAsync() => (await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name == "cdc-flow:B1")).Status;
    }

    protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        await _goesOn.Task.WaitAsync(cancellationToken);
        throw new IOException("The account is away.");
    }

    protected override DbConnection CreateDbConnection() => throw new NotSupportedException();
}

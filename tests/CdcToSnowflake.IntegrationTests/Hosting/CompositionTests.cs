using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations.Schema;
using System.Globalization;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.Emulator.Hosting;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Brands;
using CdcToSnowflake.Hosting.Changes;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Warehouse;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CdcToSnowflake.IntegrationTests.Hosting;

/// <summary>The whole way as one service, composed in one call: live MySQL → cuts → the embedded Snowflake's CI, and a handler beside it.</summary>
public sealed class CompositionTests
{
    [Fact]
    public async Task Run_TwoBrandsComposedInOneCall_ComeThroughToCiAndToTheHandler()
    {
        await using var a = await MySqlServer.StartAsync();
        await using var b = await MySqlServer.StartAsync();
        foreach (var server in (MySqlServer[])[a, b])
        {
            await server.ExecuteAsync("CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY, total DECIMAL(10,2) NOT NULL); INSERT INTO shop.orders VALUES (1, 10), (2, 20)");
        }

        var folder = Directory.CreateTempSubdirectory("cdc-composition-");
        try
        {
            var builder = Host.CreateEmptyApplicationBuilder(null);
            var alerts = new Alerts();
            builder.Services.AddSingleton(alerts);
            builder.Services.AddCdcToSnowflake(cdc =>
            {
                cdc.ToFolder(Path.Combine(folder.FullName, "store"));
                cdc.ToEmulator(new EmulatorOptions { MinimumTriggerInterval = TimeSpan.FromMilliseconds(100) });
                cdc.AddBrand("BRAND_A", brand => brand.FromMySql(a.ConnectionString).Tables("shop.*").Capture(Quick));
                cdc.AddBrand("BRAND_B", brand => brand.FromMySql(b.ConnectionString).Tables("shop.*").Capture(Quick));
                cdc.OnChanges<Alerts>();
            });
            using var host = builder.Build();
            await host.StartAsync();
            var status = host.Services.GetRequiredService<CdcStatus>();
            var snowflake = host.Services.GetRequiredService<SnowflakeEmulator>();
            await UntilAsync(async () => await SumAsync(snowflake) == 60, status);
            await a.ExecuteAsync("UPDATE shop.orders SET total = 11 WHERE id = 1; DELETE FROM shop.orders WHERE id = 2");
            await b.ExecuteAsync("INSERT INTO shop.orders VALUES (3, 30)");
            await UntilAsync(async () => await SumAsync(snowflake) == 71 && alerts.Taken.Any(taken => taken == ("BRAND_B", ChangeOperation.Insert, 3, 30m)), status);
            Assert.Contains(("BRAND_A", ChangeOperation.Delete, 2, 20m), alerts.Taken);
            Assert.All(status.Brands, brand => Assert.Equal(BrandState.Running, brand.State));
            await host.StopAsync();
            Assert.All(status.Brands, brand => Assert.Equal(BrandState.Standby, brand.State));
            Assert.Equal(71, await SumAsync(snowflake)); // the application's own, open until it ends
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        static Capture.CaptureOptions Quick(Capture.CaptureOptions options) => options with { CutInterval = TimeSpan.FromMilliseconds(100) };
    }

    private static Task UntilAsync(Func<Task<bool>> condition, CdcStatus status) => Waiting.UntilAsync(condition, () => string.Join('\n', status.Brands));

    private static async Task<decimal> SumAsync(SnowflakeEmulator snowflake)
    {
        try
        {
            await using var command = snowflake.CreateCommand("SELECT COALESCE(SUM(TOTAL), 0) FROM CI_DB.CI_SCHEMA.ORDERS");
            return Convert.ToDecimal(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
        }
        catch (SnowflakeException e) when (e.Message.Contains("does not exist", StringComparison.Ordinal))
        {
            return -1; // its table has not appeared yet
        }
    }

    [Table("orders", Schema = "shop")]
    internal sealed record Order(int Id, decimal Total);

    internal sealed class Alerts : IChangeHandler<Order>
    {
        public ConcurrentBag<(string Brand, ChangeOperation Operation, int Id, decimal Total)> Taken { get; } = [];

        public Task HandleAsync(ChangeBatch<Order> changes, CancellationToken cancellationToken)
        {
            foreach (var change in changes.Changes)
            {
                Taken.Add((changes.Brand, change.Operation, change.Row.Id, change.Row.Total));
            }

            return Task.CompletedTask;
        }
    }
}

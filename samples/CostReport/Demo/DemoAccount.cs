using CdcToSnowflake.Emulator;
using CdcToSnowflake.Model;
using CdcToSnowflake.Operations.Cost;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;

namespace CostReport.Demo;

/// <summary>Three days of a company in the embedded Snowflake: two brands' changes come in by day, a dashboard looks now and then, and a report runs each hour on a warehouse that nobody suspends.</summary>
internal static class DemoAccount
{
    private static readonly DateTimeOffset Start = new(2026, 3, 9, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Brands = ["BRAND_A", "BRAND_B"];

    public static async Task<CdcToSnowflake.Operations.Cost.CostReport> ReadAsync(CostOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("cost-report-").FullName;
        try
        {
            var clock = new DemoClock(Start);
            await using var snowflake = new SnowflakeEmulator(new() { Clock = clock });
            var store = await snowflake.WatchAsync(new FolderObjectStore(Path.Combine(folder, "store")));
            await LiveAsync(snowflake, store, clock, Path.Combine(folder, "captured"));
            var model = new WarehouseModel([.. Brands.Select(brand => new BrandModel(brand, store.Location.AbsoluteUri, []))]);
            return await new CostReader(snowflake, new SnowflakeSql(model), options).ReadAsync(new CostPeriod(Start, Start.AddDays(3)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task LiveAsync(SnowflakeEmulator snowflake, IObjectStore store, DemoClock clock, string captured)
    {
        using var deployment = new SnowflakeDeployment(snowflake);
        List<DemoBrand> brands = [.. Brands.Select(brand => new DemoBrand(brand, Path.Combine(captured, brand)))];
        foreach (var brand in brands)
        {
            await brand.CaptureAsync(deployment, store.Location);
        }

        await using var warehouses = await snowflake.OpenConnectionAsync();
        await DemoSql.RunAsync(warehouses, "warehouses");
        await using var dashboard = await snowflake.OpenConnectionAsync();
        await DemoSql.RunAsync(dashboard, "use-dashboard");
        for (var slot = Start.AddHours(10); slot < Start.AddDays(3); slot = slot.AddMinutes(20))
        {
            if (slot.Hour is < 10 or > 22)
            {
                continue;
            }

            clock.AdvanceTo(slot);
            foreach (var brand in brands)
            {
                if (await brand.BringAsync(store))
                {
                    await MergeAsync(snowflake, clock);
                }
            }

            await snowflake.StepAsync();
            // At noon and in the evening people look again and again.
            for (var look = slot.Hour is 12 or (>= 18 and <= 20) ? 10 : 1; look > 0; look--)
            {
                await DemoSql.RunAsync(dashboard, slot.Minute == 0 ? "refunds" : "sales");
                clock.Advance(TimeSpan.FromSeconds(50));
            }
        }

        clock.AdvanceTo(Start.AddDays(3));
    }

    // Tasks look for changes each ten seconds: STG into RAW, RAW into CI.
    private static async Task MergeAsync(SnowflakeEmulator snowflake, DemoClock clock)
    {
        for (var look = 0; look < 3; look++)
        {
            await snowflake.DrainAsync();
            clock.Advance(TimeSpan.FromSeconds(11));
        }
    }
}

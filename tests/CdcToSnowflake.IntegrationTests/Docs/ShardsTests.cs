using System.Globalization;
using System.Text.RegularExpressions;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.IntegrationTests.Readme;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.IntegrationTests.Docs;

/// <summary>The page on several processes, acted out: two deployments on one account and one store, each with a brand and a CI of its own, under the page's view.</summary>
public sealed partial class ShardsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cdc-shards-");

    [Fact]
    public async Task TwoShards_OnOneAccount_StandSideBySideUnderThePagesView()
    {
        await using var snowflake = new SnowflakeEmulator();
        var store = await snowflake.WatchAsync(new FolderObjectStore(_folder.FullName));
        using var first = new SnowflakeDeployment(snowflake, new DeploymentOptions { Names = new WarehouseNames { CiDatabase = "CI_1_DB" } });
        using var second = new SnowflakeDeployment(snowflake, new DeploymentOptions { Names = new WarehouseNames { CiDatabase = "CI_2_DB" } });
        await CaptureAsync(store, first, "BRAND_A", "brand_a");
        await snowflake.DrainAsync();
        // The second begins beside a first that works: it leaves what it doesn't know alone.
        await CaptureAsync(store, second, "BRAND_B", "brand_b");
        await snowflake.DrainAsync();

        await using var connection = await snowflake.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        foreach (var statement in Sql().Match(await File.ReadAllTextAsync(Path.Combine(ReadmeText.Root, "samples", "docs", "shards.md"))).Groups["sql"].Value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
#pragma warning disable CA2100 // It stands in the page.
            command.CommandText = statement;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }

        command.CommandText = "SELECT (SELECT COUNT(*) FROM ALL_DB.CI_SCHEMA.ORDERS WHERE BRAND_ID = 'BRAND_A') - (SELECT COUNT(*) FROM BRAND_A_DB.RAW_SCHEMA.ORDERS), "
            + "(SELECT COUNT(*) FROM ALL_DB.CI_SCHEMA.ORDERS WHERE BRAND_ID = 'BRAND_B') - (SELECT COUNT(*) FROM BRAND_B_DB.RAW_SCHEMA.ORDERS), (SELECT COUNT(*) FROM ALL_DB.CI_SCHEMA.ORDERS)";
        await using var row = await command.ExecuteReaderAsync();
        Assert.True(await row.ReadAsync());
        Assert.Equal((0, 0), (Number(row, 0), Number(row, 1)));
        Assert.InRange(Number(row, 2), 4_000, 5_000);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static long Number(System.Data.Common.DbDataReader row, int column) => Convert.ToInt64(row.GetValue(column), CultureInfo.InvariantCulture);

    private static async Task CaptureAsync(IObjectStore store, SnowflakeDeployment deployment, string brand, string recorded)
    {
        await deployment.EnsureBrandAsync(brand, store.Location);
        var files = Directory.EnumerateFiles(Path.Combine(ReadmeText.Root, "samples", "Quickstart", "Data", recorded), "binlog.*").Order(StringComparer.Ordinal);
        await new BrandCapture(brand, new BinlogFileReader([.. files]), store, new CaptureOptions { Tables = ["shop.orders"] }, deployment).RunAsync();
    }

    [GeneratedRegex("```sql\n *(?<sql>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sql();
}

using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.Emulator.Tests;

/// <summary>The whole way in the warehouse, by the SDK's own generated SQL: files → pipes → STG → RAW → CI.</summary>
public sealed class FlowTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flow-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task TwoBrands_FilesLateTwiceOutOfOrderAndOrphaned_RawAndCiEqualTheSources(int seed)
    {
        await using var emulator = new SnowflakeEmulator(new EmulatorOptions { Chaos = new PipeChaos { Seed = seed } });
        using var deployment = new SnowflakeDeployment(emulator);
        var store = await emulator.WatchAsync(new FolderObjectStore(Path.Combine(_folder, "store")));
        var sources = new[] { new ShopSource("brand_a", seed), new ShopSource("brand_b", seed + 100) };
        foreach (var source in sources)
        {
            await deployment.EnsureBrandAsync(source.Brand, store.Location);
            await deployment.ShapeAppearedAsync(source.Brand, ShopSource.Orders, default);
        }

        for (var cut = 0; cut < 12; cut++)
        {
            foreach (var source in sources)
            {
                await source.CutAsync(store, withOrphan: cut % 3 == 0);
            }

            if (cut % 2 == 0)
            {
                await emulator.StepAsync();
            }
        }

        await emulator.DrainAsync();
        await using var sql = await emulator.OpenConnectionAsync();
        Assert.Empty(sql.Rows("SELECT name, error_message FROM TABLE(BRAND_A_DB.INFORMATION_SCHEMA.TASK_HISTORY(ERROR_ONLY => TRUE))"));
        foreach (var source in sources)
        {
            Assert.Equal(source.Expected, sql.Rows($"SELECT \"ID\", \"TOTAL\", \"NOTE\" FROM {source.Brand}_DB.RAW_SCHEMA.ORDERS ORDER BY \"ID\""));
        }

        Assert.Equal(
            sources.SelectMany(source => source.Expected.Select(row => source.Brand + "|" + row)),
            sql.Rows("SELECT \"BRAND_ID\", \"ID\", \"TOTAL\", \"NOTE\" FROM CI_DB.CI_SCHEMA.ORDERS ORDER BY 1, 2"));
    }
}

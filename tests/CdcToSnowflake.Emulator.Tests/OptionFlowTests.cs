using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Emulator.Tests;

/// <summary>The whole way in the warehouse under each option of the generated SQL.</summary>
public sealed class OptionFlowTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly string _folder = Directory.CreateTempSubdirectory("option-flow-").FullName;

    public static TheoryData<string> Options => [.. All.Keys];

    private static Dictionary<string, (TableOptions Table, SqlOptions Sql)> All { get; } = new()
    {
        ["soft everywhere"] = (new TableOptions { RawDeletes = DeleteHandling.Soft, CiDeletes = DeleteHandling.Soft }, new SqlOptions()),
        ["soft in RAW"] = (new TableOptions { RawDeletes = DeleteHandling.Soft }, new SqlOptions()),
        ["soft in CI"] = (new TableOptions { CiDeletes = DeleteHandling.Soft }, new SqlOptions()),
        ["as VARIANT"] = (new TableOptions { Landing = LandingMode.Variant }, new SqlOptions()),
        ["loaded by the task"] = (new TableOptions(), new SqlOptions { Loading = LoadMode.Task, TaskSchedule = TimeSpan.FromSeconds(10) }),
        ["as VARIANT, loaded by the task, soft"] = (new TableOptions { Landing = LandingMode.Variant, RawDeletes = DeleteHandling.Soft }, new SqlOptions { Loading = LoadMode.Task, TaskSchedule = TimeSpan.FromSeconds(10) }),
        ["each table by itself"] = (new TableOptions(), new SqlOptions { RawScope = MergeScope.Table }),
        ["key named, none at the source"] = (new TableOptions { Key = ["ID"] }, new SqlOptions()),
        ["clustered"] = (new TableOptions { RawClusterBy = ["TOTAL"], CiClusterBy = ["ID", "BRAND_ID"] }, new SqlOptions()),
        ["tasks and pipes as roles that may do no more than they need"] = (new TableOptions(), new SqlOptions { Account = new AccountOptions { Roles = new RoleOptions() } }),
        ["the same, deletes soft, STG purged"] = (new TableOptions { RawDeletes = DeleteHandling.Soft, CiDeletes = DeleteHandling.Soft }, new SqlOptions { StgKeep = TimeSpan.FromDays(1), Account = new AccountOptions { Roles = new RoleOptions() } }),
        ["the same, loaded by the task"] = (new TableOptions(), new SqlOptions { Loading = LoadMode.Task, TaskSchedule = TimeSpan.FromSeconds(10), Account = new AccountOptions { Roles = new RoleOptions() } }),
        ["the same, in procedures"] = (new TableOptions(), new SqlOptions { MaxTaskBytes = 1_000, MaxProcedureBytes = 1_000, Account = new AccountOptions { Roles = new RoleOptions() } }),
        ["scheduled"] = (new TableOptions(), new SqlOptions { TaskSchedule = TimeSpan.FromSeconds(10) }),
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Options))]
    public async Task TwoBrands_UnderAnOption_RawAndCiEqualTheSources(string option)
    {
        var (table, options) = All[option];
        await using var emulator = new SnowflakeEmulator(new EmulatorOptions { Clock = _clock, Chaos = new PipeChaos { Seed = 5, Delay = 0.5, Duplicate = 0.5 } });
        var sources = await RunAsync(emulator, table, options);

        await using var sql = await emulator.OpenConnectionAsync();
        foreach (var source in sources)
        {
            var raw = $"{source.Brand}_DB.RAW_SCHEMA.ORDERS";
            Assert.Equal(source.Expected, sql.Rows(Live(raw, table.RawDeletes == DeleteHandling.Soft ? "\"_DELETED_AT\" IS NULL" : "TRUE")));
            if (table.RawDeletes == DeleteHandling.Soft)
            {
                Assert.Equal(source.Ever, sql.Rows($"SELECT \"ID\" FROM {raw} ORDER BY \"ID\""));
            }

            var ofBrand = $"\"BRAND_ID\" = '{source.Brand}'";
            Assert.Equal(source.Expected, sql.Rows(Live("CI_DB.CI_SCHEMA.ORDERS", table.CiDeletes == DeleteHandling.Soft ? ofBrand + " AND \"_DELETED_AT\" IS NULL" : ofBrand)));
            if (table is { CiDeletes: DeleteHandling.Soft, RawDeletes: DeleteHandling.Soft })
            {
                Assert.Equal(source.Ever, sql.Rows($"SELECT \"ID\" FROM CI_DB.CI_SCHEMA.ORDERS WHERE {ofBrand} ORDER BY \"ID\""));
            }
        }
    }

    [Fact]
    public async Task TwoBrands_Log_HasEachChangeOnce()
    {
        await using var emulator = new SnowflakeEmulator(new EmulatorOptions { Clock = _clock, Chaos = new PipeChaos { Seed = 6, Delay = 0.5, Duplicate = 0.5 } });
        var sources = await RunAsync(emulator, new TableOptions(), new SqlOptions(), ShopSource.OrdersLog);

        await using var sql = await emulator.OpenConnectionAsync();
        foreach (var source in sources)
        {
            Assert.Equal(source.Changes, sql.Rows($"SELECT \"_CUT\", \"_SEQ\", \"_OP\", \"ID\" FROM {source.Brand}_DB.RAW_SCHEMA.ORDERS ORDER BY 1, 2"));
            Assert.Equal(source.Changes, sql.Rows($"SELECT \"_CUT\", \"_SEQ\", \"_OP\", \"ID\" FROM CI_DB.CI_SCHEMA.ORDERS WHERE \"BRAND_ID\" = '{source.Brand}' ORDER BY 1, 2"));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReconcileCi_StreamLost_BringsCiBackToRaw(bool isSoft)
    {
        var table = new TableOptions { RawDeletes = isSoft ? DeleteHandling.Soft : DeleteHandling.Hard, CiDeletes = isSoft ? DeleteHandling.Soft : DeleteHandling.Hard };
        await using var emulator = new SnowflakeEmulator(new EmulatorOptions { Clock = _clock });
        var sources = await RunAsync(emulator, table, new SqlOptions());
        await using var sql = await emulator.OpenConnectionAsync();

        // What CI missed while the stream was stale: a row it lacks, a row that is gone, a row that changed.
        sql.Run("DELETE FROM CI_DB.CI_SCHEMA.ORDERS WHERE \"BRAND_ID\" = 'brand_a' AND \"ID\" < 10");
        sql.Run("INSERT INTO CI_DB.CI_SCHEMA.ORDERS (\"BRAND_ID\", \"ID\", \"_UPDATED_AT\") VALUES ('brand_a', 999, '2026-01-01'::TIMESTAMP_NTZ)");
        sql.Run("UPDATE CI_DB.CI_SCHEMA.ORDERS SET \"NOTE\" = 'old' WHERE \"BRAND_ID\" = 'brand_a'");
        var ofB = sql.Rows("SELECT * FROM CI_DB.CI_SCHEMA.ORDERS WHERE \"BRAND_ID\" = 'brand_b' ORDER BY \"ID\"");
        sql.Run(Sql(table, new SqlOptions()).ReconcileCi("brand_a", "shop", "orders").Text);

        Assert.Equal(sources[0].Expected, sql.Rows(Live("CI_DB.CI_SCHEMA.ORDERS", "\"BRAND_ID\" = 'brand_a'" + (isSoft ? " AND \"_DELETED_AT\" IS NULL" : ""))));
        Assert.Equal(ofB, sql.Rows("SELECT * FROM CI_DB.CI_SCHEMA.ORDERS WHERE \"BRAND_ID\" = 'brand_b' ORDER BY \"ID\""));
        Assert.Empty(sql.Rows("SELECT * FROM BRAND_A_DB.RAW_SCHEMA.ORDERS_STREAM"));
    }

    [Fact]
    public async Task Purge_MergedAndOldCuts_GoAndTheMergeGoesOn()
    {
        var options = new SqlOptions { StgKeep = TimeSpan.FromHours(1) };
        await using var emulator = new SnowflakeEmulator(new EmulatorOptions { Clock = _clock });
        using var deployment = new SnowflakeDeployment(emulator, new DeploymentOptions { Sql = options });
        var store = await emulator.WatchAsync(new FolderObjectStore(Path.Combine(_folder, "store")));
        var source = new ShopSource("brand_a", 9);
        await deployment.EnsureBrandAsync(source.Brand, store.Location);
        await deployment.ShapeAppearedAsync(source.Brand, ShopSource.Orders, default);
        await using var sql = await emulator.OpenConnectionAsync();
        for (var cut = 0; cut < 5; cut++)
        {
            await source.CutAsync(store, withOrphan: true);
        }

        await emulator.DrainAsync();
        sql.Run("EXECUTE TASK BRAND_A_DB.STG_SCHEMA.PURGE_STG");
        await emulator.DrainAsync();
        Assert.Equal("1", sql.One("SELECT MIN(\"_CUT\") FROM BRAND_A_DB.STG_SCHEMA.ORDERS"));

        _clock.Advance(TimeSpan.FromHours(2));
        sql.Run("EXECUTE TASK BRAND_A_DB.STG_SCHEMA.PURGE_STG");
        await emulator.DrainAsync();
        Assert.Equal("5|5", sql.One("SELECT MIN(\"_CUT\"), MAX(\"_CUT\") FROM BRAND_A_DB.STG_SCHEMA.ORDERS"));
        Assert.Equal("5", sql.One("SELECT MIN(\"CUT\") FROM BRAND_A_DB.STG_SCHEMA.CDC_CUT"));

        await source.CutAsync(store);
        await emulator.DrainAsync();
        Assert.Equal(source.Expected, sql.Rows(Live("BRAND_A_DB.RAW_SCHEMA.ORDERS", "TRUE")));
        Assert.Equal("6", sql.One("SELECT \"MERGED_CUT\" FROM BRAND_A_DB.STG_SCHEMA.CDC_PROGRESS WHERE \"NAME\" = 'RAW'"));
    }

    [Fact]
    public async Task Completeness_OneTablesFileIsMissing_SaysSo()
    {
        await using var emulator = new SnowflakeEmulator(new EmulatorOptions { Clock = _clock });
        await RunAsync(emulator, new TableOptions(), new SqlOptions());
        await using var sql = await emulator.OpenConnectionAsync();
        sql.Run("DELETE FROM BRAND_A_DB.STG_SCHEMA.ORDERS WHERE \"_CUT\" = 3");

        var rows = sql.Rows(Sql(new TableOptions(), new SqlOptions()).Completeness("brand_a").Text.Replace(":after", "2", StringComparison.Ordinal)).Select(row => row.Split('|')).ToList();

        Assert.Equal(["3", "4", "5", "6", "7", "8"], rows.Select(row => row[0]));
        Assert.All(rows, row => Assert.Equal(("shop.orders", "w", "true"), (row[1], row[2], row[6])));
        Assert.Equal((rows[0][3], "0", rows[0][3]), (rows[0][3], rows[0][4], rows[0][5]));
        Assert.All(rows.Skip(1), row => Assert.Equal((row[3], "0"), (row[4], row[5])));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SweepRaw_AfterASnapshot_LeavesWhatItTouched(bool isSoft)
    {
        var table = new TableOptions { RawDeletes = isSoft ? DeleteHandling.Soft : DeleteHandling.Hard };
        await using var emulator = new SnowflakeEmulator(new EmulatorOptions { Clock = _clock });
        await RunAsync(emulator, table, new SqlOptions());
        await using var sql = await emulator.OpenConnectionAsync();
        var touched = sql.Rows("SELECT \"ID\" FROM BRAND_A_DB.RAW_SCHEMA.ORDERS WHERE \"_CUT\" >= 6" + (isSoft ? " AND \"_DELETED_AT\" IS NULL" : "") + " ORDER BY 1");

        const string Deleted = "SELECT \"ID\", \"_DELETED_AT\" FROM BRAND_A_DB.RAW_SCHEMA.ORDERS WHERE \"_DELETED_AT\" IS NOT NULL ORDER BY 1";
        var deleted = isSoft ? sql.Rows(Deleted) : [];
        _clock.Advance(TimeSpan.FromMinutes(1));

        var sweep = Sql(table, new SqlOptions()).SweepRaw("brand_a", "shop", "orders").Text.Replace(":merged", "7", StringComparison.Ordinal).Replace(":target", "8", StringComparison.Ordinal);
        var before = sql.Rows("SELECT * FROM BRAND_A_DB.RAW_SCHEMA.ORDERS ORDER BY 1");
        sql.Run(sweep);
        Assert.Equal(before, sql.Rows("SELECT * FROM BRAND_A_DB.RAW_SCHEMA.ORDERS ORDER BY 1")); // no snapshot has ended
        sql.Run("INSERT INTO BRAND_A_DB.STG_SCHEMA.CDC_CUT (CUT, WRITER, KIND, TABLE_PATH, FIRST_CUT) VALUES (8, 'w', 'sweep', 'shop.orders', 6), (8, 'w', 'sweep', 'shop.other', 8), (7, 'w', 'sweep', 'shop.orders', 8), (9, 'w', 'sweep', 'shop.orders', 8)");
        sql.Run(sweep);

        Assert.NotEmpty(touched);
        Assert.Equal(touched, sql.Rows("SELECT \"ID\" FROM BRAND_A_DB.RAW_SCHEMA.ORDERS" + (isSoft ? " WHERE \"_DELETED_AT\" IS NULL" : "") + " ORDER BY 1"));
        if (isSoft)
        {
            // What was deleted before keeps its time.
            Assert.NotEmpty(deleted);
            Assert.Empty(deleted.Except(sql.Rows(Deleted)));
        }
    }

    [Theory]
    [InlineData(false, MergeScope.Brand)]
    [InlineData(false, MergeScope.Table)]
    [InlineData(true, MergeScope.Brand)]
    public async Task Tasks_CutThatOnlyEndsASnapshot_SweepRawAndCi(bool isSoft, MergeScope scope)
    {
        var table = new TableOptions { RawDeletes = isSoft ? DeleteHandling.Soft : DeleteHandling.Hard };
        await using var emulator = new SnowflakeEmulator(new EmulatorOptions { Clock = _clock });
        var sources = await RunAsync(emulator, table, new SqlOptions { RawScope = scope });
        await using var sql = await emulator.OpenConnectionAsync();
        var touched = sql.Rows("SELECT \"ID\" FROM BRAND_A_DB.RAW_SCHEMA.ORDERS WHERE \"_CUT\" >= 6" + (isSoft ? " AND \"_DELETED_AT\" IS NULL" : "") + " ORDER BY 1");
        Assert.True(touched.Count < sources[0].Rows.Count);

        await sources[0].EndSnapshotAsync(await emulator.WatchAsync(new FolderObjectStore(Path.Combine(_folder, "store"))), firstCut: 6);
        await emulator.DrainAsync();
        _clock.Advance(TimeSpan.FromMinutes(1));
        await emulator.DrainAsync();

        Assert.Equal(touched, sql.Rows("SELECT \"ID\" FROM BRAND_A_DB.RAW_SCHEMA.ORDERS" + (isSoft ? " WHERE \"_DELETED_AT\" IS NULL" : "") + " ORDER BY 1"));
        Assert.Equal(touched, sql.Rows("SELECT \"ID\" FROM CI_DB.CI_SCHEMA.ORDERS WHERE \"BRAND_ID\" = 'brand_a' ORDER BY \"ID\""));
        Assert.Equal(sources[1].Rows.Count, sql.Rows("SELECT \"ID\" FROM CI_DB.CI_SCHEMA.ORDERS WHERE \"BRAND_ID\" = 'brand_b'").Count);
    }

    private static string Live(string table, string condition) => $"SELECT \"ID\", \"TOTAL\", \"NOTE\" FROM {table} WHERE {condition} ORDER BY \"ID\"";

    private static SnowflakeSql Sql(TableOptions table, SqlOptions options) => new(
        new WarehouseModel(
            [new BrandModel("brand_a", "file:///brand_a/", [ShopSource.Orders]), new BrandModel("brand_b", "file:///brand_b/", [ShopSource.Orders])],
            null,
            [new TableRule("shop.orders", table)]),
        options);

    private async Task<ShopSource[]> RunAsync(SnowflakeEmulator emulator, TableOptions table, SqlOptions options, SourceTable? shape = null)
    {
        using var deployment = new SnowflakeDeployment(emulator, new DeploymentOptions { Sql = options, Tables = [new TableRule("shop.orders", table)] });
        var store = await emulator.WatchAsync(new FolderObjectStore(Path.Combine(_folder, "store")));
        SourceTable orders = shape ?? (table.Key.Count > 0 ? ShopSource.Orders with { Key = [] } : ShopSource.Orders);
        ShopSource[] sources = [new("brand_a", 21, orders), new("brand_b", 22, orders)];
        foreach (var source in sources)
        {
            await deployment.EnsureBrandAsync(source.Brand, store.Location);
            await deployment.ShapeAppearedAsync(source.Brand, source.Table, default);
        }

        for (var cut = 0; cut < 8; cut++)
        {
            foreach (var source in sources)
            {
                await source.CutAsync(store, withOrphan: cut % 3 == 0);
            }

            // Past the tasks' shortest interval, so that merges run while files are late, not only when all have come.
            _clock.Advance(options.TaskMinimumInterval);
            await emulator.StepAsync();
            await emulator.StepAsync();
        }

        await emulator.DrainAsync();
        if (options.TaskSchedule is { } schedule)
        {
            // A schedule's clock is the tests': once for STG and RAW, once for CI.
            for (var run = 0; run < 4; run++)
            {
                _clock.Advance(schedule);
                await emulator.DrainAsync();
            }
        }

        await using var sql = await emulator.OpenConnectionAsync();
        if (options is { Account.Roles: { } roles, Loading: LoadMode.Pipes })
        {
            Assert.Equal([roles.Loader], sql.Rows("SELECT DISTINCT PIPE_OWNER FROM BRAND_A_DB.INFORMATION_SCHEMA.PIPES"));
        }

        Assert.Empty(sql.Rows("SELECT name, error_message FROM TABLE(BRAND_A_DB.INFORMATION_SCHEMA.TASK_HISTORY(ERROR_ONLY => TRUE))"));
        return sources;
    }
}

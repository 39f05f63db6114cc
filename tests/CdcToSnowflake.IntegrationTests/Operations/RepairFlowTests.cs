using System.Globalization;
using CdcToSnowflake.Capture;
using CdcToSnowflake.IntegrationTests.Disaster;
using CdcToSnowflake.Model;
using CdcToSnowflake.Operations;
using CdcToSnowflake.Operations.Reconciliation;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Storage;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Warehouse;
using Microsoft.Extensions.DependencyInjection;

namespace CdcToSnowflake.IntegrationTests.Operations;

/// <summary>Rows of RAW that somebody changed are found, read again by the service that runs, and come to CI and to a handler; and no others.</summary>
public sealed class RepairFlowTests : IDisposable
{
    private const string Reread = "SELECT COUNT(*) FROM BRAND_A_DB.STG_SCHEMA.ORDERS WHERE _OP = 'R'";
    private const string Swept = "SELECT COUNT(*) FROM BRAND_A_DB.STG_SCHEMA.CDC_CUT WHERE KIND = 'sweep' AND CUT <= (SELECT MAX(MERGED_CUT) FROM BRAND_A_DB.STG_SCHEMA.CDC_PROGRESS)";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cdc-repair-");
    private readonly RepairAlerts _alerts = new();

    private string Store => Path.Combine(_folder.FullName, "store");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("mysql", DeleteHandling.Hard)]
    [InlineData("mariadb", DeleteHandling.Hard)]
    [InlineData("mysql", DeleteHandling.Soft)]
    public async Task Repair_OfRowsThatWereChangedByHand_ComesToCiAndToAHandler(string kind, DeleteHandling deletes)
    {
        IReadOnlyList<TableRule> rules = [new("shop.*", new TableOptions { RawDeletes = deletes, CiDeletes = deletes })];
        var isSoft = deletes == DeleteHandling.Soft;
        await using var server = kind == "mysql" ? await MySqlServer.StartAsync() : (DatabaseServer)await MariaDbServer.StartAsync();
        await CreateAsync(server, rows: 20);
        await server.ExecuteAsync("SET sql_mode = ''; UPDATE shop.orders SET day = '0000-00-00' WHERE id IN (5, 6)");
        await using var brand = await StartAsync(server, rules);
        brand.KeepsDeleted = isSoft;
        await brand.UntilEqualAsync(server);
        await server.ExecuteAsync("DELETE FROM shop.orders WHERE id = 20");
        await brand.UntilEqualAsync(server);
        var reconciler = await ReconcilerAsync(brand, server, rules);
        await SoundAsync(reconciler);

        // One row away, one changed, one changed that has a date of no calendar at the source; and one too many.
        brand.Run("DELETE FROM BRAND_A_DB.RAW_SCHEMA.ORDERS WHERE ID = 3");
        brand.Run("UPDATE BRAND_A_DB.RAW_SCHEMA.ORDERS SET NOTE = 'wrong' WHERE ID = 4");
        brand.Run("UPDATE BRAND_A_DB.RAW_SCHEMA.ORDERS SET NOTE = 'wrong', DAY = '2024-01-01' WHERE ID = 5");
        if (!isSoft)
        {
            brand.Run("INSERT INTO BRAND_A_DB.RAW_SCHEMA.ORDERS (ID, TOTAL, _CUT, _UPDATED_AT) SELECT -5, 1, 1, _UPDATED_AT FROM BRAND_A_DB.RAW_SCHEMA.ORDERS LIMIT 1");
        }

        await Waiting.UntilAsync(() => brand.Texts("SELECT ID FROM CI_DB.CI_SCHEMA.ORDERS WHERE NOTE = 'wrong'").Count == 2, () => "what is wrong in CI as well");
        var (heard, reread, swept) = (_alerts.Taken.Count, Count(brand, Reread), Count(brand, Swept));
        var asked = await reconciler.RepairAsync("BRAND_A", "shop", "orders", TestContext.Current.CancellationToken);
        Assert.Equal((isSoft ? 3L : 4L, isSoft ? 3L : 4L, false), (asked.Differences, asked.RowsAsked, asked.IsTableAsked));

        await brand.UntilEqualAsync(server);
        await SoundAsync(reconciler);
        Assert.Equal((reread + 3, swept), (Count(brand, Reread), Count(brand, Swept))); // these rows and no others
        Assert.Equal(["5", "6"], brand.Texts("SELECT ID FROM BRAND_A_DB.RAW_SCHEMA.ORDERS WHERE DAY IS NULL AND ID < 20 ORDER BY ID"));
        Assert.Equal(["5", "6"], brand.Texts("SELECT ID FROM CI_DB.CI_SCHEMA.ORDERS WHERE DAY IS NULL AND ID < 20 ORDER BY ID"));
        await Waiting.UntilAsync(() => _alerts.Taken.Count >= heard + (isSoft ? 3 : 4), () => "the handler");
        Assert.Equal(
            [.. isSoft ? [] : (string[])["Delete -5  "], "Snapshot 3 n3 2024-01-01", "Snapshot 4 n4 2024-01-01", "Snapshot 5 n5 "],
            _alerts.Taken.Skip(heard).OrderBy(change => change.Row.Id).Select(change => string.Create(CultureInfo.InvariantCulture, $"{change.Operation} {change.Row.Id} {change.Row.Note} {change.Row.Day:yyyy-MM-dd}")));

        if (isSoft)
        {
            // A row too many can't be taken out by its key, as that would leave no values: the whole table is read, and it is marked as deleted.
            brand.Run("INSERT INTO BRAND_A_DB.RAW_SCHEMA.ORDERS (ID, TOTAL, NOTE, _CUT, _UPDATED_AT) SELECT -5, 1, 'kept', 1, _UPDATED_AT FROM BRAND_A_DB.RAW_SCHEMA.ORDERS LIMIT 1");
            var whole = await reconciler.RepairAsync("BRAND_A", "shop", "orders", TestContext.Current.CancellationToken);
            Assert.Equal((1L, 0L, true), (whole.Differences, whole.RowsAsked, whole.IsTableAsked));
            await brand.UntilEqualAsync(server);
            Assert.Equal(["kept"], brand.Texts("SELECT NOTE FROM BRAND_A_DB.RAW_SCHEMA.ORDERS WHERE ID = -5 AND _DELETED_AT IS NOT NULL"));
            await SoundAsync(reconciler);
        }
    }

    [Fact]
    public async Task Repair_OfMoreRowsThanARequestTakes_IsSplit_AndOfTooManyIsOfTheTable()
    {
        const int Rows = 6_000;
        await using var server = await MySqlServer.StartAsync();
        await CreateAsync(server, Rows);
        await using var brand = await StartAsync(server, []);
        await brand.UntilEqualAsync(server);
        brand.Run("UPDATE BRAND_A_DB.RAW_SCHEMA.ORDERS SET NOTE = 'wrong'");

        var asked = await (await ReconcilerAsync(brand, server, [], new ReconciliationOptions { MostReread = Rows })).RepairAsync("BRAND_A", "shop", "orders", TestContext.Current.CancellationToken);
        Assert.Equal(((long)Rows, false), (asked.RowsAsked, asked.IsTableAsked));
        Assert.Equal(2, Requests("*-rows.json")); // of 5,000 rows at the most
        await brand.UntilEqualAsync(server);

        brand.Run("UPDATE BRAND_A_DB.RAW_SCHEMA.ORDERS SET NOTE = 'wrong'");
        var whole = await (await ReconcilerAsync(brand, server, [], new ReconciliationOptions { MostReread = Rows - 1 })).RepairAsync("BRAND_A", "shop", "orders", TestContext.Current.CancellationToken);
        Assert.Equal((0L, true), (whole.RowsAsked, whole.IsTableAsked));
        Assert.Equal(3, Requests("*.json"));
        await brand.UntilEqualAsync(server);

        int Requests(string pattern) => Directory.GetFiles(Path.Combine(Store, "BRAND_A", "snapshots", "asked", "shop.orders"), pattern).Length;
    }

    private static async Task CreateAsync(DatabaseServer server, int rows) => await server.ExecuteAsync($"""
        CREATE DATABASE shop; USE shop; CREATE TABLE orders (id INT PRIMARY KEY, total DECIMAL(10,2) NOT NULL, note VARCHAR(50), day DATE);
        SET SESSION cte_max_recursion_depth = 10000;
        INSERT INTO orders WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) SELECT i, i, CONCAT('n', i), '2024-01-01' FROM n
        """.Replace(server is MySqlServer ? "~" : "SET SESSION cte_max_recursion_depth = 10000;", "", StringComparison.Ordinal));

    private static async Task SoundAsync(TableReconciler reconciler)
    {
        var sound = await reconciler.ReconcileAsync("BRAND_A", "shop", "orders", TestContext.Current.CancellationToken);
        Assert.True(sound.Differences == 0, sound.ToTable());
    }

    private static long Count(OperatedBrand brand, string sql) => long.Parse(Assert.Single(brand.Texts(sql)), CultureInfo.InvariantCulture);

    private Task<OperatedBrand> StartAsync(DatabaseServer server, IReadOnlyList<TableRule> rules) => OperatedBrand.StartAsync(
        server, Store, Path.Combine(_folder.FullName, "snowflake.db"),
        compose: cdc => cdc
            .Configure(options => options.Snowflake.Deployment = new DeploymentOptions { Tables = rules })
            .OnChanges<RepairAlerts>(handler => (handler.IncludeSnapshots, handler.FromEarliest) = (true, true)),
        services: services => services.AddSingleton(_alerts));

    private async Task<TableReconciler> ReconcilerAsync(OperatedBrand brand, DatabaseServer server, IReadOnlyList<TableRule> rules, ReconciliationOptions? options = null)
    {
        var store = new FolderObjectStore(Store);
        var model = await StoredModel.ReadAsync(store, ["BRAND_A"], new DeploymentOptions { Tables = rules });
        return new TableReconciler(new MySqlSnapshotSource(server.ConnectionString), store, brand.Snowflake, new SnowflakeSql(model), (options ?? new ReconciliationOptions()) with { Poll = TimeSpan.FromMilliseconds(50) });
    }
}

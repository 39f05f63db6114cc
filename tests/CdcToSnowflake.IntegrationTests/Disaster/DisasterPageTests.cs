using System.Text.RegularExpressions;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Hosting.Brands;
using CdcToSnowflake.IntegrationTests.Readme;
using CdcToSnowflake.Operations.Flow;
using CdcToSnowflake.Storage;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Warehouse.Planning;

namespace CdcToSnowflake.IntegrationTests.Disaster;

/// <summary>samples/docs/disaster.md, acted out: each of its losses on a live server, then just the steps that the page names; RAW and CI equal the source at the end.</summary>
public sealed partial class DisasterPageTests : IDisposable
{
    // A row that goes, one that changes and one that comes.
    private const string Meanwhile = "DELETE FROM orders WHERE id = 1; UPDATE orders SET total = 22.50, note = NULL WHERE id = 2; INSERT INTO orders VALUES (4, 40, 'new')";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cdc-disaster-");

    private string Store => Path.Combine(_folder.FullName, "store");

    private string Account => Path.Combine(_folder.FullName, "snowflake.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Machine_IsLost_AnotherWithTheSameSettingsGoesOn()
    {
        await using var server = await ServerAsync();
        await using (var first = await OperatedBrand.StartAsync(server, Store, Account))
        {
            await first.UntilEqualAsync(server);
        }

        await server.ExecuteAsync(Meanwhile, "shop");
        await using var second = await OperatedBrand.StartAsync(server, Store, Account);
        await second.UntilEqualAsync(server);
    }

    [Fact]
    public async Task Primary_IsLost_ReplicaIsNamedInTheConnectionString()
    {
        await using var server = await ServerAsync();
        await using var replica = await MySqlServer.StartAsync(new() { ServerId = 2 });
        await replica.ExecuteAsync($"CHANGE REPLICATION SOURCE TO SOURCE_HOST = '{server.Host}', SOURCE_PORT = {server.Port}, SOURCE_USER = 'root', SOURCE_PASSWORD = '', SOURCE_AUTO_POSITION = 1, GET_SOURCE_PUBLIC_KEY = 1; START REPLICA");
        await using (var first = await OperatedBrand.StartAsync(server, Store, Account))
        {
            await first.UntilEqualAsync(server);
        }

        await server.ExecuteAsync(Meanwhile, "shop");
        await using (var connection = await server.OpenAsync())
        await using (var asked = connection.CreateCommand())
        {
            asked.CommandText = "SELECT REPLACE(@@GLOBAL.gtid_executed, '\\n', '')";
            await replica.ExecuteAsync($"SELECT WAIT_FOR_EXECUTED_GTID_SET('{await asked.ExecuteScalarAsync(TestContext.Current.CancellationToken)}'); STOP REPLICA; RESET REPLICA ALL");
        }

        await server.KillAsync(TestContext.Current.CancellationToken);
        await replica.ExecuteAsync("INSERT INTO orders VALUES (9, 90, 'of the new primary')", "shop");
        await using var second = await OperatedBrand.StartAsync(replica, Store, Account);
        await second.UntilEqualAsync(replica);
    }

    [Fact]
    public async Task Binlog_IsPurged_TablesAreReadAgain_AndTheSettingIsTakenBack()
    {
        await using var server = await ServerAsync();
        await using (var first = await OperatedBrand.StartAsync(server, Store, Account))
        {
            await first.UntilEqualAsync(server);
        }

        await server.ExecuteAsync(Meanwhile + "; FLUSH BINARY LOGS; PURGE BINARY LOGS BEFORE NOW() + INTERVAL 1 DAY", "shop");
        await GoOnAfterALostLogAsync(server);
    }

    [Fact]
    public async Task Server_IsRestoredToAnEarlierTime_TablesAreReadAgain_AndTheSettingIsTakenBack()
    {
        await using var server = await ServerAsync();
        await using (var first = await OperatedBrand.StartAsync(server, Store, Account))
        {
            await first.UntilEqualAsync(server);
            await server.ExecuteAsync(Meanwhile, "shop"); // what the restored server never had
            await first.UntilEqualAsync(server);
        }

        await using var restored = await ServerAsync(serverId: 2);
        await restored.ExecuteAsync("INSERT INTO orders VALUES (50, 1, 'after the restore')", "shop");
        await GoOnAfterALostLogAsync(restored);
    }

    [Fact]
    public async Task Manifest_IsDamaged_AndRestoredFromTheBucketsVersions()
    {
        await using var server = await ServerAsync();
        await using (var first = await OperatedBrand.StartAsync(server, Store, Account))
        {
            await first.UntilEqualAsync(server);
        }

        var last = Directory.EnumerateFiles(Path.Combine(Store, "BRAND_A", "cuts")).Max(StringComparer.Ordinal)!;
        var version = await File.ReadAllBytesAsync(last, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(last, version[..(version.Length / 2)], TestContext.Current.CancellationToken);
        await server.ExecuteAsync(Meanwhile, "shop");
        await using (var stopped = await OperatedBrand.StartAsync(server, Store, Account))
        {
            Assert.EndsWith(Path.GetFileName(last), (await stopped.UntilStoppedAsync<ManifestException>()).Key, StringComparison.Ordinal);
        }

        await File.WriteAllBytesAsync(last, version, TestContext.Current.CancellationToken);
        await using var second = await OperatedBrand.StartAsync(server, Store, Account);
        await second.UntilEqualAsync(server);
    }

    /// <summary>The last one: without it the log would be taken for one that ends earlier, and what came next for merged already.</summary>
    [Fact]
    public async Task Manifest_IsLost_AndRestoredFromTheBucketsVersions()
    {
        await using var server = await ServerAsync();
        await using (var first = await OperatedBrand.StartAsync(server, Store, Account))
        {
            await first.UntilEqualAsync(server);
            await server.ExecuteAsync("INSERT INTO orders VALUES (8, 80, 'in the cut whose manifest is lost')", "shop");
            await first.UntilEqualAsync(server);
        }

        // All but the first, since the last may hold nothing but a heartbeat.
        var lost = Directory.GetFiles(Path.Combine(Store, "BRAND_A", "cuts")).Order(StringComparer.Ordinal).Skip(1).ToDictionary(file => file, File.ReadAllBytes);
        Assert.All(lost.Keys, File.Delete);
        await server.ExecuteAsync(Meanwhile, "shop");
        await using (var stopped = await OperatedBrand.StartAsync(server, Store, Account))
        {
            Assert.Contains("ends with cut 1", (await stopped.UntilStoppedAsync<ManifestException>()).Message, StringComparison.Ordinal);
        }

        Assert.All(lost, version => File.WriteAllBytes(version.Key, version.Value));
        await using var second = await OperatedBrand.StartAsync(server, Store, Account);
        await second.UntilEqualAsync(server);
    }

    [Fact]
    public async Task FileOfRows_IsLostBeforeItWasLoaded_IsNamed_AndRestoredAndItsPipeRefreshed()
    {
        await using var server = await ServerAsync();
        await using var brand = await OperatedBrand.StartAsync(server, Store, Account, compose: cdc => cdc.WatchFlow(TimeSpan.FromSeconds(1), flow => flow.Look = new FlowOptions { Grace = TimeSpan.FromSeconds(5) }));
        await brand.UntilEqualAsync(server);
        var pipe = brand.Texts("SELECT PIPE_NAME FROM BRAND_A_DB.INFORMATION_SCHEMA.PIPES").Single(name => name.StartsWith("ORDERS", StringComparison.Ordinal));
        var before = Files();
        brand.Run($"ALTER PIPE BRAND_A_DB.STG_SCHEMA.\"{pipe}\" SET PIPE_EXECUTION_PAUSED = TRUE");
        await server.ExecuteAsync("INSERT INTO orders VALUES (60, 6, 'in the lost file')", "shop");
        await Waiting.UntilAsync(() => Files().Length > before.Length, () => "the file");
        var lost = Files().Except(before).Single();
        var version = await File.ReadAllBytesAsync(lost, TestContext.Current.CancellationToken);
        File.Delete(lost);
        brand.Run($"ALTER PIPE BRAND_A_DB.STG_SCHEMA.\"{pipe}\" SET PIPE_EXECUTION_PAUSED = FALSE");
        await server.ExecuteAsync(Meanwhile, "shop");
        await Waiting.UntilAsync(() => brand.Status.Flows is [{ Holes: [var hole, ..] }] && hole.Key.EndsWith(Path.GetFileName(lost), StringComparison.Ordinal), () => "the alert that names the file");
        Assert.DoesNotContain("60", brand.Texts("SELECT ID FROM BRAND_A_DB.RAW_SCHEMA.ORDERS")); // and nothing after it

        await File.WriteAllBytesAsync(lost, version, TestContext.Current.CancellationToken);
        brand.Run($"ALTER PIPE BRAND_A_DB.STG_SCHEMA.\"{pipe}\" REFRESH");
        await brand.UntilEqualAsync(server);

        string[] Files() => Directory.GetFiles(Path.Combine(Store, "BRAND_A", "data", "shop.orders"), "*", SearchOption.AllDirectories);
    }

    [Theory]
    [InlineData("DROP TASK BRAND_A_DB.STG_SCHEMA.MERGE_RAW")]
    [InlineData("DROP TASK CI_DB.CI_SCHEMA.MERGE_CI")]
    [InlineData("DROP STREAM BRAND_A_DB.RAW_SCHEMA.{stream}")]
    [InlineData("DROP STREAM BRAND_A_DB.STG_SCHEMA.{cuts}")]
    [InlineData("DROP PIPE BRAND_A_DB.STG_SCHEMA.\"{pipe}\"")]
    [InlineData("DROP TABLE CI_DB.CI_SCHEMA.ORDERS")]
    [InlineData("DROP PIPE BRAND_A_DB.STG_SCHEMA.CDC_CUT_PIPE; DROP TABLE BRAND_A_DB.STG_SCHEMA.CDC_CUT")]
    public async Task ObjectOfTheAccount_IsLost_ARestartMakesItAnew(string drop)
    {
        await using var server = await ServerAsync();
        await using (var first = await OperatedBrand.StartAsync(server, Store, Account))
        {
            await first.UntilEqualAsync(server);
            first.Run(drop
                .Replace("{stream}", Stream(first, "RAW_SCHEMA"), StringComparison.Ordinal)
                .Replace("{cuts}", Stream(first, "STG_SCHEMA"), StringComparison.Ordinal)
                .Replace("{pipe}", first.Texts("SELECT PIPE_NAME FROM BRAND_A_DB.INFORMATION_SCHEMA.PIPES").Single(name => name.StartsWith("ORDERS", StringComparison.Ordinal)), StringComparison.Ordinal));
            await server.ExecuteAsync(Meanwhile, "shop");
        }

        await using var second = await OperatedBrand.StartAsync(server, Store, Account);
        await second.UntilEqualAsync(server);

        static string Stream(OperatedBrand brand, string schema) => brand.Texts($"SHOW STREAMS IN SCHEMA BRAND_A_DB.{schema} ->> SELECT \"name\" FROM $1").Single(name => schema == "STG_SCHEMA" || name.Contains("ORDERS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TableOfRaw_IsGone_AndComesBack()
    {
        await using var server = await ServerAsync();
        await using (var first = await OperatedBrand.StartAsync(server, Store, Account))
        {
            await first.UntilEqualAsync(server);
            // Renamed and back, as UNDROP would bring it, which the embedded Snowflake doesn't know: the same table, with its stream.
            first.Run("ALTER TABLE BRAND_A_DB.RAW_SCHEMA.ORDERS RENAME TO BRAND_A_DB.RAW_SCHEMA.MISLAID");
        }

        await server.ExecuteAsync(Meanwhile, "shop");
        await using (var stopped = await OperatedBrand.StartAsync(server, Store, Account))
        {
            Assert.Contains("UNDROP TABLE", (await stopped.UntilStoppedAsync<PlanException>()).Message, StringComparison.Ordinal);
            stopped.Run("ALTER TABLE BRAND_A_DB.RAW_SCHEMA.MISLAID RENAME TO BRAND_A_DB.RAW_SCHEMA.ORDERS");
        }

        await using var second = await OperatedBrand.StartAsync(server, Store, Account);
        await second.UntilEqualAsync(server);
    }

    [Fact]
    public async Task TableOfRaw_IsLost_IsMadeAnewByARestartThatAcceptsIt_AndReadAgain()
    {
        await using var server = await ServerAsync();
        await using (var first = await OperatedBrand.StartAsync(server, Store, Account))
        {
            await first.UntilEqualAsync(server);
            first.Run("DROP TABLE BRAND_A_DB.RAW_SCHEMA.ORDERS");
        }

        await server.ExecuteAsync(Meanwhile, "shop");
        await using var second = await OperatedBrand.StartAsync(server, Store, Account, compose: cdc => cdc.Configure(options => options.Snowflake.Deployment = options.Snowflake.Deployment with { AcceptLoss = true }));
        await ReadAgainAsync(server);
        await second.UntilEqualAsync(server);
    }

    [Fact]
    public async Task Account_IsLost_ANewOneIsMadeFromTheStore()
    {
        await using var server = await ServerAsync();
        await using (var first = await OperatedBrand.StartAsync(server, Store, Account))
        {
            await first.UntilEqualAsync(server);
            await server.ExecuteAsync(Meanwhile, "shop");
            await first.UntilEqualAsync(server);
        }

        await server.ExecuteAsync("INSERT INTO orders VALUES (70, 7, 'while there was none')", "shop");
        await using var second = await OperatedBrand.StartAsync(server, Store, Path.Combine(_folder.FullName, "another.db"));
        await second.UntilEqualAsync(server);
    }

    [Fact]
    public async Task StoreAndAccount_AreLost_TheIdStaysWithAnotherPrefix()
    {
        await using var server = await ServerAsync();
        await using (var first = await OperatedBrand.StartAsync(server, Store, Account))
        {
            await first.UntilEqualAsync(server);
        }

        Directory.Delete(Store, recursive: true);
        await server.ExecuteAsync(Meanwhile, "shop");
        await using var second = await OperatedBrand.StartAsync(server, Path.Combine(_folder.FullName, "another"), Path.Combine(_folder.FullName, "another.db"));
        await second.UntilEqualAsync(server);
    }

    /// <summary>The store alone is lost: the brand begins anew beside the old one, which is then taken out by the page's own statements.</summary>
    [Fact]
    public async Task Store_IsLost_TheBrandBeginsAnewUnderAnotherId()
    {
        await using var server = await ServerAsync();
        await using (var first = await OperatedBrand.StartAsync(server, Store, Account))
        {
            await first.UntilEqualAsync(server);
        }

        Directory.Delete(Store, recursive: true);
        await server.ExecuteAsync(Meanwhile, "shop");
        await using (var stopped = await OperatedBrand.StartAsync(server, Store, Account))
        {
            Assert.Contains("the log in the store is empty", (await stopped.UntilStoppedAsync<ManifestException>()).Message, StringComparison.Ordinal);
        }

        await using var second = await OperatedBrand.StartAsync(server, Store, Account, "BRAND_A2");
        await second.UntilEqualAsync(server, "BRAND_A2_DB");
        Assert.Equal(["BRAND_A", "BRAND_A2"], second.Texts("SELECT DISTINCT BRAND_ID FROM CI_DB.CI_SCHEMA.ORDERS ORDER BY 1"));

        var sql = Sql().Match(await File.ReadAllTextAsync(Path.Combine(ReadmeText.Root, "samples", "docs", "disaster.md"), TestContext.Current.CancellationToken)).Groups["sql"].Value;
        Assert.Equal(2, sql.Count(letter => letter == ';'));
        second.Run(sql);

        Assert.Equal(["BRAND_A2"], second.Texts("SELECT DISTINCT BRAND_ID FROM CI_DB.CI_SCHEMA.ORDERS"));
        await server.ExecuteAsync("INSERT INTO orders VALUES (80, 8, 'without the old one')", "shop");
        await second.UntilEqualAsync(server, "BRAND_A2_DB");
    }

    private static async Task<MySqlServer> ServerAsync(int serverId = 1)
    {
        var server = await MySqlServer.StartAsync(new() { ServerId = serverId });
        await server.ExecuteAsync("CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY, total DECIMAL(10,2) NOT NULL, note VARCHAR(50)); INSERT INTO shop.orders VALUES (1, 10, 'first'), (2, 20, 'second'), (3, 30, 'third')");
        return server;
    }

    // read-again.md, "The whole table", step 1.
    private async Task ReadAgainAsync(DatabaseServer server)
    {
        await using var binlog = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString));
        var capture = new BrandCapture("BRAND_A", binlog, new FolderObjectStore(Store), new CaptureOptions { Tables = ["shop.*"] }, snapshots: new MySqlSnapshotSource(server.ConnectionString));
        await capture.RequestSnapshotAsync("shop", "orders", TestContext.Current.CancellationToken);
    }

    private async Task GoOnAfterALostLogAsync(DatabaseServer server)
    {
        await using (var stopped = await OperatedBrand.StartAsync(server, Store, Account))
        {
            await stopped.UntilStoppedAsync<BinlogPositionException>();
        }

        await using (var reading = await OperatedBrand.StartAsync(server, Store, Account, settings: new() { ["Capture:LostLog"] = "ReadTablesAgain" }))
        {
            await reading.UntilEqualAsync(server);
        }

        await server.ExecuteAsync("INSERT INTO orders VALUES (40, 4, 'after it')", "shop");
        await using var after = await OperatedBrand.StartAsync(server, Store, Account);
        await after.UntilEqualAsync(server);
        Assert.Equal(BrandState.Running, after.Brand.State);
    }

    [GeneratedRegex("^ *```sql\n(?<sql>.*?)^ *```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Sql();
}

using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.Operations.Reconciliation;
using CdcToSnowflake.Storage;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.IntegrationTests.Operations;

/// <summary>RAW against a live source that is written to all the time: what is right is never called wrong, and what is wrong is found and mended.</summary>
public sealed class ReconciliationTests
{
    [Theory]
    [InlineData("mysql", "id INT NOT NULL, line SMALLINT NOT NULL, PRIMARY KEY (id, line)", "{0}, 3")]
    [InlineData("mariadb", "id INT NOT NULL, line SMALLINT NOT NULL, PRIMARY KEY (id, line)", "{0}, 3")]
    [InlineData("mysql", "id VARCHAR(20) PRIMARY KEY, line INT", "'Ä-{0}', 3")]
    [InlineData("mysql", "id VARBINARY(16) NOT NULL, line INT, PRIMARY KEY (id)", "UNHEX(LEFT(SHA2({0}, 256), 32)), 3")]
    [InlineData("mariadb", "id TIMESTAMP(6) NOT NULL, line SMALLINT NOT NULL, PRIMARY KEY (id, line)", "FROM_UNIXTIME(1700000000 + {0} * 1.25), 3")]
    public async Task Reconcile_WhileTheSourceIsWritten_FindsWhatIsWrong_AndNothingElse_AndARepairMendsJustThat(string kind, string key, string keyOf)
    {
        await using var server = kind == "mysql" ? await MySqlServer.StartAsync() : (DatabaseServer)await MariaDbServer.StartAsync();
        await server.ExecuteAsync($"""
            CREATE DATABASE shop CHARACTER SET utf8mb4;
            CREATE TABLE shop.orders ({key}, total DECIMAL(12,2), big BIGINT UNSIGNED, note TEXT, latin VARCHAR(50) CHARACTER SET latin1, day DATE, at DATETIME(3), seen TIMESTAMP(6) NULL, raw VARBINARY(20), fixed BINARY(4),
                status ENUM('new','paid'), flags SET('a','b'), years YEAR, bits BIT(9), real_number DOUBLE, doc JSON)
            """);
        var folder = Directory.CreateTempSubdirectory("reconciliation-");
        using var stop = new CancellationTokenSource();
        await using var emulator = new SnowflakeEmulator(new EmulatorOptions { MinimumTriggerInterval = TimeSpan.FromMilliseconds(100) });
        using var deployment = new SnowflakeDeployment(emulator);
        var store = await emulator.WatchAsync(new FolderObjectStore(folder.FullName));
        var tables = new MySqlSnapshotSource(server.ConnectionString);
        await deployment.EnsureBrandAsync("A", store.Location);
        await using var client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString));
        var capture = new BrandCapture(
            "A", client, store, new CaptureOptions { CutInterval = TimeSpan.FromMilliseconds(100), HeartbeatInterval = TimeSpan.FromSeconds(1), Snapshot = new SnapshotOptions { RequestInterval = TimeSpan.FromSeconds(1) } }, deployment, new MySqlSchemaSource(server.ConnectionString), snapshots: tables);
        Task[] running = [capture.RunAsync(stop.Token), emulator.RunAsync(stop.Token)];
        using var writing = new CancellationTokenSource();
        try
        {
            for (var i = 0; i < 400; i += 50)
            {
                await server.ExecuteAsync($"INSERT INTO shop.orders VALUES {string.Join(", ", Enumerable.Range(i, 50).Select(n => Row(keyOf, n)))}");
            }

            await UntilAsync(() => Count(emulator, "SELECT COUNT(*) FROM A_DB.RAW_SCHEMA.ORDERS") == 400, "the rows in RAW", running);
            var writer = WriteAsync(server, keyOf, writing.Token);
            // Of a key that both sides order, chunks; of another one much more than is held at once.
            var reconciler = new TableReconciler(tables, store, emulator, deployment.Sql, new ReconciliationOptions { ChunkRows = key.StartsWith("id VARCHAR", StringComparison.Ordinal) ? 9 : 90, Poll = TimeSpan.FromMilliseconds(50) });

            var sound = await reconciler.ReconcileAsync("A", "shop", "orders");
            Assert.True(sound.Differences == 0, sound.ToTable());
            Assert.InRange(sound.Rows + sound.InMotion, 400, 10_000);
            Assert.True(sound.LastCut >= sound.FirstCut && sound.FirstCut > 0);
            Assert.Equal(kind == "mysql" ? ["doc", "real_number"] : ["real_number"], sound.NotCompared.Order()); // MariaDB's JSON is text

            // Rows that the writer leaves alone.
            Run(emulator, $"DELETE FROM A_DB.RAW_SCHEMA.ORDERS WHERE \"TOTAL\" = 7.50");
            Run(emulator, $"UPDATE A_DB.RAW_SCHEMA.ORDERS SET \"NOTE\" = 'wrong' WHERE \"TOTAL\" = 150.50");
            Run(emulator, $"UPDATE A_DB.RAW_SCHEMA.ORDERS SET \"SEEN\" = DATEADD('microsecond', 1, \"SEEN\") WHERE \"TOTAL\" = 222.50");
            Run(emulator, $"INSERT INTO A_DB.RAW_SCHEMA.ORDERS (\"ID\", \"LINE\", \"_CUT\", \"_UPDATED_AT\") SELECT {Extra(key)}, 1, 1, \"_UPDATED_AT\" FROM A_DB.RAW_SCHEMA.ORDERS LIMIT 1");
            var wrong = await reconciler.ReconcileAsync("A", "shop", "orders");
            Assert.Equal(
                [DifferenceKind.Missing, DifferenceKind.Extra, DifferenceKind.Changed, DifferenceKind.Changed], wrong.Named.Select(difference => difference.Kind).Order());
            Assert.True(wrong.NeedsRepair);
            Assert.Contains("4 differ\n→ TableReconciler.RepairAsync", wrong.ToTable(), StringComparison.Ordinal);

            const string Reread = "SELECT COUNT(*) FROM A_DB.STG_SCHEMA.ORDERS WHERE _OP = 'R'";
            const string Swept = "SELECT COUNT(*) FROM A_DB.STG_SCHEMA.CDC_CUT WHERE KIND = 'sweep' AND CUT <= (SELECT MAX(MERGED_CUT) FROM A_DB.STG_SCHEMA.CDC_PROGRESS)";
            var (rereadBefore, sweptBefore) = (Count(emulator, Reread), Count(emulator, Swept));

            // Just these rows come again, of a capture that was started long before anybody asked: the two that the source has otherwise and the one that RAW lacks as R, and the one too many as D.
            var asked = await reconciler.RepairAsync("A", "shop", "orders");
            Assert.Equal((4L, 4L, false, false), (asked.Differences, asked.RowsAsked, asked.IsTableAsked, asked.NeedsRepair));
            await UntilAsync(() => Count(emulator, $"SELECT COUNT(*) FROM A_DB.RAW_SCHEMA.ORDERS WHERE NOTE = 'wrong' OR ID = {Extra(key)}") == 0 && Count(emulator, "SELECT COUNT(*) FROM A_DB.RAW_SCHEMA.ORDERS WHERE TOTAL = 7.50") == 1, "the repaired rows in RAW", running);
            var mended = await reconciler.ReconcileAsync("A", "shop", "orders");
            Assert.True(mended.Differences == 0, mended.ToTable());
            Assert.Equal((rereadBefore + 3, sweptBefore), (Count(emulator, Reread), Count(emulator, Swept)));

            // A whole table: asked of no running capture, and answered by the one that runs.
            Run(emulator, $"UPDATE A_DB.RAW_SCHEMA.ORDERS SET \"NOTE\" = 'wrong' WHERE \"TOTAL\" = 150.50");
            var whole = await new TableReconciler(tables, store, emulator, deployment.Sql, new ReconciliationOptions { ChunkRows = 90, Poll = TimeSpan.FromMilliseconds(50), MostReread = 0 }).RepairAsync("A", "shop", "orders");
            Assert.Equal((1L, 0L, true), (whole.Differences, whole.RowsAsked, whole.IsTableAsked));
            await UntilAsync(() => Count(emulator, Swept) == sweptBefore + 1, "the snapshot's end in RAW", running);
            mended = await reconciler.ReconcileAsync("A", "shop", "orders");
            Assert.True(mended.Differences == 0, mended.ToTable());
            await writing.CancelAsync();
            await writer;
        }
        finally
        {
            await writing.CancelAsync();
            await stop.CancelAsync();
            await Task.WhenAny(Task.WhenAll(running)); // what they threw was seen, or is the cancellation
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("mysql")]
    [InlineData("mariadb")]
    public async Task Reconcile_ZerosThatAreOnlyShown_AndRowsThatDontFitIntoAPacket_AreNoDifference(string kind)
    {
        await using var server = kind == "mysql" ? await MySqlServer.StartAsync() : (DatabaseServer)await MariaDbServer.StartAsync();
        await server.ExecuteAsync("SET GLOBAL max_allowed_packet = 1048576");
        await server.ExecuteAsync($"""
            CREATE DATABASE shop;
            CREATE TABLE shop.bills (id INT(8) ZEROFILL PRIMARY KEY, big BIGINT ZEROFILL, cents DECIMAL(38,10) ZEROFILL, picture MEDIUMBLOB);
            INSERT INTO shop.bills VALUES (5, 18446744073709551615, {new string('9', 28)}.{new string('9', 10)}, X'00FF'), (6, 0, 0, NULL), (7, 7, 0.5, REPEAT('x', 600000));
            """);
        var folder = Directory.CreateTempSubdirectory("reconciliation-");
        using var stop = new CancellationTokenSource();
        await using var emulator = new SnowflakeEmulator(new EmulatorOptions { MinimumTriggerInterval = TimeSpan.FromMilliseconds(100) });
        using var deployment = new SnowflakeDeployment(emulator);
        var store = await emulator.WatchAsync(new FolderObjectStore(folder.FullName));
        var tables = new MySqlSnapshotSource(server.ConnectionString);
        await deployment.EnsureBrandAsync("A", store.Location);
        await using var client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString));
        var capture = new BrandCapture("A", client, store, new CaptureOptions { CutInterval = TimeSpan.FromMilliseconds(100), HeartbeatInterval = TimeSpan.FromSeconds(1) }, deployment, new MySqlSchemaSource(server.ConnectionString), snapshots: tables);
        Task[] running = [capture.RunAsync(stop.Token), emulator.RunAsync(stop.Token)];
        try
        {
            await UntilAsync(() => Count(emulator, "SELECT COUNT(*) FROM A_DB.RAW_SCHEMA.BILLS") == 3, "the rows in RAW", running);
            var reconciler = new TableReconciler(tables, store, emulator, deployment.Sql, new ReconciliationOptions { ChunkRows = 2, Poll = TimeSpan.FromMilliseconds(50) });
            var sound = await reconciler.ReconcileAsync("A", "shop", "bills");
            Assert.True(sound.Differences == 0, sound.ToTable());
            Assert.Equal((2L, 1L), (sound.Rows, sound.RowsTooLarge));
            Assert.Contains("only keys compared: 1 rows", sound.ToTable(), StringComparison.Ordinal);

            Run(emulator, "UPDATE A_DB.RAW_SCHEMA.BILLS SET \"BIG\" = 1 WHERE \"ID\" = 5");
            Assert.Equal(DifferenceKind.Changed, Assert.Single((await reconciler.ReconcileAsync("A", "shop", "bills")).Named).Kind);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAny(Task.WhenAll(running));
            folder.Delete(recursive: true);
        }
    }

    private static string Extra(string key) => key.Split(' ', '(')[1] switch
    {
        "INT" => "-5",
        "VARBINARY" => "TO_BINARY('00FF', 'HEX')",
        "TIMESTAMP" => "'2024-02-28 00:00:00 +00:00'::TIMESTAMP_TZ",
        _ => "'nobody'",
    };

    private static string Row(string keyOf, int n) =>
        $"({string.Format(System.Globalization.CultureInfo.InvariantCulture, keyOf, n)}, {n}.50, 18446744073709551615 - {n}, 'é😀 {n}', 'ü{n}', '2024-02-{1 + (n % 28):D2}', '2024-02-28 23:59:59.{n % 1000:D3}', '2024-02-28 23:59:59.{n % 1_000_000:D6}', X'00FF{n % 100:D2}', X'0A00', 'paid', 'a,b', 2024, {n % 512}, {n}.25, '{{\"n\": {n}}}')";

    // New rows, changed rows and deleted rows, all the time; those below 300 stay as they are.
    private static async Task WriteAsync(DatabaseServer server, string keyOf, CancellationToken cancellationToken)
    {
        for (var n = 1_000; !cancellationToken.IsCancellationRequested; n++)
        {
            await server.ExecuteAsync($"INSERT INTO shop.orders VALUES {Row(keyOf, n)}; UPDATE shop.orders SET note = 'again {n}' WHERE total = {300 + (n % 100)}.50; DELETE FROM shop.orders WHERE total = {n - 3}.50", cancellationToken: CancellationToken.None);
            await Task.Delay(20, CancellationToken.None);
        }
    }

    private static void Run(SnowflakeEmulator snowflake, string sql)
    {
        using var command = snowflake.CreateCommand(sql);
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    private static long Count(SnowflakeEmulator snowflake, string sql)
    {
        try
        {
            using var command = snowflake.CreateCommand(sql);
            return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (SnowflakeException e) when (e.Message.Contains("does not exist", StringComparison.Ordinal))
        {
            return -1; // its table has not appeared yet
        }
    }

    private static Task UntilAsync(Func<bool> condition, string what, Task[] running) => Waiting.UntilAsync(
        async () =>
        {
            await (running.FirstOrDefault(task => task.IsCompleted) ?? Task.CompletedTask);
            return condition();
        },
        () => what);
}

using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.Emulator.Tests.Catalog;

/// <summary>What is on the disk between any two steps, opened by another emulator, as after a kill -9: nothing is lost, doubled or half done.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("crash-").FullName;
    private int _copies;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Live => Path.Combine(_folder, "live.db");

    private SnowflakeEmulator OpenCopy()
    {
        var copy = Path.Combine(_folder, $"copy{_copies++}.db");
        File.Copy(Live, copy);
        if (File.Exists(Live + ".wal"))
        {
            File.Copy(Live + ".wal", copy + ".wal");
        }

        return new SnowflakeEmulator(new EmulatorOptions { Database = copy });
    }

    [Fact]
    public void EachStatement_IsThereAfterACrash()
    {
        using var emulator = new SnowflakeEmulator(new EmulatorOptions { Database = Live });
        using var sql = emulator.OpenIn();
        foreach (var statement in new[]
        {
            "CREATE TABLE t (id NUMBER(5,0) NOT NULL, v VARCHAR(5) DEFAULT 'd')", "CREATE STREAM s ON TABLE t", "CREATE STREAM a ON TABLE t APPEND_ONLY = TRUE", "INSERT INTO t VALUES (1, 'one'), (2, 'two')",
            "CREATE STREAM i ON TABLE t SHOW_INITIAL_ROWS = TRUE", "CREATE TABLE sink (id NUMBER(5,0))", "INSERT INTO sink SELECT id FROM s", "UPDATE t SET v = 'x' WHERE id = 1", "ALTER TABLE t ADD COLUMN w NUMBER(5,0)",
            "INSERT INTO sink SELECT id FROM i", "DELETE FROM t WHERE id = 2", "CREATE TASK k SCHEDULE = '1 MINUTE' AS SELECT 1", "ALTER TASK k RESUME", "CREATE OR REPLACE TABLE sink (other VARCHAR)", "DROP STREAM a",
        })
        {
            sql.Run(statement);
            using var reopened = OpenCopy();
            using var again = reopened.OpenIn();
            foreach (var question in new[] { "SHOW TABLES", "SHOW STREAMS", "SHOW TASKS", "DESCRIBE TABLE t", "SELECT * FROM t ORDER BY id" })
            {
                Assert.Equal(sql.Rows(question), again.Rows(question));
            }

            foreach (var stream in sql.Rows("SHOW STREAMS").Select(row => row.Split('|')[1]))
            {
                var question = $"SELECT * FROM {stream} ORDER BY METADATA$ROW_ID, METADATA$ACTION";
                Assert.Equal(sql.Rows(question), again.Rows(question));
            }
        }
    }

    [Fact]
    public void OpenTransaction_IsNotThereAfterACrash()
    {
        using var emulator = new SnowflakeEmulator(new EmulatorOptions { Database = Live });
        using var sql = emulator.OpenIn();
        sql.Run("CREATE TABLE t (id NUMBER(5,0)); CREATE TABLE sink (id NUMBER(5,0)); CREATE STREAM s ON TABLE t; INSERT INTO t VALUES (1); BEGIN TRANSACTION; INSERT INTO sink SELECT id FROM s; INSERT INTO t VALUES (2)");
        using var reopened = OpenCopy();
        using var again = reopened.OpenIn();
        Assert.Equal(["1"], again.Rows("SELECT id FROM s"));
        Assert.Empty(again.Rows("SELECT id FROM sink"));
        again.Run("INSERT INTO t VALUES (3)");
        Assert.Equal("2", again.One("SELECT COUNT(DISTINCT METADATA$ROW_ID) FROM s"));
    }

    [Fact]
    public async Task WholeFlow_KilledAgainAndAgain_EndsRight()
    {
        var files = new FolderObjectStore(Path.Combine(_folder, "store"));
        var source = new ShopSource("brand_a", 11);
        var database = Live;
        for (var life = 0; life < 6; life++)
        {
            await using var emulator = new SnowflakeEmulator(new EmulatorOptions { Database = database, Chaos = new PipeChaos { Seed = life } });
            using var deployment = new SnowflakeDeployment(emulator);
            await deployment.EnsureBrandAsync(source.Brand, files.Location);
            await deployment.ShapeAppearedAsync(source.Brand, ShopSource.Orders, default);
            var store = await emulator.WatchAsync(files);
            await source.CutAsync(store, withOrphan: true);
            await source.CutAsync(store);
            await emulator.StepAsync();
            if (life == 5)
            {
                await emulator.DrainAsync();
                await using var sql = await emulator.OpenConnectionAsync();
                Assert.Equal(source.Expected, sql.Rows("SELECT \"ID\", \"TOTAL\", \"NOTE\" FROM BRAND_A_DB.RAW_SCHEMA.ORDERS ORDER BY \"ID\""));
                Assert.Equal(source.Expected, sql.Rows("SELECT \"ID\", \"TOTAL\", \"NOTE\" FROM CI_DB.CI_SCHEMA.ORDERS ORDER BY \"ID\""));
            }

            // The next life gets the disk as it is now, not as a clean end leaves it.
            var next = Path.Combine(_folder, $"life{life}.db");
            File.Copy(database, next);
            if (File.Exists(database + ".wal"))
            {
                File.Copy(database + ".wal", next + ".wal");
            }

            database = next;
        }
    }
}

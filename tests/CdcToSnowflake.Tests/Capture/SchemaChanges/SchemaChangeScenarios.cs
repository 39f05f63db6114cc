using CdcToSnowflake.Storage;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Tests.Capture.Snapshots;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Capture.SchemaChanges;

/// <summary>What holds on each kind of server when a statement changes tables that are captured already.</summary>
internal static class SchemaChangeScenarios
{
    private const string GhOst =
        """
        CREATE TABLE _t_ghc (id INT PRIMARY KEY, hint VARCHAR(64)); INSERT INTO _t_ghc VALUES (1, 'copy');
        CREATE TABLE _t_gho LIKE t; ALTER TABLE _t_gho ADD x INT NOT NULL DEFAULT 7, MODIFY a BIGINT;
        INSERT IGNORE INTO _t_gho (id, a, b, c, e) SELECT id, a, b, c, e FROM t; UPDATE t SET a = -1 WHERE id = 5; UPDATE _t_gho SET a = -1 WHERE id = 5;
        RENAME TABLE t TO _t_del, _t_gho TO t; UPDATE t SET x = id WHERE id < 10; INSERT INTO t VALUES (500, 1, 'new', 1, 'x', 2); DROP TABLE _t_ghc, _t_del
        """;

    private const string PtOsc =
        """
        CREATE TABLE _t_new LIKE t; ALTER TABLE _t_new DROP COLUMN a, ADD COLUMN x INT DEFAULT 3;
        CREATE TRIGGER pt_osc_ins AFTER INSERT ON t FOR EACH ROW REPLACE INTO _t_new (id, b, c, e) VALUES (NEW.id, NEW.b, NEW.c, NEW.e);
        CREATE TRIGGER pt_osc_upd AFTER UPDATE ON t FOR EACH ROW REPLACE INTO _t_new (id, b, c, e) VALUES (NEW.id, NEW.b, NEW.c, NEW.e);
        CREATE TRIGGER pt_osc_del AFTER DELETE ON t FOR EACH ROW DELETE IGNORE FROM _t_new WHERE id = OLD.id;
        INSERT LOW_PRIORITY IGNORE INTO _t_new (id, b, c, e) SELECT id, b, c, e FROM t WHERE id <= 80; UPDATE t SET b = 'moved' WHERE id = 81; DELETE FROM t WHERE id = 3; INSERT INTO t VALUES (400, 1, 'n', 1, 'y');
        INSERT LOW_PRIORITY IGNORE INTO _t_new (id, b, c, e) SELECT id, b, c, e FROM t WHERE id > 80; RENAME TABLE t TO _t_old, _t_new TO t;
        INSERT INTO t VALUES (401, 'after', 1, 'y', 9); DROP TABLE IF EXISTS _t_old
        """;

    /// <summary>Several changes one after another.</summary>
    public const string Several =
        $"""
        {GhOst}; ALTER TABLE u RENAME COLUMN w TO ww; UPDATE u SET ww = 5 WHERE id = 5; ALTER TABLE p TRUNCATE PARTITION p1; ALTER TABLE t ADD y INT NOT NULL DEFAULT 4;
        RENAME TABLE u TO v; INSERT INTO v VALUES (700, 1, 'v', 1)
        """;

    /// <summary>Statements that both kinds of servers have.</summary>
    public static TheoryData<string> Statements { get; } =
    [
        GhOst,
        PtOsc,
        "RENAME TABLE t TO v; UPDATE v SET a = 5 WHERE id = 5",
        "ALTER TABLE t RENAME TO v; CREATE TABLE t (id INT PRIMARY KEY, z VARCHAR(5)); INSERT INTO t VALUES (1, 'z')",
        "RENAME TABLE t TO _t_old",
        "CREATE TABLE _x_new LIKE t; INSERT INTO _x_new VALUES (900, 1, '1', 1, 'x'); RENAME TABLE _x_new TO x",
        "RENAME TABLE t TO swap, u TO t, swap TO u; UPDATE t SET w = 77 WHERE id = 7; DELETE FROM u WHERE id = 9",
        "RENAME TABLE u TO v; RENAME TABLE v TO u",
        "ALTER TABLE t RENAME COLUMN a TO aa; INSERT INTO t (id, aa, e) VALUES (300, 5, 'x')",
        "ALTER TABLE t CHANGE a aa BIGINT NOT NULL, ADD q INT; UPDATE t SET aa = 1 WHERE id = 1; ALTER TABLE t CHANGE aa a BIGINT; UPDATE t SET a = 2 WHERE id = 2",
        "ALTER TABLE u RENAME COLUMN a TO w, RENAME COLUMN w TO a; UPDATE u SET a = 1000 WHERE id = 1",
        "ALTER TABLE t ADD COLUMN d INT NOT NULL DEFAULT 5 FIRST, ALGORITHM = INSTANT; INSERT INTO t (id, d, e) VALUES (301, 9, 'x')",
        "ALTER TABLE t ADD COLUMN d VARCHAR(9) DEFAULT 'dd' AFTER a, ADD d2 INT; ALTER TABLE t DROP COLUMN d, ALGORITHM = INSTANT; DELETE FROM t WHERE id = 2",
        "SET explicit_defaults_for_timestamp = OFF; ALTER TABLE t ADD ts TIMESTAMP; INSERT INTO t (id, e) VALUES (304, 'x')",
        "ALTER TABLE t DROP COLUMN a; ALTER TABLE t ADD COLUMN a INT; UPDATE t SET a = 1 WHERE id = 1",
        "ALTER TABLE t ADD g INT AS (a + 1) STORED, ADD v INT AS (a + 2) VIRTUAL",
        "SET sql_mode = ''; ALTER TABLE t MODIFY b VARCHAR(4), MODIFY c DECIMAL(9,1), MODIFY a SMALLINT; INSERT INTO t VALUES (302, 1, 'b', 2, 'x')",
        "ALTER TABLE t MODIFY e ENUM('y','x') NOT NULL; INSERT INTO t VALUES (303, 1, 'b', 2, 'y')",
        "ALTER TABLE t MODIFY a VARCHAR(30); ALTER TABLE t MODIFY a VARCHAR(20) FIRST",
        "SET sql_mode = ''; UPDATE t SET b = '漢字' WHERE id = 4; ALTER TABLE t CONVERT TO CHARACTER SET latin1",
        "SET sql_mode = ''; UPDATE t SET b = '漢字' WHERE id = 4; ALTER TABLE t MODIFY b VARCHAR(30) CHARACTER SET latin1",
        "SET sql_mode = ''; UPDATE u SET b = '漢字' WHERE id = 4; ALTER TABLE u CHANGE b b VARCHAR(20) COLLATE latin1_bin",
        "SET sql_mode = ''; UPDATE t SET a = NULL, b = NULL WHERE id < 9; ALTER TABLE t MODIFY a INT NOT NULL; ALTER TABLE t MODIFY b VARCHAR(30) NOT NULL FIRST",
        "SET sql_mode = 'NO_BACKSLASH_ESCAPES'; ALTER TABLE t ADD n INT COMMENT 'C:\\', ADD d INT DEFAULT 5",
        "ALTER TABLE t ENGINE = InnoDB, ORDER BY b",
        "ALTER TABLE p DROP PARTITION p0; INSERT INTO p VALUES (500, 1)",
        "INSERT INTO p VALUES (3000 DIV 4, 1); ALTER TABLE p TRUNCATE PARTITION p1; INSERT INTO p VALUES (41, 41)",
        "CREATE TABLE x (id INT PRIMARY KEY, a INT); INSERT INTO x VALUES (45, 1), (46, 2); ALTER TABLE p EXCHANGE PARTITION p1 WITH TABLE x; UPDATE x SET a = 9 WHERE id = 50",
        "ALTER TABLE p ADD PARTITION (PARTITION p3 VALUES LESS THAN (2000)); ALTER TABLE p REORGANIZE PARTITION p0, p1 INTO (PARTITION q VALUES LESS THAN (80)); INSERT INTO p VALUES (1500, 1)",
        "CREATE TABLE n LIKE t; INSERT INTO n SELECT * FROM t; ALTER TABLE n ADD x INT NOT NULL DEFAULT 1; UPDATE n SET x = 2 WHERE id = 1",
        "CREATE TABLE n (PRIMARY KEY (id)) SELECT id, b FROM t; UPDATE n SET b = 'n' WHERE id = 1; CREATE TABLE m LIKE n",
        "TRUNCATE t; ALTER TABLE t ADD x INT NOT NULL DEFAULT 1; INSERT INTO t VALUES (1, 1, '1', 1, 'x', 5); DROP TABLE u",
        "ALTER TABLE t MODIFY b VARCHAR(10); DROP TABLE t",
    ];

    /// <summary>After a statement and what follows it, all tables are as at the source, and a later start finds nothing left to read.</summary>
    public static async Task FollowAsync(DatabaseServer server, string schema, string statements)
    {
        var source = new SourceSchema(server, schema);
        await source.CreateAsync();
        var store = new MemoryObjectStore();
        await using (var live = new LiveCapture(server, source.Options, store))
        {
            await live.UntilCaughtUpAsync();
            await source.ExecuteAsync(statements);
            await live.UntilCaughtUpAsync();
            await source.ExecuteAsync("INSERT INTO mark VALUES (1, 1)");
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        await source.AssertEqualAsync(store);
        await using (var live = new LiveCapture(server, source.Options, store))
        {
            await source.ExecuteAsync("INSERT INTO mark VALUES (2, 1)");
            await live.UntilCaughtUpAsync();
            Assert.Equal(0, live.Progress.Snapshot!.Rows);
            await live.StopAsync();
        }

        await source.AssertEqualAsync(store);
    }

    /// <summary>Captures that die before or after any of their writes come to the same.</summary>
    public static async Task KilledAnywhereAsync(DatabaseServer server, string schema, string statements)
    {
        var source = new SourceSchema(server, schema);
        await source.CreateAsync();
        var store = new MemoryObjectStore();
        await using (var live = new LiveCapture(server, source.Options, store))
        {
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        await source.ExecuteAsync(statements);
        await source.ExecuteAsync("INSERT INTO mark VALUES (1, 1)");
        var tried = new HashSet<(string, bool)>();
        void Kill(string key, bool isAfter)
        {
            bool isNew;
            lock (tried)
            {
                // Files have another name in each life; what matters is which of its kind it is.
                isNew = tried.Add((key.EndsWith(".parquet", StringComparison.Ordinal) ? $"{tried.Count / 3}" : key, isAfter));
            }

            if (isNew)
            {
                throw new StorageException("It dies here.", store.Location, key);
            }
        }

        store.BeforeWrite = (_, key) => Kill(key, false);
        store.AfterWrite = (_, key) => Kill(key, true);
        var (lives, isDone) = (0, false);
        for (; !isDone; lives++)
        {
            Assert.True(lives < 500, "It dies of writes that it has died of before.");
            await using var live = new LiveCapture(server, source.Options with { CutRows = 30 }, store);
            try
            {
                await live.UntilCaughtUpAsync();
                isDone = true;
            }
            catch (StorageException)
            {
            }
        }

        (store.BeforeWrite, store.AfterWrite) = (null, null);
        await using (var live = new LiveCapture(server, source.Options, store))
        {
            await source.ExecuteAsync("INSERT INTO mark VALUES (2, 1)");
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        Assert.True(lives > 10, $"{lives} lives");
        await source.AssertEqualAsync(store);
    }
}

using System.Globalization;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;
using MySqlConnector;

namespace CdcToSnowflake.Tests.Capture;

/// <summary>ALTER TABLE on a real server: what changes existing rows is refused, and after all else the captured rows are the server's own.</summary>
[Collection(MySqlCollection.Name)]
public sealed class AlteredTableTests(MySqlFixture mysql)
{
    private const string Schema = "altered_tables";

    private const string Table = """
        CREATE TABLE t (id INT PRIMARY KEY, i INT, u INT UNSIGNED, n DECIMAL(10,2), c CHAR(5), v VARCHAR(10), x TEXT, m TIME, d DATETIME, f FLOAT, y BINARY(3), z VARBINARY(9),
          e ENUM('a','b'), s SET('x','y'), nn INT NOT NULL);
        INSERT INTO t VALUES (1, 70000, 7, 1.25, 'char', 'text', 'long', '10:00:00', '2024-01-01 00:00:00.6', 1.5, x'010203', x'0102', 'b', 'x,y', 9);
        """;

    [Theory]
    [InlineData("ADD COLUMN w INT NOT NULL")]
    [InlineData("ADD w INT DEFAULT 5")]
    [InlineData("ADD w INT DEFAULT (1 + 1)")]
    [InlineData("ADD w DATETIME DEFAULT CURRENT_TIMESTAMP")]
    [InlineData("ADD w INT AS (i + 1)")]
    [InlineData("ADD w INT GENERATED ALWAYS AS (i + 1) STORED")]
    [InlineData("ADD w INT AUTO_INCREMENT UNIQUE")]
    [InlineData("ADD w SERIAL")]
    [InlineData("ADD (w INT, w2 INT NOT NULL)")]
    [InlineData("ADD w INT, ADD w2 INT DEFAULT 5")]
    [InlineData("DROP COLUMN i, ADD COLUMN i INT")]
    [InlineData("DROP COLUMN i; ALTER TABLE t ADD COLUMN I INT")]
    [InlineData("MODIFY nn SMALLINT")]
    [InlineData("MODIFY i BIGINT UNSIGNED")]
    [InlineData("MODIFY u INT")]
    [InlineData("MODIFY i VARCHAR(20)")]
    [InlineData("CHANGE n n DECIMAL(10,1)")]
    [InlineData("MODIFY n DECIMAL(12,4)")]
    [InlineData("MODIFY n DECIMAL(9,2)")]
    [InlineData("MODIFY v VARCHAR(9)")]
    [InlineData("MODIFY v CHAR(10)")]
    [InlineData("MODIFY v VARBINARY(40)")]
    [InlineData("MODIFY x TINYTEXT")]
    [InlineData("MODIFY x BLOB")]
    [InlineData("MODIFY m TIME(3)")]
    [InlineData("MODIFY d DATE")]
    [InlineData("MODIFY d TIMESTAMP NULL")]
    [InlineData("MODIFY y BINARY(4)")]
    [InlineData("MODIFY e ENUM('b','a')")]
    [InlineData("MODIFY e ENUM('a','c','b')")]
    [InlineData("MODIFY s SET('y','x')")]
    [InlineData("MODIFY e VARCHAR(5)")]
    [InlineData("MODIFY i BIGINT AS (u) STORED")]
    public async Task Run_ValuesOfExistingRowsChange_ThrowsUnlessHandled(string actions)
    {
        var sql = $"ALTER TABLE t {actions}";
        var files = await mysql.WriteAsync(Schema, $"{Table}{sql}; SET sql_mode = ''; INSERT INTO t (id) VALUES (2);");
        var store = new MemoryObjectStore();
        var error = await Assert.ThrowsAsync<UnsupportedStatementException>(() => CaptureAsync(files, store));
        var last = sql.Split("; ")[^1];
        Assert.Equal(last, error.Statement);
        Assert.Equal(await PlaceOfAsync(files, last), $"{error.File}:{error.Offset}");
        Assert.Contains($"\"{error.File}:{error.Offset}\" in CaptureOptions.HandledStatements", error.Message, StringComparison.Ordinal);
        Assert.Single(store.Keys, key => key.Contains("/shapes/", StringComparison.Ordinal));

        await CaptureAsync(files, store, $"{error.File}:{error.Offset}");
        Assert.Equal([1L, 2L], (await CapturedRows.ReadAsync(store, "BRAND")).Rows.Select(row => row["id"]));
    }

    [Theory]
    [InlineData("ADD COLUMN w INT")]
    [InlineData("ADD (w INT, `w 2` INT NULL DEFAULT NULL COMMENT 'NOT NULL DEFAULT 5')")]
    [InlineData("ADD w INT FIRST, ADD w2 VARCHAR(5) CHARACTER SET latin1 AFTER i, ADD INDEX (i), ALGORITHM = INPLACE, LOCK = NONE")]
    [InlineData("ADD w INT, ALGORITHM = INSTANT")]
    [InlineData("/*!80000 ADD COLUMN w INT /* why */ */")]
    [InlineData("DROP COLUMN i")]
    [InlineData("MODIFY i BIGINT, CHANGE u u BIGINT UNSIGNED NOT NULL")]
    [InlineData("MODIFY u BIGINT")]
    [InlineData("MODIFY n DECIMAL(14,2)")]
    [InlineData("MODIFY c VARCHAR(5), MODIFY v VARCHAR(50)")]
    [InlineData("MODIFY v TEXT, MODIFY x MEDIUMTEXT")]
    [InlineData("MODIFY d DATETIME(6)")]
    [InlineData("MODIFY f DOUBLE")]
    [InlineData("MODIFY y VARBINARY(3), MODIFY z BLOB")]
    [InlineData("MODIFY nn INT NULL")]
    [InlineData("MODIFY i INT NOT NULL DEFAULT 5")]
    [InlineData("MODIFY e ENUM('a','b','c'), MODIFY s SET('x','y','z')")]
    [InlineData("CONVERT TO CHARACTER SET utf8mb3")]
    [InlineData("MODIFY v VARCHAR(10) CHARACTER SET latin1")]
    [InlineData("ALTER COLUMN i SET DEFAULT 5, ENGINE = InnoDB, COMMENT 'ADD x INT NOT NULL', AUTO_INCREMENT = 7")]
    [InlineData("ADD w INT; ALTER TABLE t MODIFY w BIGINT NULL; CREATE INDEX k ON t (w); DROP INDEX k ON t")]
    [InlineData("ADD w INT; ALTER TABLE t DROP COLUMN w; ALTER TABLE t ADD w VARCHAR(3)")]
    [InlineData("COMMENT 'a'; TRUNCATE t; ALTER TABLE t ADD w INT NOT NULL, MODIFY i CHAR(9), DROP COLUMN n")]
    [InlineData("COMMENT 'a'; DROP TABLE t; CREATE TABLE t (id INT PRIMARY KEY, w INT NOT NULL, i CHAR(9), nn INT)")]
    [InlineData("COMMENT 'a'; CREATE TABLE o (id INT PRIMARY KEY); ALTER TABLE o ADD w INT NOT NULL DEFAULT 5")]
    public async Task Run_ValuesOfExistingRowsStay_FollowedAndEqual(string actions)
    {
        var files = await mysql.WriteAsync(Schema, $"{Table}ALTER TABLE t {actions}; SET sql_mode = ''; INSERT INTO t (id, nn) VALUES (2, 3); UPDATE t SET nn = 4 WHERE id = 1;");
        var store = new MemoryObjectStore();
        await CaptureAsync(files, store);
        await AssertEqualAsync(store);
    }

    // The shape that came from the statement must not be known to a capture that meets the statement again.
    [Fact]
    public async Task Run_CutWithTheStatementIsNotCommitted_TheNextRunFollowsTheStatement()
    {
        var files = await mysql.WriteAsync(Schema, $"{Table}ALTER TABLE t ADD w INT; INSERT INTO t (id, nn, w) VALUES (2, 3, 4);");
        var store = new MemoryObjectStore();
        bool HasNewShape() => store.Keys.Count(key => key.Contains("/shapes/", StringComparison.Ordinal)) > 1;
        store.BeforeWrite = (_, key) =>
        {
            if (key.Contains("/data/", StringComparison.Ordinal))
            {
                SpinWait.SpinUntil(HasNewShape, TimeSpan.FromMilliseconds(500));
                throw new StorageException("Refused.", store.Location, key);
            }
        };
        await Assert.ThrowsAsync<StorageException>(() => CaptureAsync(files, store));
        Assert.False(HasNewShape());

        store.BeforeWrite = null;
        await CaptureAsync(files, store);
        await AssertEqualAsync(store);
    }

    // MySQL's manual, "The VECTOR Type": up to the declared number of entries, 2048 where none is declared.
    [Theory]
    [InlineData("VECTOR(5)", false)]
    [InlineData("VECTOR", false)]
    [InlineData("VECTOR(2)", true)]
    public async Task Run_VectorRedeclared_RefusedOnlyIfItHoldsFewer(string type, bool isRefused)
    {
        var files = await mysql.WriteAsync(Schema, $"CREATE TABLE t (id INT PRIMARY KEY, v VECTOR(3)); INSERT INTO t VALUES (1, TO_VECTOR('[1,2]')); ALTER TABLE t MODIFY v {type}; INSERT INTO t VALUES (2, TO_VECTOR('[3,4]'));");
        var store = new MemoryObjectStore();
        if (isRefused)
        {
            await Assert.ThrowsAsync<UnsupportedStatementException>(() => CaptureAsync(files, store));
            return;
        }

        await CaptureAsync(files, store);
        Assert.Equal(["[1,2]", "[3,4]"], (await CapturedRows.ReadAsync(store, "BRAND")).Rows.Select(row => row["v"]));
    }

    [Fact]
    public async Task Run_TableNotTakenOrWithoutFiles_GoesOn()
    {
        var files = await mysql.WriteAsync(Schema, "CREATE TABLE other (id INT PRIMARY KEY); INSERT INTO other VALUES (1); ALTER TABLE other ADD w INT NOT NULL; CREATE TABLE t (id INT PRIMARY KEY); ALTER TABLE t ADD w INT DEFAULT 5; INSERT INTO t VALUES (1, 1);");
        var store = new MemoryObjectStore();
        await CaptureAsync(files, store, change: options => options with { ExcludedTables = ["*.other"] });
        Assert.Single((await CapturedRows.ReadAsync(store, "BRAND")).Rows);
    }

    // "explicit_defaults_for_timestamp": with OFF, a TIMESTAMP without the word NULL is NOT NULL, and existing rows get a time.
    [Fact]
    public async Task Run_AddedTimestampThatTheServerFills_ThrowsAtTheFirstRows()
    {
        var files = await mysql.WriteAsync(Schema, $"{Table}SET SESSION explicit_defaults_for_timestamp = OFF; ALTER TABLE t ADD w TIMESTAMP; INSERT INTO t (id, nn) VALUES (2, 2);");
        var error = await Assert.ThrowsAsync<UnsupportedStatementException>(() => CaptureAsync(files, new MemoryObjectStore()));
        Assert.Equal("ALTER TABLE t ADD w TIMESTAMP", error.Statement);
        Assert.Contains("w is NOT NULL", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NarrowedBackAfterARestart_Throws()
    {
        var files = await mysql.WriteAsync(Schema, "CREATE TABLE t (id INT PRIMARY KEY, i INT); INSERT INTO t VALUES (1, 1); ALTER TABLE t MODIFY i BIGINT; INSERT INTO t VALUES (2, 5000000000);");
        var store = new MemoryObjectStore();
        await CaptureAsync(files, store);
        await mysql.Server.ExecuteAsync("SET sql_mode = ''; ALTER TABLE t MODIFY i INT; INSERT INTO t VALUES (3, 3); FLUSH BINARY LOGS", Schema);
        var error = await Assert.ThrowsAsync<UnsupportedStatementException>(() => CaptureAsync(mysql.Server.BinlogFiles, store));
        Assert.Equal("ALTER TABLE t MODIFY i INT", error.Statement);
    }

    [Theory]
    [InlineData("ALTER TABLE t ADD w INT NOT NULL DEFAULT 5", "w is NOT NULL", false)]
    [InlineData("ALTER TABLE t ADD w INT NOT NULL DEFAULT 5", "w is NOT NULL", true)]
    [InlineData("ALTER TABLE t MODIFY i SMALLINT", "was BIGINT and is SMALLINT", false)]
    [InlineData("ALTER TABLE t MODIFY i INT", "was BIGINT and is INT", false)] // a shape that was there before
    [InlineData("ALTER TABLE t MODIFY i SMALLINT", "is SMALLINT", true)]
    [InlineData("ALTER TABLE t ADD gone INT", "gone went and came back", false)]
    public async Task Run_UnloggedStatement_ThrowsAtTheFirstRowsUnlessHandled(string statement, string problem, bool afterRestart)
    {
        const string Before = "CREATE TABLE t (id INT PRIMARY KEY, i INT, gone INT); INSERT INTO t VALUES (1, 1, 1); ALTER TABLE t DROP COLUMN gone; INSERT INTO t VALUES (2, 2); ALTER TABLE t MODIFY i BIGINT; INSERT INTO t VALUES (3, 3); FLUSH BINARY LOGS;";
        var files = await mysql.WriteAsync(Schema, $"{Before}SET sql_log_bin = 0; {statement}; SET sql_log_bin = 1; INSERT INTO t (id) VALUES (4);");
        var store = new MemoryObjectStore();
        if (afterRestart)
        {
            await CaptureAsync([files[0]], store);
        }

        var error = await Assert.ThrowsAsync<UnsupportedStatementException>(() => CaptureAsync(files, store));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        var again = await Assert.ThrowsAsync<UnsupportedStatementException>(() => CaptureAsync(files, store));
        Assert.Equal(error.Offset, again.Offset);
        await CaptureAsync(files, store, $"{error.File}:{error.Offset}");
        Assert.Equal([1L, 2L, 3L, 4L], (await CapturedRows.ReadAsync(store, "BRAND")).Rows.Select(row => row["id"]));
    }

    [Fact]
    public async Task Run_DiesAtEachCommitAndShape_NoStatementIsRefusedForWhatCameAfterIt()
    {
        var files = await mysql.WriteAsync(
            Schema,
            $"""
            {Table}
            ALTER TABLE t ADD w INT; INSERT INTO t (id, nn) VALUES (2, 3);
            ALTER TABLE t MODIFY w BIGINT; UPDATE t SET w = 5;
            CREATE TABLE u (id INT PRIMARY KEY); ALTER TABLE u ADD w INT NOT NULL; INSERT INTO u VALUES (1, 1);
            DROP TABLE u; CREATE TABLE u (id INT PRIMARY KEY, x CHAR(3) NOT NULL); INSERT INTO u VALUES (1, 'x');
            TRUNCATE u; INSERT INTO t (id, nn) VALUES (3, 3); ALTER TABLE u ADD w BIGINT NOT NULL; INSERT INTO u VALUES (1, 'x', 2);
            """);
        var store = new MemoryObjectStore();
        var tried = new HashSet<string>();
        store.BeforeWrite = (_, key) =>
        {
            if (!key.EndsWith(".parquet", StringComparison.Ordinal) && tried.Add(key))
            {
                throw new StorageException("It dies here.", store.Location, key);
            }
        };
        while (await Record.ExceptionAsync(() => CaptureAsync(files, store)) is { } error)
        {
            Assert.IsType<StorageException>(error);
        }

        await AssertEqualAsync(store);
    }

    [Fact]
    public async Task Run_RestartBetweenAHandledOrEmptyingStatementAndTheNextRows_GoesOn()
    {
        var files = await mysql.WriteAsync(
            Schema,
            $"""
            {Table}ALTER TABLE t ADD w INT NOT NULL DEFAULT 5; CREATE TABLE u (id INT PRIMARY KEY); INSERT INTO u VALUES (1); DROP TABLE u; FLUSH BINARY LOGS;
            CREATE TABLE other (id INT PRIMARY KEY); INSERT INTO other VALUES (1); FLUSH BINARY LOGS;
            CREATE TABLE u (id CHAR(3) PRIMARY KEY, w INT NOT NULL); INSERT INTO u VALUES ('x', 1); INSERT INTO t (id, nn) VALUES (2, 2);
            """);
        var store = new MemoryObjectStore();
        var error = await Assert.ThrowsAsync<UnsupportedStatementException>(() => CaptureAsync([files[0]], store));
        await CaptureAsync([files[0]], store, $"{error.File}:{error.Offset}");
        await CaptureAsync([.. files.Take(2)], store);
        await CaptureAsync(files, store);
        Assert.Equal(["1", "1", "", "1", "x", "2"], (await CapturedRows.ReadAsync(store, "BRAND")).Rows.Select(row => $"{row["id"]}"));
    }

    private static async Task CaptureAsync(IReadOnlyList<string> files, MemoryObjectStore store, string? handled = null, Func<CaptureOptions, CaptureOptions>? change = null)
    {
        var options = new CaptureOptions { Tables = [$"{Schema}.*"], HandledStatements = handled is null ? [] : [handled] };
        await new BrandCapture("BRAND", new BinlogFileReader(files), store, change?.Invoke(options) ?? options).RunAsync();
    }

    private static async Task<string?> PlaceOfAsync(IReadOnlyList<string> files, string statement)
    {
        await foreach (var batch in new BinlogFileReader(files).ReadAsync())
        {
            while (batch.Read())
            {
                if (batch.Kind == BinlogEventKind.Query && batch.QueryText == statement)
                {
                    return $"{batch.File}:{batch.StartOffset}";
                }
            }
        }

        return null;
    }

    // As the warehouse merges: by key, a column that a row doesn't have is NULL when new and stays otherwise.
    private async Task AssertEqualAsync(MemoryObjectStore store)
    {
        var merged = new SortedDictionary<long, Dictionary<string, object?>>();
        foreach (var row in (await CapturedRows.ReadAsync(store, "BRAND")).Of($"{Schema}.t"))
        {
            switch (row["_OP"])
            {
                case "T":
                    merged.Clear();
                    break;
                case "D":
                    merged.Remove((long)row["id"]!);
                    break;
                default:
                    var into = merged.TryGetValue((long)row["id"]!, out var there) ? there : merged[(long)row["id"]!] = [];
                    foreach (var (column, value) in row)
                    {
                        into[column] = value;
                    }

                    break;
            }
        }

        await using var connection = await mysql.Server.OpenAsync(Schema);
        await using var command = new MySqlCommand("SELECT * FROM t ORDER BY id", connection);
        await using var reader = await command.ExecuteReaderAsync();
        foreach (var row in merged.Values)
        {
            Assert.True(await reader.ReadAsync());
            for (var i = 0; i < reader.FieldCount; i++)
            {
                var expected = reader.IsDBNull(i) ? null : Text(reader.GetValue(i));
                Assert.Equal($"{reader.GetName(i)}: {expected}", $"{reader.GetName(i)}: {Text(row.GetValueOrDefault(reader.GetName(i)))}");
            }
        }

        Assert.False(await reader.ReadAsync());
    }

    private static string? Text(object? value) => value switch
    {
        byte[] bytes => Convert.ToHexString(bytes),
        DateTime time => Convert.ToString((time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond, CultureInfo.InvariantCulture),
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        float number => Text((double)number),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}

using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Model;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Capture;

[Collection(MySqlCollection.Name)]
public sealed class BrandCaptureTests(MySqlFixture mysql)
{
    [Fact]
    public async Task Run_InsertUpdateDelete_RowsInOrderWithTheirOperations()
    {
        var captured = await CaptureAsync(
            nameof(Run_InsertUpdateDelete_RowsInOrderWithTheirOperations),
            """
            CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(20));
            INSERT INTO t VALUES (1, 'one'), (2, NULL);
            UPDATE t SET name = 'uno' WHERE id = 1;
            DELETE FROM t WHERE id = 2;
            """);
        Assert.Equal(["I 1 one", "I 2 ", "U 1 uno", "D 2 "], captured.Rows.Select(row => $"{row["_OP"]} {row["id"]} {row["name"]}"));
        var commit = (long)captured.Rows[0]["_UPDATED_AT"]!;
        Assert.InRange(DateTimeOffset.FromUnixTimeMilliseconds(commit / 1000), DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));
    }

    [Fact]
    public async Task Run_PartialJsonUpdates_LandAsWholeDocuments()
    {
        var captured = await CaptureAsync(
            nameof(Run_PartialJsonUpdates_LandAsWholeDocuments),
            """
            SET binlog_row_value_options = PARTIAL_JSON;
            CREATE TABLE t (id INT PRIMARY KEY, j JSON);
            INSERT INTO t VALUES (1, JSON_OBJECT('a', 1, 'pad', REPEAT('x', 50)));
            UPDATE t SET j = JSON_SET(j, '$.a', 2, '$.b', JSON_ARRAY(1));
            UPDATE t SET j = JSON_REMOVE(j, '$.pad');
            """);
        var pad = new string('x', 50);
        Assert.Equal(
            [$$"""I {"a": 1, "pad": "{{pad}}"}""", $$"""U {"a": 2, "b": [1], "pad": "{{pad}}"}""", """U {"a": 2, "b": [1]}"""],
            captured.Rows.Select(row => $"{row["_OP"]} {row["j"]}"));
    }

    [Fact]
    public async Task Run_PartialJsonUpdateWithoutItsDocument_ThrowsNamingTheRemedy()
    {
        var error = await Assert.ThrowsAsync<RowValueException>(() => CaptureAsync(
            "partial_minimal",
            """
            CREATE TABLE t (id INT PRIMARY KEY, j JSON);
            INSERT INTO t VALUES (1, JSON_OBJECT('a', 1, 'pad', REPEAT('x', 50)));
            SET binlog_row_value_options = PARTIAL_JSON; SET binlog_row_image = MINIMAL;
            UPDATE t SET j = JSON_SET(j, '$.a', 2);
            """));
        Assert.Contains("binlog_row_image", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Offset);
    }

    [Theory]
    [InlineData("XA START 'x'; INSERT INTO t VALUES (1); XA END 'x'; XA PREPARE 'x'; XA ROLLBACK 'x'", "X'78',X'',1")]
    [InlineData("INSERT INTO t VALUES (1); XA START 'y', 'b', 2; INSERT INTO t VALUES (2); XA END 'y', 'b', 2; XA PREPARE 'y', 'b', 2; XA COMMIT 'y', 'b', 2", "X'79',X'62',2")]
    public async Task Run_PreparedTransaction_ThrowsNamingItAndTheRemedy(string statements, string xid)
    {
        var error = await Assert.ThrowsAsync<PreparedTransactionException>(() => CaptureAsync("prepared", "CREATE TABLE t (id INT PRIMARY KEY); " + statements));
        Assert.Contains(xid, error.Message, StringComparison.Ordinal);
        Assert.Contains("ONE PHASE", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Offset);
    }

    [Fact]
    public async Task Run_KeyChangingUpdate_DeletesTheOldAndInsertsTheNew()
    {
        var captured = await CaptureAsync(
            nameof(Run_KeyChangingUpdate_DeletesTheOldAndInsertsTheNew),
            """
            CREATE TABLE t (a INT, b VARCHAR(9), v INT, PRIMARY KEY (b, a));
            INSERT INTO t VALUES (1, 'x', 7);
            UPDATE t SET v = 8;
            UPDATE t SET a = 2;
            UPDATE t SET b = 'X'; -- the same key for the source's collation, another one for Snowflake
            """);
        Assert.Equal(["I 1 x 7", "U 1 x 8", "D 1 x 8", "I 2 x 8", "D 2 x 8", "I 2 X 8"], captured.Rows.Select(row => $"{row["_OP"]} {row["a"]} {row["b"]} {row["v"]}"));
    }

    [Fact]
    public async Task Run_TablePatterns_TakesOnlyWhatTheyName()
    {
        var captured = await CaptureAsync(
            nameof(Run_TablePatterns_TakesOnlyWhatTheyName),
            """
            CREATE TABLE orders (id INT PRIMARY KEY); CREATE TABLE orders_old (id INT PRIMARY KEY); CREATE TABLE other (id INT PRIMARY KEY); CREATE TABLE keyless (id INT);
            INSERT INTO orders VALUES (1); INSERT INTO orders_old VALUES (1); INSERT INTO other VALUES (1); INSERT INTO keyless VALUES (1);
            """,
            (options, schema) => options with { Tables = [$"{schema}.ord*"], ExcludedTables = ["*.*_old"] });
        Assert.EndsWith(".orders", Assert.Single(captured.Rows)["table"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TableWithoutKey_ThrowsNamingTheOption()
    {
        const string Schema = "keyless_error";
        var error = await Assert.ThrowsAsync<KeylessTableException>(() => CaptureAsync(Schema, "CREATE TABLE t (id INT); INSERT INTO t VALUES (1);"));
        Assert.Contains($"CaptureOptions.KeyColumns[\"{Schema}.t\"]", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Offset);
    }

    [Fact]
    public async Task Run_TableWithoutKeyButNamedColumns_Captured()
    {
        var store = new MemoryObjectStore();
        var captured = await CaptureAsync(
            "keyless_named",
            "CREATE TABLE t (id INT, v INT); INSERT INTO t VALUES (1, 2); UPDATE t SET v = 3; UPDATE t SET id = 4;",
            (options, schema) => options with { KeyColumns = new Dictionary<string, IReadOnlyList<string>> { [$"{schema}.t"] = ["ID"] } },
            store);
        Assert.Equal(["I 1 2", "U 1 3", "D 1 3", "I 4 3"], captured.Rows.Select(row => $"{row["_OP"]} {row["id"]} {row["v"]}"));
        var shape = SourceTable.FromJson(store[Assert.Single(store.Keys, key => key.Contains("/shapes/", StringComparison.Ordinal))]);
        Assert.Equal(["id"], shape.Key);
    }

    [Fact]
    public async Task Run_TruncateAndDrop_WriteATOfTheKnownTablesOnly()
    {
        var captured = await CaptureAsync(
            "emptied",
            """
            CREATE TABLE a (id INT PRIMARY KEY, v INT NOT NULL); CREATE TABLE b (id INT PRIMARY KEY); CREATE TABLE never_seen (id INT PRIMARY KEY);
            INSERT INTO a VALUES (1, 1); INSERT INTO b VALUES (1);
            TRUNCATE TABLE a; TRUNCATE never_seen;
            INSERT INTO a VALUES (2, 2);
            DROP TABLE never_seen; DROP TABLE IF EXISTS b, a;
            """);
        Assert.Equal(
            ["I a 1", "I b 1", "T a ", "I a 2", "T b ", "T a "],
            captured.Rows.Select(row => $"{row["_OP"]} {row["table"]!.ToString()!.Split('.')[1]} {row["id"]}"));
        Assert.All(captured.Rows.Where(row => (string)row["_OP"]! == "T"), row => Assert.NotEqual(0L, row["_UPDATED_AT"]));
    }

    [Fact]
    public async Task Run_DropDatabase_WritesATOfEachKnownTable()
    {
        var store = new MemoryObjectStore();
        await CaptureAsync("dropped_db", "CREATE TABLE a (id INT PRIMARY KEY); CREATE TABLE b (id INT PRIMARY KEY); INSERT INTO a VALUES (1); INSERT INTO b VALUES (1);", store: store);
        await mysql.Server.ExecuteAsync("DROP DATABASE dropped_db; FLUSH BINARY LOGS");
        await CaptureFilesAsync(mysql.Server.BinlogFiles, "dropped_db", store); // another process: it knows the tables from the store
        var captured = await CapturedRows.ReadAsync(store, "BRAND");
        Assert.Equal(["dropped_db.a", "dropped_db.b"], captured.Rows.Where(row => (string)row["_OP"]! == "T").Select(row => (string)row["table"]!).Order());
    }

    // "Identifier Case Sensitivity": with lower_case_table_names=1 it is the captured schema, and with 0 another one.
    [Fact]
    public async Task Run_DropDatabaseBySpellingInOtherCase_ThrowsUnlessHandled()
    {
        var store = new MemoryObjectStore();
        await CaptureAsync("dropped_case", "CREATE TABLE a (id INT PRIMARY KEY); INSERT INTO a VALUES (1);", store: store);
        await mysql.Server.ExecuteAsync("CREATE DATABASE Dropped_Case; DROP DATABASE Dropped_Case; FLUSH BINARY LOGS");
        var error = await Assert.ThrowsAsync<UnsupportedStatementException>(() => CaptureFilesAsync(mysql.Server.BinlogFiles, "dropped_case", store));
        Assert.Contains("lower_case_table_names", error.Message, StringComparison.Ordinal);
        await CaptureFilesAsync(mysql.Server.BinlogFiles, "dropped_case", store, options => options with { HandledStatements = [$"{error.File}:{error.Offset}"] });
        Assert.Single((await CapturedRows.ReadAsync(store, "BRAND")).Rows);
    }

    [Fact]
    public async Task Run_TableMadeOfAQueryThatIsLoggedAsAStatement_Throws()
    {
        const string Sql = "CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t VALUES (1); SET SESSION binlog_format = STATEMENT; CREATE TABLE x (PRIMARY KEY (id)) AS SELECT id FROM t; SET SESSION binlog_format = ROW; INSERT INTO t VALUES (2);";
        var error = await Assert.ThrowsAsync<UnsupportedStatementException>(() => CaptureAsync("made_of_query", Sql));
        Assert.Contains("binlog_format = 'ROW'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RENAME TABLE t TO u")]
    [InlineData("RENAME TABLE t TO u, ghost TO t")]
    [InlineData("ALTER TABLE t RENAME TO u")]
    [InlineData("ALTER TABLE t ADD COLUMN w INT, RENAME u")]
    [InlineData("ALTER TABLE t RENAME COLUMN v TO w")]
    [InlineData("ALTER TABLE t CHANGE v w INT")]
    [InlineData("ALTER TABLE p TRUNCATE PARTITION p0")]
    [InlineData("ALTER TABLE p DROP PARTITION p0")]
    public async Task Run_StatementThatRowsDontTell_ThrowsUnlessHandled(string statement)
    {
        const string Schema = "refused";
        const string Sql = """
            CREATE TABLE t (id INT PRIMARY KEY, v INT); CREATE TABLE ghost (id INT PRIMARY KEY, v INT);
            CREATE TABLE p (id INT PRIMARY KEY) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20));
            INSERT INTO t VALUES (1, 1); INSERT INTO p VALUES (1);
            """;
        var store = new MemoryObjectStore();
        var error = await Assert.ThrowsAsync<UnsupportedStatementException>(() => CaptureAsync(Schema, $"{Sql}{statement};", store: store));
        Assert.Contains(statement, error.Statement, StringComparison.Ordinal);
        Assert.Contains($"{error.File}:{error.Offset}", error.Message, StringComparison.Ordinal);
        await CaptureFilesAsync(mysql.Server.BinlogFiles, Schema, store, options => options with { HandledStatements = [$"{error.File}:{error.Offset}"] });
        Assert.Equal(2, (await CapturedRows.ReadAsync(store, "BRAND")).Rows.Count);
    }

    [Fact]
    public async Task Run_UncapturedTableTakesACapturedName_Throws()
    {
        await Assert.ThrowsAsync<UnsupportedStatementException>(() => CaptureAsync(
            "renamed_in",
            "CREATE TABLE hidden (id INT PRIMARY KEY); INSERT INTO hidden VALUES (1); RENAME TABLE hidden TO shown;",
            (options, schema) => options with { ExcludedTables = ["*.hidden"] }));
    }

    [Fact]
    public async Task Run_AddedColumn_EndsTheCutAndGoesToItsOwnPath()
    {
        var store = new MemoryObjectStore();
        var shapes = new ShapeRecorder(store);
        var captured = await CaptureAsync(
            "altered",
            """
            CREATE TABLE t (id INT PRIMARY KEY); CREATE TABLE other (id INT PRIMARY KEY);
            INSERT INTO t VALUES (1); INSERT INTO other VALUES (1);
            ALTER TABLE t ADD COLUMN v INT;
            INSERT INTO other VALUES (2); INSERT INTO t VALUES (2, 2);
            """,
            store: store,
            shapes: shapes);
        Assert.Equal(2, captured.Cuts.Count);
        Assert.Equal(["1", "2 2"], captured.Of("altered.t").Select(row => row.TryGetValue("v", out var v) ? $"{row["id"]} {v}" : $"{row["id"]}"));
        Assert.Equal(3, shapes.Tables.Count);
        Assert.Equal(2, store.Keys.Where(key => key.StartsWith("BRAND/data/altered.t/", StringComparison.Ordinal)).Select(key => key.Split('/')[3]).Distinct().Count());
    }

    [Fact]
    public async Task Run_NewShape_TheObserverHearsOfItBeforeItIsInTheStoreAndHasAFile()
    {
        var store = new MemoryObjectStore();
        var shapes = new ShapeRecorder(store);
        await CaptureAsync("shapes", "CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t VALUES (1);", store: store, shapes: shapes);
        Assert.False(shapes.WasInStore);
        Assert.False(shapes.HadData);

        var again = new ShapeRecorder(store);
        await CaptureFilesAsync(mysql.Server.BinlogFiles, "shapes", store, shapes: again);
        Assert.Equal(shapes.Tables, again.Tables); // at the start, for all that the store has
    }

    [Fact]
    public async Task Run_FilesTwice_SecondRunAddsNothing()
    {
        var store = new MemoryObjectStore();
        await CaptureAsync("twice", "CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t VALUES (1);", store: store);
        var before = store.Keys;
        var progress = await CaptureFilesAsync(mysql.Server.BinlogFiles, "twice", store);
        Assert.Equal(before, store.Keys);
        Assert.Equal(1UL, progress.LastCut);
        Assert.Equal(0, progress.Rows);
    }

    [Fact]
    public async Task Run_RollbackOfRows_NotCaptured()
    {
        var captured = await CaptureAsync(
            "rolled_back",
            """
            CREATE TABLE t (id INT PRIMARY KEY);
            BEGIN; INSERT INTO t VALUES (1); ROLLBACK;
            BEGIN; INSERT INTO t VALUES (2); SAVEPOINT s; INSERT INTO t VALUES (3); ROLLBACK TO s; COMMIT;
            """);
        Assert.Equal([2L], captured.Rows.Select(row => row["id"]));
    }

    [Fact]
    public async Task Run_RollbackWithNonTransactionalRows_Throws()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => CaptureAsync(
            "rolled_back_myisam",
            """
            CREATE TABLE t (id INT PRIMARY KEY); CREATE TABLE m (id INT PRIMARY KEY) ENGINE = MyISAM;
            BEGIN; INSERT INTO t VALUES (1); INSERT INTO m VALUES (1); ROLLBACK;
            INSERT INTO t VALUES (2);
            """));
    }

    [Fact]
    public async Task Run_ReservedColumnName_Throws()
    {
        var error = await Assert.ThrowsAsync<TableDefinitionException>(() => CaptureAsync("reserved", "CREATE TABLE t (id INT PRIMARY KEY, _op INT); INSERT INTO t VALUES (1, 1);"));
        Assert.Contains("_op", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_MinimalRowImage_ThrowsNamingTheSetting()
    {
        var error = await Assert.ThrowsAsync<RowValueException>(() => CaptureAsync(
            "minimal_image",
            "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT); INSERT INTO t VALUES (1, 1, 1); SET SESSION binlog_row_image = 'MINIMAL'; UPDATE t SET a = 2; SET SESSION binlog_row_image = 'FULL';"));
        Assert.Contains("binlog_row_image=FULL", error.Message, StringComparison.Ordinal);
    }

    internal async Task<CapturedRows> CaptureAsync(
        string schema, string sql, Func<CaptureOptions, string, CaptureOptions>? change = null, MemoryObjectStore? store = null, IShapeObserver? shapes = null)
    {
        store ??= new MemoryObjectStore();
        schema = schema.ToLowerInvariant();
        if (schema.Length > 60)
        {
            schema = schema[..60];
        }

        var files = await mysql.WriteAsync(schema, sql);
        await CaptureFilesAsync(files, schema, store, options => change?.Invoke(options, schema) ?? options, shapes);
        return await CapturedRows.ReadAsync(store, "BRAND");
    }

    private static async Task<CaptureProgress> CaptureFilesAsync(
        IReadOnlyList<string> files, string schema, MemoryObjectStore store, Func<CaptureOptions, CaptureOptions>? change = null, IShapeObserver? shapes = null)
    {
        var options = new CaptureOptions { Tables = [$"{schema}.*"] };
        options = change?.Invoke(options) ?? options;
        var capture = new BrandCapture("BRAND", new BinlogFileReader(files), store, options, shapes);
        await capture.RunAsync();
        return capture.Progress;
    }
}

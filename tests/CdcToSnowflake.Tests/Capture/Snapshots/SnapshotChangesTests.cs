using CdcToSnowflake.Capture;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>What happens to tables while they wait or are read, and what a waiting start reads.</summary>
[Collection(MySqlCollection.Name)]
public sealed class SnapshotChangesTests(MySqlFixture mysql)
{
    private const string Schema = "snapshot_changes";

    private static readonly CaptureOptions Options = new() { Tables = [$"{Schema}.*"], Snapshot = new SnapshotOptions { ChunkRows = 50, ParallelTables = 1, RowsPerSecond = 400 } };

    private static string Insert(string table) => $"INSERT INTO {table} WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 400) SELECT i, i FROM n;";

    [Theory]
    [InlineData("ALTER TABLE begun ADD w INT")]
    [InlineData("ALTER TABLE begun MODIFY v BIGINT, ADD w VARCHAR(9) FIRST; UPDATE begun SET w = 'x' WHERE id < 100")]
    [InlineData("TRUNCATE begun; INSERT INTO begun VALUES (1, 5), (500, 6)")]
    [InlineData("DROP TABLE begun; CREATE TABLE begun (id INT PRIMARY KEY, v INT); INSERT INTO begun VALUES (1, 5)")]
    [InlineData("DROP TABLE begun; CREATE TABLE begun (id VARCHAR(5) PRIMARY KEY, v BIGINT NOT NULL, w INT); INSERT INTO begun VALUES ('a', 5, 1)")]
    [InlineData("RENAME TABLE waiting TO other; INSERT INTO other VALUES (1000, 1)")]
    [InlineData("RENAME TABLE waiting TO other; CREATE TABLE waiting (id INT PRIMARY KEY, v INT); INSERT INTO waiting VALUES (1000, 1)")]
    [InlineData("DROP TABLE waiting")]
    [InlineData("ALTER TABLE waiting DROP PRIMARY KEY, ADD PRIMARY KEY (v, id)")]
    [InlineData("CREATE TABLE made (id INT PRIMARY KEY, v INT); INSERT INTO made VALUES (1, 1)")]
    public async Task Run_StatementWhileTablesAreRead_EndsEqualToTheSource(string statement)
    {
        await CreateAsync();
        await using var live = new LiveCapture(mysql.Server, Options);
        await live.UntilAsync(() => live.Progress.Snapshot is { Rows: >= 50 });
        await mysql.Server.ExecuteAsync(statement, Schema);
        await live.UntilCaughtUpAsync();
        await live.StopAsync();

        await AssertEqualAsync(live.Store);
    }

    [Fact]
    public async Task Run_StartedAgain_ReadsNothingTwiceAndWhatCameToBeTaken()
    {
        await CreateAsync();
        var store = new MemoryObjectStore();
        var narrow = Options with { Tables = [$"{Schema}.begun", $"{Schema}.made"], Snapshot = new SnapshotOptions() };
        await using (var live = new LiveCapture(mysql.Server, narrow, store))
        {
            await live.UntilCaughtUpAsync();
            Assert.Equal((1, 400), (live.Progress.Snapshot!.TablesDone, live.Progress.Snapshot.Rows));
            await mysql.Server.ExecuteAsync("CREATE TABLE made (id INT PRIMARY KEY, v INT); INSERT INTO made VALUES (1, 1)", Schema);
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        await using (var live = new LiveCapture(mysql.Server, narrow, store))
        {
            await live.UntilCaughtUpAsync();
            Assert.Equal((0, 0), (live.Progress.Snapshot!.TablesDone, live.Progress.Snapshot.Rows));
            await live.StopAsync();
        }

        await mysql.Server.ExecuteAsync("UPDATE waiting SET v = v + 1 WHERE id = 7", Schema);
        await using (var live = new LiveCapture(mysql.Server, Options with { Snapshot = new SnapshotOptions() }, store))
        {
            await live.UntilCaughtUpAsync();
            Assert.Equal((1, 400), (live.Progress.Snapshot!.TablesDone, live.Progress.Snapshot.Rows));
            await live.StopAsync();
        }

        await AssertEqualAsync(store);
    }

    [Fact]
    public async Task Run_ModeNever_ReadsTheLogFromItsBeginningAndOnlyWhatIsAskedFor()
    {
        await mysql.Server.ExecuteAsync($"DROP DATABASE IF EXISTS {Schema}; RESET BINARY LOGS AND GTIDS");
        await CreateAsync();
        await using var live = new LiveCapture(mysql.Server, Options with { Snapshot = new SnapshotOptions { Mode = SnapshotMode.Never } });
        await live.UntilCaughtUpAsync();
        Assert.Equal((0, 800), (live.Progress.Snapshot!.TablesDone, live.Progress.Rows));
        await live.Capture.RequestSnapshotAsync(Schema, "begun");
        await live.UntilAsync(() => live.Progress.Snapshot is { TablesDone: 1, IsDone: true });
        await live.UntilCaughtUpAsync();
        await live.StopAsync();
        Assert.Equal(400, (await CapturedRows.ReadAsync(live.Store, "BRAND")).Rows.Count(row => (string)row["_OP"]! == "R"));
        await AssertEqualAsync(live.Store);
    }

    [Fact]
    public async Task RequestSnapshot_WarehouseHasOtherRows_SweepsAndMends()
    {
        await CreateAsync();
        await using var live = new LiveCapture(mysql.Server, Options with { Snapshot = new SnapshotOptions { ChunkRows = 30 } });
        await live.UntilCaughtUpAsync();

        // What the log doesn'begun tell.
        await mysql.Server.ExecuteAsync("SET sql_log_bin = 0; DELETE FROM begun WHERE id % 3 = 0; UPDATE begun SET v = -1 WHERE id % 5 = 0; INSERT INTO begun VALUES (9999, 1)", Schema);
        await mysql.Server.ExecuteAsync("UPDATE begun SET v = 4 WHERE id = 1", Schema);
        await live.Capture.RequestSnapshotAsync(Schema, "begun");
        await live.UntilAsync(() => live.Progress.Snapshot is { TablesDone: 3, IsDone: true });
        await mysql.Server.ExecuteAsync("UPDATE begun SET v = 5 WHERE id = 2", Schema);
        await live.UntilCaughtUpAsync();
        await live.StopAsync();
        await AssertEqualAsync(live.Store);
    }

    [Fact]
    public async Task RequestSnapshot_CaptureIsNotRunning_IsAnsweredByTheNextOne()
    {
        await CreateAsync();
        var store = new MemoryObjectStore();
        await using (var live = new LiveCapture(mysql.Server, Options with { Snapshot = new SnapshotOptions() }, store))
        {
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
            await live.Capture.RequestSnapshotAsync(Schema, "waiting");
        }

        await mysql.Server.ExecuteAsync("SET sql_log_bin = 0; DELETE FROM waiting WHERE id < 100", Schema);
        await using (var live = new LiveCapture(mysql.Server, Options with { Snapshot = new SnapshotOptions() }, store))
        {
            await live.UntilCaughtUpAsync();
            Assert.Equal((1, 301), (live.Progress.Snapshot!.TablesDone, live.Progress.Snapshot.Rows));
            await live.StopAsync();
        }

        await AssertEqualAsync(store);
    }

    [Fact]
    public async Task Run_TableWithoutKey_RefusesWithTheRemedy()
    {
        await mysql.Server.ExecuteAsync($"DROP DATABASE IF EXISTS {Schema}; CREATE DATABASE {Schema}; CREATE TABLE {Schema}.begun (id INT)");
        await using var live = new LiveCapture(mysql.Server, Options);
        var error = await Assert.ThrowsAsync<KeylessTableException>(() => live.Run.WaitAsync(TimeSpan.FromMinutes(2)));
        Assert.Equal("begun", error.Table);
    }

    [Fact]
    public async Task Run_TablesWithoutKeyAreLeftOut_AndAreTakenWholeOnceTheyHaveOne()
    {
        await mysql.Server.ExecuteAsync(
            $"DROP DATABASE IF EXISTS {Schema}; CREATE DATABASE {Schema}; USE {Schema}; CREATE TABLE t (id INT PRIMARY KEY, v INT); INSERT INTO t VALUES (1, 1), (2, 2); CREATE TABLE begun AS SELECT * FROM t");
        var options = Options with { KeylessTables = KeylessTables.LeaveOut };
        var store = new MemoryObjectStore();
        await using (var live = new LiveCapture(mysql.Server, options, store))
        {
            await live.UntilCaughtUpAsync();
            Assert.Equal([$"{Schema}.begun"], live.Progress.LeftOutTables);
            await mysql.Server.ExecuteAsync("CREATE TABLE made AS SELECT * FROM t; CREATE TABLE gone AS SELECT * FROM t; INSERT INTO begun VALUES (3, 3); INSERT INTO t VALUES (3, 3)", Schema);
            await live.UntilCaughtUpAsync();
            Assert.Equal([$"{Schema}.begun", $"{Schema}.made", $"{Schema}.gone"], live.Progress.LeftOutTables);
            await mysql.Server.ExecuteAsync("DROP TABLE gone; ALTER TABLE made ADD PRIMARY KEY (id); UPDATE made SET v = 9 WHERE id = 2; INSERT INTO made VALUES (4, 4)", Schema);
            await live.UntilCaughtUpAsync();
            Assert.Equal([$"{Schema}.begun"], live.Progress.LeftOutTables);
            await live.StopAsync();
        }

        await mysql.Server.ExecuteAsync("ALTER TABLE begun ADD PRIMARY KEY (id); INSERT INTO begun VALUES (5, 5)", Schema);
        await using (var live = new LiveCapture(mysql.Server, options, store))
        {
            await live.UntilCaughtUpAsync();
            Assert.Empty(live.Progress.LeftOutTables);

            // What it has in the warehouse would stay as it is.
            await mysql.Server.ExecuteAsync("ALTER TABLE t DROP PRIMARY KEY; INSERT INTO t VALUES (1, 1)", Schema);
            var error = await Assert.ThrowsAsync<KeylessTableException>(() => live.Run.WaitAsync(TimeSpan.FromMinutes(2)));
            Assert.Equal("t", error.Table);
        }

        var captured = await CapturedRows.ReadAsync(store, "BRAND");
        await MergedRows.AssertEqualAsync(mysql.Server, captured, Schema, "made", ["id"], "v");
        await MergedRows.AssertEqualAsync(mysql.Server, captured, Schema, "begun", ["id"], "v");
        Assert.Empty(captured.Of($"{Schema}.gone"));
    }

    [Fact]
    public async Task Run_AccountWithoutSelect_RefusesWithTheRemedy()
    {
        await CreateAsync();
        await mysql.Server.ExecuteAsync($"CREATE USER IF NOT EXISTS blind@'%' IDENTIFIED BY ''; GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO blind@'%'; GRANT INSERT ON {Schema}.* TO blind@'%'");
        var text = new MySqlConnector.MySqlConnectionStringBuilder(mysql.Server.ConnectionString) { UserID = "blind" };
        await using var live = new LiveCapture(mysql.Server, Options, snapshots: new MySqlSnapshotSource(text.ConnectionString));
        var error = await Assert.ThrowsAsync<SnapshotException>(() => live.Run.WaitAsync(TimeSpan.FromMinutes(2)));
        Assert.Contains("needs SELECT", error.Message, StringComparison.Ordinal);
        await mysql.Server.ExecuteAsync("DROP USER blind@'%'");
    }

    [Fact]
    public async Task Run_ConnectionsKilledWhileReading_GoesOnAndEndsEqual()
    {
        await CreateAsync();
        await using var live = new LiveCapture(mysql.Server, Options);
        await live.UntilAsync(() => live.Progress.Snapshot is { Rows: >= 50 });
        await using var connection = await mysql.Server.OpenAsync();
        await using var find = new MySqlConnector.MySqlCommand("SELECT GROUP_CONCAT(ID) FROM information_schema.PROCESSLIST WHERE COMMAND <> 'Daemon' AND ID <> CONNECTION_ID()", connection);
        foreach (var id in ((string)(await find.ExecuteScalarAsync())!).Split(','))
        {
            try
            {
                await mysql.Server.ExecuteAsync($"KILL {id}");
            }
            catch (MySqlConnector.MySqlException e) when (e.ErrorCode == MySqlConnector.MySqlErrorCode.NoSuchThread)
            {
                // It has gone by itself meanwhile.
            }
        }

        await live.UntilCaughtUpAsync();
        await live.StopAsync();
        await AssertEqualAsync(live.Store);
    }

    private Task CreateAsync() => mysql.Server.ExecuteAsync(
        $"DROP DATABASE IF EXISTS {Schema}; CREATE DATABASE {Schema}; USE {Schema}; CREATE TABLE begun (id INT PRIMARY KEY, v INT); {Insert("begun")} CREATE TABLE waiting (id INT PRIMARY KEY, v INT); {Insert("waiting")}");

    private async Task AssertEqualAsync(MemoryObjectStore store)
    {
        var captured = await CapturedRows.ReadAsync(store, "BRAND");
        foreach (var table in await TablesAsync())
        {
            await MergedRows.AssertEqualAsync(mysql.Server, captured, Schema, table, ["id"], "v");
        }
    }

    private async Task<List<string>> TablesAsync()
    {
        await using var connection = await mysql.Server.OpenAsync(Schema);
        await using var command = new MySqlConnector.MySqlCommand("SHOW TABLES", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new List<string>();
        while (await reader.ReadAsync())
        {
            tables.Add(reader.GetString(0));
        }

        return tables;
    }
}

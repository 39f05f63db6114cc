using System.Diagnostics;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Tests.Servers;
using MySqlConnector;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>The log says more of a table than the memory should hold while its SELECT is held up.</summary>
[Collection(MySqlCollection.Name)]
public sealed class HeldSelectTests(MySqlFixture mysql)
{
    private const string Schema = "held_select";

    private static readonly CaptureOptions Options = new() { Tables = [$"{Schema}.*"], Snapshot = new SnapshotOptions { MostTouchedKeys = 10 } };

    [Fact]
    public async Task Run_WaitsForASelect_CanBeStopped()
    {
        await mysql.Server.ExecuteAsync($"DROP DATABASE IF EXISTS {Schema}; CREATE DATABASE {Schema}; USE {Schema}; CREATE TABLE t (id INT PRIMARY KEY, v INT); "
            + "INSERT INTO t WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 40) SELECT i, i FROM n");
        await using var live = new LiveCapture(mysql.Server, Options);
        await live.UntilCaughtUpAsync();
        await using var session = await mysql.Server.OpenAsync(Schema);
        await using (var hold = new MySqlCommand("LOCK TABLES t WRITE", session))
        {
            await hold.ExecuteNonQueryAsync();
        }

        await live.Capture.RequestSnapshotAsync(Schema, "t");
        await live.UntilAsync(() => live.Progress.Snapshot is { TablesLeft: 1 });
        await UntilHeldAsync();
        var rows = live.Progress.Rows;
        await using (var update = new MySqlCommand("UPDATE t SET v = 0 WHERE id <= 20", session))
        {
            await update.ExecuteNonQueryAsync();
        }

        await live.UntilAsync(() => live.Progress.Rows == rows + 20);
        try
        {
            await live.StopAsync().WaitAsync(TimeSpan.FromMinutes(1));
        }
        finally
        {
            await using var release = new MySqlCommand("UNLOCK TABLES", session);
            await release.ExecuteNonQueryAsync();
        }
    }

    // Nothing tells how long one SELECT of a whole table takes, and what it finds is of no use by then.
    [Fact]
    public async Task Run_TableIsReadWholeAndWrittenMuch_OthersAreCommittedMeanwhileAndItIsReadAtThePaceOfAll()
    {
        const int Rows = 40;
        await mysql.Server.ExecuteAsync($"DROP DATABASE IF EXISTS {Schema}; CREATE DATABASE {Schema}; USE {Schema}; CREATE TABLE t (id FLOAT PRIMARY KEY, v INT); "
            + $"INSERT INTO t WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < {Rows}) SELECT i, i FROM n");
        await using var live = new LiveCapture(mysql.Server, Options with { Snapshot = Options.Snapshot with { RowsPerSecond = Rows / 2 } });
        await live.UntilCaughtUpAsync();
        await using var session = await mysql.Server.OpenAsync(Schema);
        await ExecuteAsync(session, "LOCK TABLES t WRITE");
        await live.Capture.RequestSnapshotAsync(Schema, "t");
        await UntilHeldAsync();
        var rows = live.Progress.Rows;
        await ExecuteAsync(session, "UPDATE t SET v = 0 WHERE id <= 20");
        await live.UntilAsync(() => live.Progress.CommittedRows == rows + 20);

        var clock = Stopwatch.StartNew();
        await ExecuteAsync(session, "UNLOCK TABLES");
        await live.UntilAsync(() => live.Progress.Snapshot is { TablesDone: 2, IsDone: true });
        Assert.True(clock.Elapsed >= TimeSpan.FromSeconds(2), $"{Rows} rows that were thrown away, and as many again, were read in {clock.Elapsed}.");
        await live.UntilCaughtUpAsync();
        await live.StopAsync();
        await MergedRows.AssertEqualAsync(mysql.Server, await CapturedRows.ReadAsync(live.Store, "BRAND"), Schema, "t", ["id"], "v");
    }

    // Nothing in the log says it but the row, and the chunk that is on its way doesn't have the column.
    [Fact]
    public async Task Run_AlteredWithoutALogWhileAChunkIsRead_LaterChunksHaveTheColumn()
    {
        await mysql.Server.ExecuteAsync($"DROP DATABASE IF EXISTS {Schema}; CREATE DATABASE {Schema}; USE {Schema}; CREATE TABLE t (id INT PRIMARY KEY, v INT); "
            + "INSERT INTO t WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 40) SELECT i, i FROM n");
        await using var live = new LiveCapture(mysql.Server, Options with { Snapshot = new SnapshotOptions { ChunkRows = 10, RowsPerSecond = 10 } });
        await live.UntilAsync(() => live.Progress.Snapshot is { Rows: 10 });
        await using var session = await mysql.Server.OpenAsync(Schema);
        await ExecuteAsync(session, "LOCK TABLES t WRITE");
        await UntilHeldAsync();
        var rows = live.Progress.Rows;
        await ExecuteAsync(session, "SET sql_log_bin = 0; ALTER TABLE t ADD w INT; SET sql_log_bin = 1; UPDATE t SET w = 7 WHERE id = 40");
        await live.UntilAsync(() => live.Progress.Rows == rows + 1);
        await ExecuteAsync(session, "UNLOCK TABLES");
        await live.UntilCaughtUpAsync();
        await live.StopAsync();
        await MergedRows.AssertEqualAsync(mysql.Server, await CapturedRows.ReadAsync(live.Store, "BRAND"), Schema, "t", ["id"], "v", "w");
    }

    private static async Task ExecuteAsync(MySqlConnection session, string sql)
    {
        await using var command = new MySqlCommand(sql, session);
        await command.ExecuteNonQueryAsync();
    }

    private async Task UntilHeldAsync()
    {
        await using var connection = await mysql.Server.OpenAsync();
        await using var waiting = new MySqlCommand($"SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE STATE LIKE 'Waiting for table%' AND INFO LIKE '%{Schema}%' AND ID <> CONNECTION_ID()", connection);
        for (var i = 0; Convert.ToInt64(await waiting.ExecuteScalarAsync(), null) == 0; i++)
        {
            Assert.True(i < 600, "A minute has passed.");
            await Task.Delay(100);
        }
    }
}

using System.Diagnostics;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Tests.Servers;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary><see cref="SnapshotOptions.RowsPerSecond"/> on a server.</summary>
[Collection(MySqlCollection.Name)]
public sealed class PacedSnapshotTests(MySqlFixture mysql)
{
    [Fact]
    public async Task Run_TwoTablesAtOnce_TakeTheTimeThatTheirRowsAreAllowedTogether()
    {
        await mysql.Server.ExecuteAsync(
            "DROP DATABASE IF EXISTS paced; CREATE DATABASE paced; USE paced; CREATE TABLE a (id INT PRIMARY KEY); CREATE TABLE b (id INT PRIMARY KEY); "
            + "INSERT INTO a WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 200) SELECT i FROM n; INSERT INTO b SELECT id FROM a");
        var clock = Stopwatch.StartNew();
        await using var live = new LiveCapture(mysql.Server, new CaptureOptions { Tables = ["paced.*"], Snapshot = new SnapshotOptions { ChunkRows = 50, ParallelTables = 2, RowsPerSecond = 100 } });
        await live.UntilCaughtUpAsync();

        // All but the last two chunks, which may have begun at once, are waited for. How much longer it takes is the machine's affair.
        Assert.True(clock.Elapsed >= TimeSpan.FromSeconds(3), $"400 rows at 100 a second were read in {clock.Elapsed}.");
        await live.StopAsync();
        Assert.Equal(400, (await CapturedRows.ReadAsync(live.Store, "BRAND")).Rows.Count);
    }

    // The new file's first events aren't shown, and the next chunk ends after them: nothing shown comes until the next heartbeat, which this test won't live to see.
    [Fact]
    public async Task Run_LogRotatesOnAnIdleSource_GoesOnWithoutAHeartbeat()
    {
        await mysql.Server.ExecuteAsync(
            "DROP DATABASE IF EXISTS paced_idle; CREATE DATABASE paced_idle; USE paced_idle; CREATE TABLE t (id INT PRIMARY KEY); "
            + "INSERT INTO t WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 400) SELECT i FROM n");
        await using var client = new BinlogClient(BinlogClientOptions.Parse(mysql.Server.ConnectionString) with { HeartbeatPeriod = TimeSpan.FromHours(1) });
        await using var live = new LiveCapture(
            mysql.Server, new CaptureOptions { Tables = ["paced_idle.*"], Snapshot = new SnapshotOptions { ChunkRows = 50, RowsPerSecond = 200 } }, reader: client);
        await live.UntilAsync(() => live.Progress.Snapshot is { Rows: >= 50 });
        await mysql.Server.ExecuteAsync("FLUSH BINARY LOGS");
        Assert.InRange(live.Progress.Rows, 50, 350);
        await live.UntilAsync(() => live.Progress is { Snapshot: { IsDone: true, Rows: 400 }, CommittedRows: 400 });
        await live.StopAsync();
    }
}

using CdcToSnowflake.Capture;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;
using MySqlConnector;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>Rows from a replica, the log from its source.</summary>
public sealed class ReplicaSnapshotTests
{
    [Theory]
    [InlineData("ON")]
    [InlineData("OFF")]
    public async Task Run_ReplicaIsBehind_ReadsItOnceItHasWhatTheLogHas(string gtidMode)
    {
        string[] arguments = [$"--gtid-mode={gtidMode}", $"--enforce-gtid-consistency={gtidMode}"];
        await using var primary = await MySqlServer.StartAsync(new() { Arguments = arguments });
        await using var replica = await MySqlServer.StartAsync(new() { Arguments = arguments, ServerId = 2 });
        await primary.ExecuteAsync("CREATE USER repl@'%' IDENTIFIED BY 'r'; GRANT REPLICATION SLAVE ON *.* TO repl@'%'; RESET BINARY LOGS AND GTIDS");
        await replica.ExecuteAsync(
            $"CHANGE REPLICATION SOURCE TO SOURCE_HOST = '{primary.Host}', SOURCE_PORT = {primary.Port}, SOURCE_USER = 'repl', SOURCE_PASSWORD = 'r', GET_SOURCE_PUBLIC_KEY = 1, "
            + $"{(gtidMode == "ON" ? "SOURCE_AUTO_POSITION = 1" : "SOURCE_LOG_FILE = 'binlog.000001', SOURCE_LOG_POS = 4")}; START REPLICA");
        await primary.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY, v VARCHAR(10)); INSERT INTO d.t VALUES (1, 'old')");
        await using var live = new LiveCapture(primary, new CaptureOptions { Tables = ["d.*"] }, snapshots: new MySqlSnapshotSource(primary.ConnectionString, replica.ConnectionString));
        await live.UntilCaughtUpAsync();

        // A lock that the replica's applier waits for; a SELECT doesn't.
        await replica.ExecuteAsync("SET sql_log_bin = 0; INSERT INTO d.t VALUES (2, 'only here')");
        await using var session = await replica.OpenAsync("d");
        await using var holding = new MySqlCommand("BEGIN; SELECT * FROM t WHERE id = 1 FOR UPDATE", session);
        await holding.ExecuteNonQueryAsync();
        var transactions = live.Progress.Transactions;
        await primary.ExecuteAsync("UPDATE d.t SET v = 'new' WHERE id = 1");
        await live.UntilAsync(() => live.Progress.Transactions > transactions);
        await live.Capture.RequestSnapshotAsync("d", "t");

        // Time enough to read what is older than the log, for a snapshot that would.
        await Task.Delay(1500);
        await using var release = new MySqlCommand("ROLLBACK", session);
        await release.ExecuteNonQueryAsync();
        await live.UntilAsync(() => live.Progress.Snapshot is { TablesDone: 2, IsDone: true } && live.Progress.CommittedRows == live.Progress.Rows);
        await live.StopAsync();

        var rows = (await CapturedRows.ReadAsync(live.Store, "BRAND")).Rows.Select(row => $"{row["_OP"]} {row["id"]} {row["v"]}");
        Assert.Equal(["R 1 old", "U 1 new", "R 1 new", "R 2 only here"], rows);
    }

    [Fact]
    public async Task Run_ReplicaThatDoesNotReplicate_RefusesWithTheRemedy()
    {
        string[] arguments = ["--gtid-mode=OFF", "--enforce-gtid-consistency=OFF"];
        await using var primary = await MySqlServer.StartAsync(new() { Arguments = arguments });
        await using var other = await MySqlServer.StartAsync(new() { Arguments = arguments, ServerId = 2 });
        await primary.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY)");
        await using var live = new LiveCapture(primary, new CaptureOptions { Tables = ["d.*"] }, snapshots: new MySqlSnapshotSource(primary.ConnectionString, other.ConnectionString));
        var error = await Assert.ThrowsAsync<SnapshotException>(() => live.Run.WaitAsync(TimeSpan.FromMinutes(2)));
        Assert.Contains("START REPLICA", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ReplicaLeavesATableOut_RefusesWithTheRemedy()
    {
        await using var primary = await StartAsync();
        await using var replica = await StartAsync(2, "--replicate-ignore-table=d.t");
        await Replication.FollowAsync(primary, replica);
        await primary.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.s (id INT PRIMARY KEY); CREATE TABLE d.t (id INT PRIMARY KEY); INSERT INTO d.s VALUES (1); INSERT INTO d.t VALUES (1)");
        await using var live = new LiveCapture(primary, new CaptureOptions { Tables = ["d.*"] }, snapshots: new MySqlSnapshotSource(primary.ConnectionString, replica.ConnectionString));
        var error = await Assert.ThrowsAsync<SnapshotException>(live.UntilCaughtUpAsync);
        Assert.Equal(("d", "t"), (error.Schema, error.Table));
        Assert.Contains("replicate", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ReplicaHasATableNotYet_IsWaitedFor()
    {
        await using var primary = await StartAsync();
        await using var replica = await StartAsync(2);
        await Replication.FollowAsync(primary, replica);
        await primary.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.s (id INT PRIMARY KEY, v INT); INSERT INTO d.s VALUES (1, 1)");
        var (store, source) = (new MemoryObjectStore(), new MySqlSnapshotSource(primary.ConnectionString, replica.ConnectionString));
        await using (var live = new LiveCapture(primary, new CaptureOptions { Tables = ["d.*"] }, store, source))
        {
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        // Not in the log after the start's place at the replica, but in the list of the primary's tables.
        await replica.ExecuteAsync("STOP REPLICA SQL_THREAD");
        await primary.ExecuteAsync("CREATE TABLE d.late (id INT PRIMARY KEY, v INT); INSERT INTO d.late VALUES (1, 1); DROP TABLE d.s");
        await using (var live = new LiveCapture(primary, new CaptureOptions { Tables = ["d.*"] }, store, source))
        {
            await live.UntilAsync(() => live.Progress.Snapshot is { TablesLeft: 1 });
            await Task.Delay(1500); // time enough to take it for gone
            await replica.ExecuteAsync("START REPLICA SQL_THREAD");
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        await MergedRows.AssertEqualAsync(primary, await CapturedRows.ReadAsync(store, "BRAND"), "d", "late", ["id"], "v");
    }

    [Fact]
    public async Task Run_ReplicaStandsWhileItsTableIsWrittenALot_CutsGoOn()
    {
        await using var primary = await StartAsync();
        await using var replica = await StartAsync(2);
        await Replication.FollowAsync(primary, replica);
        await primary.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY, v INT); INSERT INTO d.t WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 40) SELECT i, i FROM n");
        var options = new CaptureOptions { Tables = ["d.*"], Snapshot = new SnapshotOptions { MostTouchedKeys = 10 } };
        await using var live = new LiveCapture(primary, options, snapshots: new MySqlSnapshotSource(primary.ConnectionString, replica.ConnectionString));
        await live.UntilCaughtUpAsync();
        await replica.ExecuteAsync("STOP REPLICA SQL_THREAD");
        try
        {
            await primary.ExecuteAsync("UPDATE d.t SET v = -1 WHERE id = 1");
            await live.UntilAsync(() => live.Progress is { Rows: 41, CommittedRows: 41 });
            await live.Capture.RequestSnapshotAsync("d", "t");
            await live.UntilAsync(() => live.Progress.Snapshot is { TablesLeft: 1 });
            await primary.ExecuteAsync("UPDATE d.t SET v = -2 WHERE id <= 20; UPDATE d.t SET v = -3 WHERE id = 2");
            await live.UntilAsync(() => live.Progress is { Rows: 62, CommittedRows: 62 });
        }
        finally
        {
            await replica.ExecuteAsync("START REPLICA SQL_THREAD");
        }

        await live.UntilAsync(() => live.Progress.Snapshot is { TablesDone: 2, IsDone: true });
        await live.UntilCaughtUpAsync();
        await live.StopAsync();
        await MergedRows.AssertEqualAsync(primary, await CapturedRows.ReadAsync(live.Store, "BRAND"), "d", "t", ["id"], "v");
    }

    private static async Task<MySqlServer> StartAsync(int serverId = 1, params string[] arguments) => await MySqlServer.StartAsync(new() { ServerId = serverId, Arguments = arguments });
}

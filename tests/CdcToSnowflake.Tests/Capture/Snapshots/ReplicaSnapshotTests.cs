using CdcToSnowflake.Capture;
using CdcToSnowflake.TestServers;
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
}

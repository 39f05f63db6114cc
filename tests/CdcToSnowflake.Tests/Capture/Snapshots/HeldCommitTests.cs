using CdcToSnowflake.Capture;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>A commit that is in the log already and not visible yet, held there by semi-synchronous replication: what a SELECT says then is older than the log.</summary>
public sealed class HeldCommitTests
{
    [Fact]
    public async Task Run_MySqlWithGtids_SnapshotWaitsForWhatTheLogHas()
    {
        await using var server = await MySqlServer.StartAsync();
        await AssertWaitsAsync(server, "source", "INSTALL PLUGIN rpl_semi_sync_source SONAME 'semisync_source.so'");
    }

    [Fact]
    public async Task Run_MySqlWithoutGtids_SnapshotWaitsForWhatTheLogHas()
    {
        await using var server = await MySqlServer.StartAsync(new() { Arguments = ["--gtid-mode=OFF", "--enforce-gtid-consistency=OFF", "--performance-schema=ON"] });
        await AssertWaitsAsync(server, "source", "INSTALL PLUGIN rpl_semi_sync_source SONAME 'semisync_source.so'");
    }

    [Fact]
    public async Task Run_MariaDb_SnapshotWaitsForWhatTheLogHas()
    {
        await using var server = await MariaDbServer.StartAsync();
        await AssertWaitsAsync(server, "master", "SET GLOBAL rpl_semi_sync_master_wait_point = 'AFTER_SYNC'");
    }

    [Fact]
    public async Task Run_MySqlThatCanNotTell_RefusesWithTheRemedy()
    {
        await using var server = await MySqlServer.StartAsync(new() { Arguments = ["--gtid-mode=OFF", "--enforce-gtid-consistency=OFF", "--performance-schema=ON", "--performance-schema-instrument=wait/lock/metadata/sql/mdl=OFF"] });
        await server.ExecuteAsync("CREATE DATABASE held; CREATE TABLE held.t (id INT PRIMARY KEY)");
        await using var live = new LiveCapture(server, new CaptureOptions { Tables = ["held.*"] });
        var error = await Assert.ThrowsAsync<SnapshotException>(() => live.Run.WaitAsync(TimeSpan.FromMinutes(2)));
        Assert.Contains("gtid_mode = ON", error.Message, StringComparison.Ordinal);
        Assert.Equal(("held", "t"), (error.Schema, error.Table));
    }

    private static async Task AssertWaitsAsync(DatabaseServer server, string role, string prepare)
    {
        await server.ExecuteAsync($"{prepare}; CREATE DATABASE held; CREATE TABLE held.t (id INT PRIMARY KEY, v VARCHAR(10)); INSERT INTO held.t VALUES (1, 'old'), (2, 'same')");
        await using var live = new LiveCapture(server, new CaptureOptions { Tables = ["held.*"] });
        await live.UntilCaughtUpAsync();

        await server.ExecuteAsync($"SET GLOBAL rpl_semi_sync_{role}_timeout = 600000; SET GLOBAL rpl_semi_sync_{role}_wait_no_{(role == "source" ? "replica" : "slave")} = ON; SET GLOBAL rpl_semi_sync_{role}_enabled = ON");
        var transactions = live.Progress.Transactions;
        var held = server.ExecuteAsync("UPDATE held.t SET v = 'new' WHERE id = 1");
        await live.UntilAsync(() => live.Progress.Transactions > transactions);
        Assert.False(held.IsCompleted);
        await live.Capture.RequestSnapshotAsync("held", "t");

        // Time enough to read what isn't visible yet, for a snapshot that would.
        await Task.Delay(1500);
        Assert.False(held.IsCompleted);
        await server.ExecuteAsync($"SET GLOBAL rpl_semi_sync_{role}_enabled = OFF");
        await held;
        await live.UntilAsync(() => live.Progress.Snapshot is { TablesDone: 2, IsDone: true } && live.Progress.CommittedRows == live.Progress.Rows);
        await live.StopAsync();

        var rows = (await CapturedRows.ReadAsync(live.Store, "BRAND")).Rows.Select(row => $"{row["_OP"]} {row["id"]} {row["v"]}");
        Assert.Equal(["R 1 old", "R 2 same", "U 1 new", "R 1 new", "R 2 same"], rows);
    }
}

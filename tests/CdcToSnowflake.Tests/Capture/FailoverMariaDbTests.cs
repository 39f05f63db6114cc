using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Capture;

public sealed class FailoverMariaDbTests : FailoverContract
{
    // As an operator does who alters a replica: MariaDB's GTIDs of one domain go up, and a replica's own would collide with its source's.
    protected override string OwnStatement => "SET gtid_domain_id = 7; ALTER TABLE d.t ADD w INT";

    [Theory]
    [InlineData("--server-id=1", false)]
    [InlineData("--server-id=9", true)]
    public async Task Run_ServerRestoredToAnEarlierTime_Refused(string argument, bool wroteMore)
    {
        using var copy = new TemporaryFolder();
        await using var server = await MariaDbServer.StartAsync();
        await server.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY); INSERT INTO d.t VALUES (1)");
        await server.StopAsync();
        Copy(server.DataFolder, copy.Path);
        await server.StartAgainAsync();
        await server.ExecuteAsync("INSERT INTO d.t VALUES (2); INSERT INTO d.t VALUES (3)");
        var store = await CaptureAsync(server);
        await server.StopAsync();
        Restore(copy.Path, server.DataFolder);
        await server.StartAgainAsync([argument]);
        if (wroteMore)
        {
            await server.ExecuteAsync("INSERT INTO d.t VALUES (12); INSERT INTO d.t VALUES (13); INSERT INTO d.t VALUES (14)");
        }

        var error = await RefusedAsync(server, store);
        Assert.Contains("restored to an earlier time", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ServerRestoredUnderItsOldIdAndWroteMoreThanWasCaptured_Refused()
    {
        using var copy = new TemporaryFolder();
        await using var server = await MariaDbServer.StartAsync();
        await RefusedAfterRestoreAsync(server, copy.Path);
    }

    protected override async Task<DatabaseServer> StartAsync(int serverId, string logName) =>
        await MariaDbServer.StartAsync(new() { ServerId = serverId, Arguments = [$"--log-bin={logName}", "--log-slave-updates=ON"] });

    protected override Task FollowAsync(DatabaseServer source, DatabaseServer replica) => replica.ExecuteAsync(
        $"CHANGE MASTER TO MASTER_HOST = '{source.Host}', MASTER_PORT = {source.Port}, MASTER_USER = 'root', MASTER_PASSWORD = '', MASTER_USE_GTID = slave_pos; START SLAVE");

    protected override async Task CatchUpAsync(DatabaseServer source, DatabaseServer replica)
    {
        await using var from = await source.OpenAsync();
        await using var position = new MySqlConnector.MySqlCommand("SELECT @@GLOBAL.gtid_binlog_pos", from);
        var gtids = (string)(await position.ExecuteScalarAsync())!;
        await using var to = await replica.OpenAsync();
        await using var wait = new MySqlConnector.MySqlCommand($"SELECT MASTER_GTID_WAIT('{gtids}', 100)", to) { CommandTimeout = 120 };
        Assert.Equal(0L, Convert.ToInt64(await wait.ExecuteScalarAsync(), null));
    }

    protected override Task StopApplyingAsync(DatabaseServer replica) => replica.ExecuteAsync("STOP SLAVE SQL_THREAD");

    protected override Task PromoteAsync(DatabaseServer replica) => replica.ExecuteAsync("STOP SLAVE; RESET SLAVE ALL");
}

using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Capture;

public sealed class FailoverMySqlTests : FailoverContract
{
    [Fact]
    public async Task Run_AnotherServerWithoutGtids_RefusedByItsUuid()
    {
        string[] arguments = ["--gtid-mode=OFF", "--enforce-gtid-consistency=OFF", "--performance-schema=ON"];
        await using var server = await MySqlServer.StartAsync(new() { Arguments = arguments });
        await using var other = await MySqlServer.StartAsync(new() { Arguments = arguments, ServerId = 2 });
        const string Work = "CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY); INSERT INTO d.t VALUES (1)";
        await server.ExecuteAsync(Work);
        await other.ExecuteAsync(Work);
        var store = await CaptureAsync(server);

        var error = await RefusedAsync(other, store);
        Assert.Contains("whose files of the same name hold something else", error.Message, StringComparison.Ordinal);
        Assert.Contains("gtid_mode = ON", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_ServerRestoredToAnEarlierTime_Refused(bool hasNewUuid)
    {
        using var copy = new TemporaryFolder();
        await using var server = await MySqlServer.StartAsync();
        await server.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY); INSERT INTO d.t VALUES (1)");
        await server.StopAsync();
        Copy(server.DataFolder, copy.Path);
        await server.StartAgainAsync();
        await server.ExecuteAsync("INSERT INTO d.t VALUES (2); INSERT INTO d.t VALUES (3)");
        var store = await CaptureAsync(server);
        await server.StopAsync();
        Restore(copy.Path, server.DataFolder);
        if (hasNewUuid)
        {
            File.Delete(Path.Combine(server.DataFolder, "auto.cnf"));
        }

        await server.StartAgainAsync();
        await RefusedAsync(server, store);
        if (hasNewUuid)
        {
            await server.ExecuteAsync("INSERT INTO d.t VALUES (12); INSERT INTO d.t VALUES (13); INSERT INTO d.t VALUES (14)");
            var error = await RefusedAsync(server, store);
            Assert.Contains("restored to an earlier time", error.Message, StringComparison.Ordinal);
        }

        await ReadAgainAsync(server, store);
    }

    // By name, GTIDs and size its log goes on where the last cut ended.
    [Theory]
    [InlineData("ON")]
    [InlineData("OFF")]
    public async Task Run_ServerRestoredUnderItsOldUuidAndWroteMoreThanWasCaptured_Refused(string gtids)
    {
        using var copy = new TemporaryFolder();
        await using var server = await MySqlServer.StartAsync(new() { Arguments = [$"--gtid-mode={gtids}", $"--enforce-gtid-consistency={gtids}", "--performance-schema=ON"] });
        await RefusedAfterRestoreAsync(server, copy.Path);
    }

    // Where files and offsets tell the place, an offset that is an event's end in the new file as well looks right.
    [Fact]
    public async Task Run_LogsWithoutGtidsResetAndWrittenAlike_Refused()
    {
        await using var server = await MySqlServer.StartAsync(new() { Arguments = ["--gtid-mode=OFF", "--enforce-gtid-consistency=OFF", "--performance-schema=ON"] });
        await server.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY); RESET BINARY LOGS AND GTIDS; INSERT INTO d.t VALUES (1)");
        var store = await CaptureAsync(server);
        await server.ExecuteAsync("INSERT INTO d.t VALUES (2)");
        await CaptureAsync(server, store);
        await server.ExecuteAsync("RESET BINARY LOGS AND GTIDS; INSERT INTO d.t VALUES (3); INSERT INTO d.t VALUES (4); INSERT INTO d.t VALUES (5)");

        var error = await RefusedAsync(server, store);
        Assert.Contains("has something else in its place", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_LogsResetAndGtidsUsedAgain_Refused()
    {
        await using var server = await MySqlServer.StartAsync();
        await server.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY); FLUSH BINARY LOGS");
        var store = await CaptureAsync(server);
        await server.ExecuteAsync("INSERT INTO d.t VALUES (1)");
        await CaptureAsync(server, store);
        await server.ExecuteAsync("RESET BINARY LOGS AND GTIDS; INSERT INTO d.t VALUES (2)");
        await RefusedAsync(server, store);

        await server.ExecuteAsync(string.Concat(Enumerable.Range(10, 20).Select(id => $"INSERT INTO d.t VALUES ({id}); ")));
        var error = await RefusedAsync(server, store);
        Assert.Contains("binlogs were reset", error.Message, StringComparison.Ordinal);

        // So does a server whose last event nobody wrote down, as releases before did.
        ForgetLastEvent(store);
        error = await RefusedAsync(server, store);
        Assert.Contains("binlogs were reset", error.Message, StringComparison.Ordinal);
        await ReadAgainAsync(server, store);
    }

    protected override async Task<DatabaseServer> StartAsync(int serverId, string logName) => await MySqlServer.StartAsync(new() { ServerId = serverId, Arguments = [$"--log-bin={logName}"] });

    protected override Task FollowAsync(DatabaseServer source, DatabaseServer replica) => replica.ExecuteAsync(
        $"CHANGE REPLICATION SOURCE TO SOURCE_HOST = '{source.Host}', SOURCE_PORT = {source.Port}, SOURCE_USER = 'root', SOURCE_PASSWORD = '', SOURCE_AUTO_POSITION = 1, GET_SOURCE_PUBLIC_KEY = 1; START REPLICA");

    protected override async Task CatchUpAsync(DatabaseServer source, DatabaseServer replica) =>
        Assert.Equal(0L, await ScalarAsync(replica, $"SELECT WAIT_FOR_EXECUTED_GTID_SET('{await ScalarAsync(source, "SELECT REPLACE(@@GLOBAL.gtid_executed, '\\n', '')")}', 100)"));

    protected override Task StopApplyingAsync(DatabaseServer replica) => replica.ExecuteAsync("STOP REPLICA SQL_THREAD");

    protected override Task PromoteAsync(DatabaseServer replica) => replica.ExecuteAsync("STOP REPLICA; RESET REPLICA ALL");

    private static async Task<object?> ScalarAsync(DatabaseServer server, string sql)
    {
        await using var connection = await server.OpenAsync();
        await using var command = new MySqlConnector.MySqlCommand(sql, connection) { CommandTimeout = 120 };
        return await command.ExecuteScalarAsync() is var value && value is int or long ? Convert.ToInt64(value, null) : value;
    }
}

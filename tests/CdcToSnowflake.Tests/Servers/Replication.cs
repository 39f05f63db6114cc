using CdcToSnowflake.TestServers;
using MySqlConnector;

namespace CdcToSnowflake.Tests.Servers;

/// <summary>A MySQL that follows another by GTIDs.</summary>
internal static class Replication
{
    public static async Task FollowAsync(MySqlServer primary, MySqlServer replica)
    {
        await primary.ExecuteAsync("CREATE USER repl@'%' IDENTIFIED BY 'r'; GRANT REPLICATION SLAVE ON *.* TO repl@'%'; RESET BINARY LOGS AND GTIDS");
        await replica.ExecuteAsync(
            $"CHANGE REPLICATION SOURCE TO SOURCE_HOST = '{primary.Host}', SOURCE_PORT = {primary.Port}, SOURCE_USER = 'repl', SOURCE_PASSWORD = 'r', GET_SOURCE_PUBLIC_KEY = 1, SOURCE_AUTO_POSITION = 1; START REPLICA");
    }

    /// <summary>Waits until the replica has all that the primary has.</summary>
    public static async Task CatchUpAsync(MySqlServer primary, MySqlServer replica)
    {
        await using var connection = await primary.OpenAsync();
        await using var command = new MySqlCommand("SELECT @@GLOBAL.gtid_executed", connection);
        await replica.ExecuteAsync($"SELECT WAIT_FOR_EXECUTED_GTID_SET('{await command.ExecuteScalarAsync()}', 60)");
    }
}

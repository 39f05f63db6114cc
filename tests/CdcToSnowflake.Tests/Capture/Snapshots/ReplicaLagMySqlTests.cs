using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

public sealed class ReplicaLagMySqlTests : ReplicaLagContract
{
    protected override async Task<DatabaseServer> StartAsync(int serverId) =>
        await MySqlServer.StartAsync(new() { ServerId = serverId, Arguments = ["--gtid-mode=ON", "--enforce-gtid-consistency=ON"] });

    protected override async Task FollowAsync(DatabaseServer source, DatabaseServer replica)
    {
        await source.ExecuteAsync("CREATE USER repl@'%' IDENTIFIED BY 'r'; GRANT REPLICATION SLAVE ON *.* TO repl@'%'; RESET BINARY LOGS AND GTIDS");
        await replica.ExecuteAsync(
            $"CHANGE REPLICATION SOURCE TO SOURCE_HOST = '{source.Host}', SOURCE_PORT = {source.Port}, SOURCE_USER = 'repl', SOURCE_PASSWORD = 'r', GET_SOURCE_PUBLIC_KEY = 1, SOURCE_AUTO_POSITION = 1; START REPLICA");
    }
}

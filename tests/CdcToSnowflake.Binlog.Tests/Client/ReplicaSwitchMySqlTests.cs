using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Client;

public sealed class ReplicaSwitchMySqlTests : ReplicaSwitchContract
{
    protected override async Task<DatabaseServer> StartAsync(int serverId) => await MySqlServer.StartAsync(new() { ServerId = serverId }, Cancelled);

    protected override Task FollowAsync(DatabaseServer source, DatabaseServer replica) => replica.ExecuteAsync(
        $"CHANGE REPLICATION SOURCE TO SOURCE_HOST = '{source.Host}', SOURCE_PORT = {source.Port}, SOURCE_USER = 'root', SOURCE_PASSWORD = '', SOURCE_AUTO_POSITION = 1, GET_SOURCE_PUBLIC_KEY = 1; START REPLICA");

    protected override string WaitFor(string gtids) => $"SELECT WAIT_FOR_EXECUTED_GTID_SET('{gtids}', 100)";
}

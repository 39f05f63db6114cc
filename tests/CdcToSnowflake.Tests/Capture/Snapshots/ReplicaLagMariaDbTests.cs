using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

public sealed class ReplicaLagMariaDbTests : ReplicaLagContract
{
    protected override async Task<DatabaseServer> StartAsync(int serverId) => await MariaDbServer.StartAsync(new() { ServerId = serverId });

    protected override Task FollowAsync(DatabaseServer source, DatabaseServer replica) => replica.ExecuteAsync(
        $"CHANGE MASTER TO MASTER_HOST = '{source.Host}', MASTER_PORT = {source.Port}, MASTER_USER = 'root', MASTER_PASSWORD = '', MASTER_USE_GTID = slave_pos; START SLAVE");
}

using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Client;

public sealed class ReplicaSwitchMariaDbTests : ReplicaSwitchContract
{
    protected override async Task<DatabaseServer> StartAsync(int serverId) =>
        await MariaDbServer.StartAsync(new() { ServerId = serverId, Arguments = ["--log-slave-updates=ON", "--log-bin-compress=OFF"] }, Cancelled);

    protected override Task FollowAsync(DatabaseServer source, DatabaseServer replica) => replica.ExecuteAsync(
        $"CHANGE MASTER TO MASTER_HOST = '{source.Host}', MASTER_PORT = {source.Port}, MASTER_USER = 'root', MASTER_PASSWORD = '', MASTER_USE_GTID = slave_pos; START SLAVE");

    protected override string WaitFor(string gtids) => $"SELECT MASTER_GTID_WAIT('{gtids}', 100)";
}

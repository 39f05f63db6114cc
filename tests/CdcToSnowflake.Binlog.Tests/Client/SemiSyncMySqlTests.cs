using CdcToSnowflake.Binlog.Tests.Servers;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Client;

public sealed class SemiSyncMySqlTests(MySqlFixture fixture) : SemiSyncContract(fixture.Server), IClassFixture<MySqlFixture>
{
    private readonly MySqlServer _server = fixture.Server;

    protected override string Role => "source";

    protected override async Task PrepareAsync()
    {
        await using var connection = await _server.OpenAsync(cancellationToken: Cancelled);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM information_schema.plugins WHERE plugin_name = 'rpl_semi_sync_source'";
        if (Convert.ToInt64(await command.ExecuteScalarAsync(Cancelled), null) == 0)
            await _server.ExecuteAsync("INSTALL PLUGIN rpl_semi_sync_source SONAME 'semisync_source.so'");
    }
}

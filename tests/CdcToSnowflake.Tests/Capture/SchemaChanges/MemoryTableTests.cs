using CdcToSnowflake.Capture;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Tests.Capture.Snapshots;

namespace CdcToSnowflake.Tests.Capture.SchemaChanges;

/// <summary>What servers log as statements though they log rows: MEMORY tables that a restart has emptied, and changes to the server's own tables (Amazon RDS).</summary>
public sealed class MemoryTableTests
{
    [Fact]
    public async Task Run_OnMySql_EmptiesTheTableAndGoesOn() => await HoldsAsync(await MySqlServer.StartAsync());

    [Fact]
    public async Task Run_OnMariaDb_EmptiesTheTableAndGoesOn() => await HoldsAsync(await MariaDbServer.StartAsync());

    private static async Task HoldsAsync(DatabaseServer started)
    {
        await using var server = started;
        await server.ExecuteAsync("CREATE DATABASE shop; CREATE TABLE shop.carts (id INT PRIMARY KEY) ENGINE = MEMORY; INSERT INTO shop.carts VALUES (1); CREATE TABLE mysql.rds_heartbeat2 (id INT PRIMARY KEY, value BIGINT)");
        await server.RestartAsync();
        await server.ExecuteAsync("SET SESSION binlog_format = 'STATEMENT'; INSERT INTO mysql.rds_heartbeat2(id, value) values (1,1) ON DUPLICATE KEY UPDATE value = 1; SET SESSION binlog_format = 'ROW'; INSERT INTO shop.carts VALUES (2)");
        await using var live = new LiveCapture(server, new CaptureOptions { Tables = ["shop.*"], Snapshot = new SnapshotOptions { Mode = SnapshotMode.Never } });
        await live.UntilAsync(() => live.Progress is { Rows: 3, CommittedRows: 3 });
        await live.StopAsync();

        Assert.Equal(["I 1", "T ", "I 2"], (await CapturedRows.ReadAsync(live.Store, "BRAND")).Rows.Select(row => $"{row["_OP"]} {row["id"]}"));
    }
}

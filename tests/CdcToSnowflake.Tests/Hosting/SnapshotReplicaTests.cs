using CdcToSnowflake.TestServers;
using CdcToSnowflake.Tests.Capture;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Hosting;

/// <summary>A brand whose tables are read from a replica, and whose log is its server's.</summary>
public sealed class SnapshotReplicaTests
{
    [Fact]
    public async Task Run_SnapshotsFromAReplica_ReadsItsRowsAndTheServersLog()
    {
        await using var primary = await MySqlServer.StartAsync();
        await using var replica = await MySqlServer.StartAsync(new DatabaseServerOptions { ServerId = 2 });
        await Replication.FollowAsync(primary, replica);
        await primary.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY); INSERT INTO d.t VALUES (1)");
        await Replication.CatchUpAsync(primary, replica);
        await replica.ExecuteAsync("SET sql_log_bin = 0; INSERT INTO d.t VALUES (2)");
        var store = new MemoryObjectStore();
        await using var service = await RunningService.StartAsync(cdc => cdc
            .ToStore(_ => store)
            .AddBrand("BRAND", brand => brand.FromMySql(primary.ConnectionString).SnapshotsFrom(replica.ConnectionString).Tables("d.*").Capture(CdcServiceTests.Quick)));
        await RunningService.UntilAsync(() => service.Brand("BRAND").Snapshot is { IsDone: true }, "the snapshot");
        await primary.ExecuteAsync("INSERT INTO d.t VALUES (3)");
        string[] rows = [];
        await RunningService.UntilAsync(() => (rows = Rows(store)).Contains("I 3"), "the change");
        await service.StopAsync();
        Assert.Equal(["I 3", "R 1", "R 2"], rows.Order(StringComparer.Ordinal));
    }

    private static string[] Rows(MemoryObjectStore store) => [.. CapturedRows.ReadAsync(store, "BRAND").GetAwaiter().GetResult().Of("d.t").Select(row => $"{row["_OP"]} {row["id"]}")];
}

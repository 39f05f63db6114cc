using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>Snapshots of a MariaDB's tables while its log goes on.</summary>
public sealed class SnapshotMariaDbTests : IAsyncLifetime
{
    private MariaDbServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await MariaDbServer.StartAsync();

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Run_WritersAtWork_EndsEqualToTheSource() => await SnapshotScenarios.WritersAtWorkAsync(_server, "snapshot_writers");

    [Fact]
    public async Task Run_KilledAtAnyWrite_EachRowOnce() => await SnapshotScenarios.KilledAnywhereAsync(_server, "snapshot_kills");
}

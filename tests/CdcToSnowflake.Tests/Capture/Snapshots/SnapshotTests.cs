using CdcToSnowflake.Tests.Servers;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>Snapshots of a MySQL's tables while its log goes on.</summary>
[Collection(MySqlCollection.Name)]
public sealed class SnapshotTests(MySqlFixture mysql)
{
    [Fact]
    public async Task Run_WritersAtWork_EndsEqualToTheSource() => await SnapshotScenarios.WritersAtWorkAsync(mysql.Server, "snapshot_writers", new DayJumpingClock(1));

    [Fact]
    public async Task Run_KilledAtAnyWrite_EachRowOnce() => await SnapshotScenarios.KilledAnywhereAsync(mysql.Server, "snapshot_kills");
}

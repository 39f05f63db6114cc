using CdcToSnowflake.Capture;
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

    [Fact]
    public async Task Run_LogReadWithWritersAtWork_EndsEqualToTheSource() => await LogScenarios.WritersAtWorkAsync(_server, "log_writers");

    [Fact]
    public async Task RowsAsked_OfAwkwardKeys_AreReadAgain_AndNoOthers() => await AskedRowsScenarios.AwkwardKeysAsync(_server, "asked_keys");

    [Fact]
    public async Task RowsAsked_OfATextThatTheCharacterSetLacks_TheWholeTableIsRead() => await AskedRowsScenarios.TextOfNoCharacterSetAsync(_server, "asked_charset");

    [Fact]
    public async Task RowsAsked_WhileTheyAreWritten_TheLogsLaterChangesWin() => await AskedRowsScenarios.WritersAtWorkAsync(_server, "asked_writers");

    // Its log has the old versions too, told apart by hidden columns (MariaDB's manual, System-Versioned Tables).
    [Fact]
    public async Task Run_SystemVersionedTable_RefusesWithTheRemedy()
    {
        await _server.ExecuteAsync("CREATE DATABASE versioned; USE versioned; CREATE TABLE t (id INT PRIMARY KEY, v INT) WITH SYSTEM VERSIONING; INSERT INTO t VALUES (1, 1), (2, 2)");
        var options = new CaptureOptions { Tables = ["versioned.*"] };
        await using (var live = new LiveCapture(_server, options))
        {
            var error = await Assert.ThrowsAsync<SnapshotException>(live.UntilCaughtUpAsync);
            Assert.Equal(("versioned", "t"), (error.Schema, error.Table));
            Assert.Contains("ExcludedTables", error.Message, StringComparison.Ordinal);
            Assert.Contains("AppendOnlyTables", error.Message, StringComparison.Ordinal);
        }

        await using (var live = new LiveCapture(_server, options with { AppendOnlyTables = ["versioned.t"] }))
        {
            await live.UntilCaughtUpAsync();
            await _server.ExecuteAsync("UPDATE versioned.t SET v = 20 WHERE id = 2");
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
            Assert.Equal(["U 2 20", "I 2 2"], (await CapturedRows.ReadAsync(live.Store, "BRAND")).Rows.Select(row => $"{row["_OP"]} {row["id"]} {row["v"]}"));
        }
    }

    [Fact]
    public async Task RowsAsked_OfAUuid_AreReadAgain_AndNoOthers()
    {
        await using var server = await MariaDbServer.StartAsync(new() { Release = MariaDbServer.NewerRelease });
        await new AskedKeyCase("k UUID", "k",
            ["'123e4567-e89b-12d3-a456-426655440000'"], ["'ffffffff-ffff-4fff-8fff-fffffffffffe'"], ["'00000000-0000-0000-0000-000000000001'"], ["'00000000-0000-0000-0000-000000000002'"],
            ["0x123E4567E89B12D3A456426655440000"], ["0xFFFFFFFFFFFF4FFF8FFFFFFFFFFFFFFE"], ["0x00000000000000000000000000000001"]).RunAsync(server, "asked_uuid");
    }
}

using CdcToSnowflake.Capture;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>Tables whose names are spelt otherwise in statements.</summary>
public sealed class SpellingMariaDbTests
{
    // By lower_case_table_names=1, which is Windows' way, any spelling means the table, and the log has the one that was written.
    [Fact]
    public async Task Run_TableAlteredByAnotherSpellingWhileItIsRead_EndsEqualToTheSource()
    {
        await using var server = await MariaDbServer.StartAsync(new() { Arguments = ["--lower-case-table-names=1"] });
        await server.ExecuteAsync("CREATE DATABASE spelt; USE spelt; CREATE TABLE orders (id INT PRIMARY KEY, v INT); INSERT INTO orders WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 400) SELECT i, i FROM n");
        await using var live = new LiveCapture(server, new CaptureOptions { Tables = ["spelt.*"], Snapshot = new SnapshotOptions { ChunkRows = 50, RowsPerSecond = 200 } });
        await live.UntilAsync(() => live.Progress.Snapshot is { Rows: >= 50 });
        await server.ExecuteAsync("ALTER TABLE Orders ADD note VARCHAR(50); UPDATE Orders SET note = 'x' WHERE id > 390", "spelt");
        Assert.InRange(live.Progress.Snapshot!.Rows, 50, 350);
        await live.UntilCaughtUpAsync();
        await live.StopAsync();

        await MergedRows.AssertEqualAsync(server, await CapturedRows.ReadAsync(live.Store, "BRAND"), "spelt", "orders", ["id"], "v", "note");
    }
}

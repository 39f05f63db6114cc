using CdcToSnowflake.Capture;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>Requests for a table that come while something of it is still under way: what they answer for must have been read after they were made.</summary>
[Collection(MySqlCollection.Name)]
public sealed class OverlappingRequestTests(MySqlFixture mysql) : IAsyncLifetime
{
    private const string Schema = "overlapping_requests";

    private static readonly CaptureOptions Options = new() { Tables = [$"{Schema}.*"], Snapshot = new SnapshotOptions { ChunkRows = 50 } };

    public async ValueTask InitializeAsync() => await mysql.Server.ExecuteAsync(
        $"DROP DATABASE IF EXISTS {Schema}; CREATE DATABASE {Schema}; USE {Schema}; CREATE TABLE t (id INT PRIMARY KEY, v INT); "
        + "INSERT INTO t WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 400) SELECT i, i FROM n");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RequestSnapshot_TableIsHalfRead_RowsBeforeThatAreReadOnceMore(bool isStopped)
    {
        var options = Options with { Snapshot = Options.Snapshot with { RowsPerSecond = 100 } };
        var store = new MemoryObjectStore();
        await using (var live = new LiveCapture(mysql.Server, options, store))
        {
            await live.UntilAsync(() => live.Progress is { Snapshot.Rows: >= 100, CommittedRows: >= 100 });
            if (isStopped)
            {
                await live.StopAsync();
            }

            await mysql.Server.ExecuteAsync("SET sql_log_bin = 0; UPDATE t SET v = -1 WHERE id = 1; DELETE FROM t WHERE id = 2", Schema);
            Assert.InRange(live.Progress.Rows, 100, 350);
            await live.Capture.RequestSnapshotAsync(Schema, "t");
            if (!isStopped)
            {
                await UntilAnsweredAsync(live);
            }
        }

        if (isStopped)
        {
            await using var live = new LiveCapture(mysql.Server, options, store);
            await UntilAnsweredAsync(live);
        }

        await AssertEqualAsync(store);
    }

    [Fact]
    public async Task RequestSnapshot_RowCameAndWentInTheOpenCut_IsSwept()
    {
        var store = new MemoryObjectStore();
        await using (var live = new LiveCapture(mysql.Server, Options, store))
        {
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        // Nothing ends a cut but what needs it ended.
        await using (var live = new LiveCapture(mysql.Server, Options with { CutInterval = TimeSpan.FromHours(1) }, store))
        {
            await live.UntilAsync(() => live.Progress.Snapshot is { IsDone: true });
            await mysql.Server.ExecuteAsync("INSERT INTO t VALUES (9999, 1)", Schema);
            await live.UntilAsync(() => live.Progress.Rows == 1);
            await mysql.Server.ExecuteAsync("SET sql_log_bin = 0; DELETE FROM t WHERE id = 9999", Schema);
            await live.Capture.RequestSnapshotAsync(Schema, "t");
            await live.UntilAsync(() => live.Progress.Snapshot is { IsDone: true, TablesDone: 1 });
            await mysql.Server.ExecuteAsync("ALTER TABLE t COMMENT 'ends the cut'", Schema);
            await live.UntilAsync(() => live.Progress.CommittedRows == live.Progress.Rows);
            await live.StopAsync();
        }

        await AssertEqualAsync(store);
    }

    private static async Task UntilAnsweredAsync(LiveCapture live)
    {
        await live.UntilAsync(() => live.Store.Keys.Count(key => key.Contains("/snapshots/done/", StringComparison.Ordinal)) == 2);
        await live.UntilCaughtUpAsync();
        await live.StopAsync();
    }

    private async Task AssertEqualAsync(MemoryObjectStore store) =>
        await MergedRows.AssertEqualAsync(mysql.Server, await CapturedRows.ReadAsync(store, "BRAND"), Schema, "t", ["id"], "v");
}

using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Files;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Capture;

/// <summary>Where a reading that repeats another one stops.</summary>
[Collection(MySqlCollection.Name)]
public sealed class EventWalkTests(MySqlFixture mysql)
{
    // Such a place was a heartbeat's, which no server sends again.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(-1, 1)]
    public async Task Walk_PlaceToStopAt_StopsThereOrAtTheNextBoundaryBehind(int behind, int expected)
    {
        var files = await mysql.WriteAsync("event_walk", "CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t VALUES (1); INSERT INTO t VALUES (2); INSERT INTO t VALUES (3)");
        var commits = new List<EventPlace>();
        await foreach (var batch in new BinlogFileReader(files).ReadAsync())
        {
            while (batch.Read())
            {
                if (batch.Kind == BinlogEventKind.Commit)
                {
                    commits.Add(new EventPlace(batch.File, batch.EndOffset));
                }
            }
        }

        Assert.Equal(3, commits.Count);
        Assert.Equal(commits[expected], await StopAsync(files, commits[1] with { Offset = commits[1].Offset + behind }));
    }

    private static async Task<EventPlace?> StopAsync(IReadOnlyList<string> files, EventPlace stopAt)
    {
        var options = new CaptureOptions { Tables = ["nothing.*"] };
        var store = new MemoryObjectStore();
        var dates = new ZeroDatePolicy(ZeroDates.Null);
        var shapes = new ShapeRegistry(store, "BRAND", null);
        using var cut = new CutWriter(store, new ManifestLog(store, "BRAND"), "BRAND", () => "w", new CutOptions { ZeroDates = dates }, TimeProvider.System);
        var catalog = new TableCatalog("BRAND", options, shapes, null, null);
        var walk = new EventWalk("BRAND", catalog, new StatementJudge("BRAND", options, catalog, shapes, cut, null), cut, new CutSchedule(options, TimeProvider.System), new CaptureProgress(dates, TimeProvider.System), null);
        walk.Start(null, stopAt);
        await foreach (var batch in new BinlogFileReader(files).ReadAsync())
        {
            for (var step = walk.Walk(batch); step != Step.BatchEnd; step = walk.Walk(batch))
            {
                if (step == Step.Stop)
                {
                    return walk.Boundary;
                }

                await catalog.ResolveAsync(batch.Table, default, CancellationToken.None);
            }
        }

        return null;
    }
}

using CdcToSnowflake.Capture;
using CdcToSnowflake.Capture.Snapshots;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Model;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>What is known of a brand's snapshots, where it has many tables: a start waits until all of it is read, and the log until it is written.</summary>
public sealed class SnapshotMarksTests
{
    private const int Tables = 200;

    [Fact]
    public async Task Marks_ManyTables_AreWrittenAndReadManyAtOnce_AndNoMore()
    {
        var stop = TestContext.Current.CancellationToken;
        var store = new CountingStore(new MemoryObjectStore());
        var marks = new SnapshotMarks(store, "BRAND");
        Assert.Equal(32, await store.MostOfAsync(32, () => marks.EndAsync(Enumerable.Range(0, Tables).Select(i => new TableSweep($"d.t{i}", 1, [SnapshotMarks.Initial])), stop)));
        Assert.Equal(32, await store.MostOfAsync(32, () => marks.LeaveOutAsync([.. Enumerable.Range(0, Tables).Select(i => new TableName("d", $"t{i}"))], 7, stop)));

        var loaded = new SnapshotMarks(store, "BRAND");
        Assert.Equal(64, await store.MostOfAsync(64, () => loaded.LoadAsync(stop)));
        Assert.Equal(["left-out-7"], loaded.Unanswered(new TableName("d", "t3"), SnapshotMode.Initial));
    }

    [Fact]
    public async Task Shapes_ManyTables_AreReadManyAtOnce_AndNoMore()
    {
        var inner = new MemoryObjectStore();
        for (var i = 0; i < Tables; i++)
        {
            await new ShapeRegistry(inner, "BRAND", null).EnsureAsync(new SourceTable("d", $"t{i}", [new SourceColumn("id", new SourceType(SourceKind.Int), false)], ["id"]), TestContext.Current.CancellationToken);
        }

        var store = new CountingStore(inner);
        var shapes = new ShapeRegistry(store, "BRAND", null);
        Assert.Equal(32, await store.MostOfAsync(32, () => shapes.LoadAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(Tables, shapes.Tables.Count());
    }
}

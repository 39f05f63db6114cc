using CdcToSnowflake.Operations.Completeness;
using CdcToSnowflake.Operations.Flow;
using CdcToSnowflake.Operations.Lag;
using OwnerApp.Operations;

namespace CdcToSnowflake.IntegrationTests.OwnerApp;

/// <summary>The operator's numbers: each table's own, and what isn't known isn't nothing.</summary>
public sealed class FlowViewTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly FlowReport Report = new(
        "A", At, 1,
        [Lag("shop.orders", 0), Lag("shop.refunds", 600)],
        [new CutRows(1, "shop.orders", 10, null, IsMerged: true), new CutRows(2, "shop.orders", 5, 5, IsMerged: false), new CutRows(2, "shop.refunds", 7, 3, IsMerged: false)],
        [new Hole(2, "k", "shop.refunds", At, "A file is missing", "Load it"), new Hole(3, "m", null, At, "A manifest is missing", "Load that")]);

    [Fact]
    public void Of_TwoTables_EachHasItsOwnHoleAndLag_AndAnUnknownLoadIsNotZero()
    {
        var views = FlowView.Of(Report, isRecorded: false).ToList();
        Assert.Equal(
            [("shop.orders", 0d, 15L, null, 10L, 0), ("shop.refunds", 600d, 7L, 3L, 0L, 1), ("", null, 0L, 0L, 0L, 1)],
            views.Select(view => (view.Table, view.Behind, view.Written, view.Table.Length == 0 ? 0 : view.Loaded, view.Merged, view.Holes.Count)));
        Assert.Equal(new HoleView("A file is missing", "Load it"), Assert.Single(views[1].Holes));
    }

    [Fact]
    public void Of_CaptureThatStandsStill_AllTablesAreBehindByThat() =>
        Assert.Equal([900d, 900d, null], FlowView.Of(Report with { Silence = TimeSpan.FromMinutes(15) }, isRecorded: false).Select(view => view.Behind));

    [Fact]
    public void Of_ARecording_TellsNoTimeOfItsCommits() => Assert.All(FlowView.Of(Report, isRecorded: true), view => Assert.Equal((null, null), (view.Behind, view.Capture)));

    private static TableLag Lag(string table, double behind) => new(table, TimeSpan.FromSeconds(behind), 1, TimeSpan.FromSeconds(1), null, null, null, null, null);
}

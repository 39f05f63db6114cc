using CdcToSnowflake.Cuts;

namespace CdcToSnowflake.Tests.Cuts;

public sealed class SnapshotNewsTests
{
    [Fact]
    public void Ending_TwiceInOneCut_IsOneSweepThatAnswersBoth()
    {
        TableSnapshot first = new() { Schema = "shop", Table = "orders", Ids = ["initial"], FirstCut = 3 };

        var news = SnapshotNews.None.Ending("shop.orders", first).Ending("shop.items", first).Ending("shop.orders", first with { Ids = ["7"], FirstCut = 5 });

        Assert.Equal([("shop.orders", 5UL, "initial,7"), ("shop.items", 3UL, "initial")], news.Ended.Select(sweep => (sweep.Table, sweep.FirstCut, string.Join(',', sweep.Ids))));
    }
}

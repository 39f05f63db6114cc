using CdcToSnowflake.Binlog;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Operations.Flow;
using CdcToSnowflake.Operations.Lag;

namespace CdcToSnowflake.Tests.Operations.Lag;

/// <summary>Lags by what is recorded, where a run of the merge took what was loaded after it had begun.</summary>
public sealed class LagReadingTests
{
    private static readonly DateTimeOffset Began = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_RunThatHadBegunBeforeTheLastFile_IsTheOneByWhichTheCutWasMerged()
    {
        var facts = Facts(mergedCut: 1, raw: [Run(0, 2), Run(3_600, 3_601)], ci: [Run(10, 12)], Cut(1));
        var lag = Assert.Single(LagReading.Of(facts));
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromSeconds(1.7), TimeSpan.FromSeconds(10)), (lag.Behind, lag.Merge, lag.Integrate));
        Assert.Empty(LagReading.Unseen(facts, facts.Now));
    }

    [Fact]
    public void Of_NextRunMergedOnlyAnEmptyCut_WaitsForCiUntilTheStreamSaysOtherwise()
    {
        // The second run is a cut without rows, so nothing starts CI's merge after it.
        var facts = Facts(mergedCut: 2, raw: [Run(0, 2), Run(3_600, 3_601)], ci: [Run(10, 12)], Cut(1), Cut(2) with { Tables = [], CommittedAt = Micros(3_590) }) with { MergedAt = Began.AddSeconds(3_600.5) };
        Assert.Equal(facts.Now - Began, Assert.Single(LagReading.Of(facts)).Behind);
        Assert.Equal(["shop.orders"], LagReading.Unseen(facts, facts.Now));
        Assert.Empty(LagReading.Unseen(facts, Began));

        Assert.Equal(TimeSpan.Zero, Assert.Single(LagReading.Of(facts with { Integrated = new Dictionary<string, ulong> { ["shop.orders"] = 2 } })).Behind);
    }

    [Fact]
    public void Of_StreamWasEmptyAtAnEarlierCut_OnlyLaterOnesWait()
    {
        var facts = Facts(mergedCut: 2, raw: [Run(0, 2), Run(3_000, 3_001)], ci: [], Cut(1), Cut(2) with { FirstCommitAt = Micros(3_000), CommittedAt = Micros(3_000) }) with { MergedAt = Began.AddSeconds(3_600) };
        Assert.Equal(facts.Now - Began, Assert.Single(LagReading.Of(facts)).Behind);
        Assert.Equal(facts.Now - Began.AddSeconds(3_000), Assert.Single(LagReading.Of(facts with { Integrated = new Dictionary<string, ulong> { ["shop.orders"] = 1 } })).Behind);
    }

    [Fact]
    public void Of_CutThatIsntMerged_WaitsWhateverTheStreamSays()
    {
        var facts = Facts(mergedCut: 0, raw: [], ci: [], Cut(1)) with { Integrated = new Dictionary<string, ulong> { ["shop.orders"] = 2 }, MergedAt = null };
        Assert.Equal(facts.Now - Began, Assert.Single(LagReading.Of(facts)).Behind);
    }

    [Fact]
    public void Of_TwoTables_EachPartIsItsOwn()
    {
        var orders = Cut(1).Tables[0];
        var cut = Cut(1) with { FirstCommitAt = Micros(-1), ClosedAt = Micros(1), CommittedAt = Micros(3), Tables = [orders, orders with { Table = "shop.refunds" }] };
        var facts = Facts(mergedCut: 1, raw: [Run(7, 8)], ci: [Run(9, 12)], cut) with
        {
            MergedAt = Began.AddSeconds(8),
            Files = new Dictionary<string, IReadOnlyDictionary<string, FileLoad>>
            {
                ["shop.orders"] = new Dictionary<string, FileLoad> { ["1-w.parquet"] = new FileLoad(1, Began.AddSeconds(4.5), Began.AddSeconds(6.5), null) },
                ["shop.refunds"] = new Dictionary<string, FileLoad> { ["1-w.parquet"] = new FileLoad(1, null, Began.AddSeconds(5), null) }, // by COPY
            },
        };

        Assert.Equal(
            [
                new TableLag("shop.orders", TimeSpan.Zero, 1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(4)),
                new TableLag("shop.refunds", TimeSpan.Zero, 1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4)),
            ],
            LagReading.Of(facts));
    }

    [Fact]
    public void Of_CutOfAnOlderRelease_UploadIsInCapture()
    {
        var lag = Assert.Single(LagReading.Of(Facts(mergedCut: 1, raw: [Run(7, 8)], ci: [Run(9, 12)], Cut(1) with { CommittedAt = Micros(3) }) with { MergedAt = Began.AddSeconds(8) }));
        Assert.Equal((TimeSpan.FromSeconds(3), null), (lag.Capture, lag.Upload));
    }

    // Loaded at 0.3 s, merged at 0.5 s by the run that had begun at 0 s.
    private static FlowFacts Facts(ulong mergedCut, IReadOnlyList<MergeRun> raw, IReadOnlyList<MergeRun> ci, params CutManifest[] cuts)
    {
        var loaded = new FileLoad(1, Began, Began.AddSeconds(0.3), null);
        return new FlowFacts(
            "B", Began.AddHours(8), mergedCut, Began.AddSeconds(0.5), cuts, new Dictionary<string, FileLoad>(),
            new Dictionary<string, IReadOnlyDictionary<string, FileLoad>> { ["shop.orders"] = new Dictionary<string, FileLoad> { ["1-w.parquet"] = loaded } }, raw, ci);
    }

    private static CutManifest Cut(ulong cut) => new()
    {
        Cut = cut,
        Writer = "w",
        Brand = "B",
        To = new BinlogPosition("b.000001", 4),
        FirstCommitAt = Micros(0),
        LastCommitAt = Micros(0),
        CommittedAt = Micros(0),
        Tables = [new CutTable("shop.orders", "v1", 1, [new CutFile("B/data/shop.orders/v1/1-w.parquet", 1, 1)])],
    };

    private static MergeRun Run(double from, double to) => new(Began.AddSeconds(from), Began.AddSeconds(to));

    private static long Micros(double seconds) => (long)(Began.AddSeconds(seconds) - DateTimeOffset.UnixEpoch).TotalMicroseconds;
}

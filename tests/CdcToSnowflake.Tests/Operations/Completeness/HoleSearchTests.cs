using CdcToSnowflake.Binlog;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Operations.Completeness;
using CdcToSnowflake.Operations.Flow;

namespace CdcToSnowflake.Tests.Operations.Completeness;

/// <summary>What counts as missing where the account has forgotten what it loaded.</summary>
public sealed class HoleSearchTests
{
    private static readonly DateTimeOffset Now = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_MergeStandsForLongerThanLoadsAreRemembered_IsOneHole_AndWhatIsRememberedIsCounted()
    {
        var facts = Facts(Cut(1, Now.AddDays(-16)), Cut(2, Now.AddDays(-15)), Cut(3, Now.AddDays(-1)));
        var hole = Assert.Single(HoleSearch.Of(facts, new FlowOptions()));
        Assert.Equal((1UL, null, "B/cuts/00000000000000000001.json"), (hole.Cut, hole.Table, hole.Key));
        Assert.Contains("Cut 1 isn't merged", hole.Problem, StringComparison.Ordinal);
        Assert.Contains("TASK_HISTORY", hole.Remedy, StringComparison.Ordinal);
        Assert.Equal([null, null, 7L], CompletenessReading.Of(facts).Select(rows => rows.Loaded));
    }

    [Fact]
    public void Of_MergedLongAgo_IsNoHole() => Assert.Empty(HoleSearch.Of(Facts(Cut(1, Now.AddDays(-16)), Cut(3, Now.AddDays(-1))) with { MergedCut = 1 }, new FlowOptions()));

    // Of cut 3 all is recorded, of those before nothing any more.
    private static FlowFacts Facts(params CutManifest[] cuts)
    {
        var loaded = new FileLoad(7, Now.AddDays(-1), Now.AddDays(-1), null);
        return new FlowFacts(
            "B", Now, 0, null, cuts, new Dictionary<string, FileLoad> { ["00000000000000000003.json"] = loaded },
            new Dictionary<string, IReadOnlyDictionary<string, FileLoad>> { ["shop.orders"] = new Dictionary<string, FileLoad> { ["3-w.parquet"] = loaded } }, [], []) { LoadsSince = Now.AddDays(-14) };
    }

    private static CutManifest Cut(ulong cut, DateTimeOffset at) => new()
    {
        Cut = cut,
        Writer = "w",
        Brand = "B",
        To = new BinlogPosition("b.000001", 4),
        CommittedAt = (long)(at - DateTimeOffset.UnixEpoch).TotalMicroseconds,
        Tables = [new CutTable("shop.orders", "v1", 7, [new CutFile($"B/data/shop.orders/v1/{cut}-w.parquet", 7, 1)])],
    };
}

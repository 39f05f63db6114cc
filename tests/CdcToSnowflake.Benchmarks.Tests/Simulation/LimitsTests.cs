using CdcToSnowflake.Simulation;

namespace CdcToSnowflake.Benchmarks.Tests.Simulation;

public sealed class LimitsTests
{
    [Fact]
    public void Of_SmallAccount_HitsNone() =>
        Assert.DoesNotContain(Of(new Scenario { Brands = 2, Tables = 5, CiTables = 2, Changes = 50, CutSeconds = 10, TaskSeconds = 60 }), limit => limit.IsHit);

    [Fact]
    public void Of_FiveHundredBrands_HitsWhatMergesByBrandAndGraphsAllow()
    {
        var hit = Of(new Scenario { Tables = 5, CiTables = 2, CutSeconds = 10, TaskSeconds = 60 }).Where(limit => limit.IsHit).Select(limit => limit.Name).ToList();
        Assert.Contains("children of a task, if the brands' merges were a graph", hit);
        Assert.Contains("tasks of a graph, if everything was one", hit);
        Assert.Contains("statements that wait for a CI table, if each brand merged into it", hit);
        Assert.DoesNotContain("resumed tasks of an account", hit);
    }

    [Fact]
    public void Of_TwoHundredTables_UploadsOutlastShortCuts()
    {
        // 200 files, 16 at a time, and a manifest after them: 13 PUTs one after another and one more, of 0.15 s.
        var scenario = new Scenario { Brands = 1, Changes = 100_000, CutSeconds = 1, TaskSeconds = 600 };
        var limit = Of(scenario).Single(limit => limit.Name == "time that the busiest brand's cut takes into S3, in cut intervals");
        Assert.Equal(14 * 0.15, limit.Value, 0.01);
        Assert.True(limit.IsHit);
        Assert.False(Of(scenario with { CutSeconds = 10 }).Single(other => other.Name == limit.Name).IsHit);
    }

    // What the generator itself names as the most for a procedure is passed by far fewer brands than the MERGE's own limit.
    [Fact]
    public void Of_FiveHundredBrandsOfTenCiTables_NeedProceduresLongerThanSnowflakeRecommends()
    {
        var hit = Limits.Of(new Scenario(), Account.Simulate(new Scenario { Brands = 1, Tables = 1 }), CiText.Of(500, 10)).Where(limit => limit.IsHit).Select(limit => limit.Name).ToList();
        Assert.Contains("bytes of a procedure of CI's merge, of one table at the least", hit);
        Assert.DoesNotContain("bytes of a CI table's MERGE", hit);
        Assert.DoesNotContain("streams that the CI task's WHEN names", hit);
    }

    private static IReadOnlyList<Limit> Of(Scenario scenario) => Limits.Of(scenario, Account.Simulate(scenario), new CiText(0, 0, 0));
}

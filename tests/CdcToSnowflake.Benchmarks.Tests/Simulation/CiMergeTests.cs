using CdcToSnowflake.Simulation;

namespace CdcToSnowflake.Benchmarks.Tests.Simulation;

public sealed class CiMergeTests
{
    private static readonly Scenario Scenario = new()
    {
        Brands = 3, CiTables = 2, TaskSeconds = 30, Costs = new UnitCosts { MergedRowsPerSecond = 100 },
        Assumptions = new Assumptions { StatementSeconds = 1, StatementsPerRun = 2, StreamSeconds = 0.5, TaskStartSeconds = 2 },
    };

    [Fact]
    public void Run_AllBrands_AreMergedAtOnce()
    {
        // Two statements, two MERGEs, two tables of three streams of half a second, four seconds of rows.
        var run = Assert.Single(new CiMerge(Scenario).Run([Merge(10, 100), Merge(11, 300)]));
        Assert.Equal(new MergeRun(12, 12 + 2 + 2 + 3 + 4, 400), run);
    }

    [Fact]
    public void WaitersOfMergesByBrand_AllAtOnce_WaitForTheFirst()
    {
        List<MergeRun> merges = [.. Enumerable.Repeat(Merge(10, 1), 30)];
        Assert.Equal(29, new CiMerge(Scenario).WaitersOfMergesByBrand(merges));
    }

    [Fact]
    public void WaitersOfMergesByBrand_FarApart_AreNone() =>
        Assert.Equal(0, new CiMerge(Scenario).WaitersOfMergesByBrand([Merge(10, 1), Merge(20, 1), Merge(30, 1)]));

    private static MergeRun Merge(double ended, long rows) => new(ended - 1, ended, rows);
}

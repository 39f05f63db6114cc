using System.Collections;
using CdcToSnowflake.Simulation;

namespace CdcToSnowflake.Benchmarks.Tests.Simulation;

public sealed class BrandMergeTests
{
    private static readonly Scenario Scenario = new()
    {
        Tables = 4, TaskSeconds = 30, Costs = new UnitCosts { MergedRowsPerSecond = 100 }, Assumptions = new Assumptions { StatementSeconds = 1, StatementsPerRun = 2, TaskStartSeconds = 2 },
    };

    [Fact]
    public void Run_OneCut_TakesItsStatementsAndRows()
    {
        var cut = Cut(seen: 10, complete: 10, rows: 300, 0, 1);
        var run = Assert.Single(new BrandMerge(Scenario).Run([cut]));
        // Two statements, a MERGE for each of two tables, three seconds of rows.
        Assert.Equal((12, 19), (run.Started, run.Ended));
        Assert.Equal(19, cut.Merged);
    }

    [Fact]
    public void Run_CopyInTheTask_CopiesEachTableAndTheManifests()
    {
        var run = Assert.Single(new BrandMerge(Scenario with { Way = Way.Copy }).Run([Cut(seen: 10, complete: 10, rows: 300, 0, 1)]));
        Assert.Equal(12 + 2 + 2 + 5 + 6, run.Ended);
    }

    [Fact]
    public void Run_HoleInTheLog_IsNotPassed()
    {
        // The second cut is complete at once, but the first only at 40: the run at 12 finds nothing, and the next comes 30 s later.
        Cut[] cuts = [Cut(seen: 10, complete: 40, rows: 100, 0), Cut(seen: 11, complete: 11, rows: 100, 0)];
        var runs = new BrandMerge(Scenario).Run(cuts);
        Assert.Equal([(12, 14, 0), (44, 49, 200)], runs.Select(run => ((int)run.Started, (int)run.Ended, (int)run.Rows)));
        Assert.All(cuts, cut => Assert.Equal(49, cut.Merged));
    }

    [Fact]
    public void Run_LongRuns_FollowOneAnother()
    {
        Cut[] cuts = [Cut(seen: 10, complete: 10, rows: 10_000, 0), Cut(seen: 20, complete: 20, rows: 100, 1)];
        var runs = new BrandMerge(Scenario).Run(cuts);
        Assert.Equal([12, 117], runs.Select(run => (int)run.Started));
    }

    private static Cut Cut(double seen, double complete, long rows, params int[] changed)
    {
        var tables = new BitArray(4);
        foreach (var table in changed)
        {
            tables[table] = true;
        }

        return new Cut(seen - 5, seen - 1, rows, rows, tables, changed.Length) { ManifestSeen = seen, Complete = complete };
    }
}

using CdcToSnowflake.Simulation;

namespace CdcToSnowflake.Benchmarks.Tests.Simulation;

public sealed class ShardTests
{
    [Fact]
    public void Of_BrandsThatFitExactly_LeavesNoRoom() =>
        Assert.Equal([new Shard(2, 4), new Shard(3, 4)], Shard.Of([1, 1, 2, 2.5, 1.5], 4));

    [Fact]
    public void Of_BrandBeyondAProcess_HasOneOfItsOwn() => Assert.Equal([new Shard(1, 5), new Shard(2, 4)], Shard.Of([3, 5, 1], 4));

    [Fact]
    public void Simulate_BrandCores_AreOfTheirRowsAndFiles()
    {
        var outcome = Account.Simulate(new Scenario { Brands = 4, Tables = 5, Changes = 1_000, CutSeconds = 15 });

        Assert.Equal(4, outcome.BrandCores.Count);
        Assert.Equal(outcome.BrandCores.Max(), outcome.BrandCores[0]); // the first has the most changes
        var costs = outcome.Scenario.Costs;
        Assert.Equal((outcome.Rows + (outcome.Files * costs.RowsForOneFile)) / outcome.Seconds / costs.RowsPerCoreSecond / outcome.Scenario.Assumptions.CoreShare, outcome.BrandCores.Sum(), 9);
    }
}

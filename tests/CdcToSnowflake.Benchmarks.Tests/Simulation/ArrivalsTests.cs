using CdcToSnowflake.Simulation;

namespace CdcToSnowflake.Benchmarks.Tests.Simulation;

public sealed class ArrivalsTests
{
    [Theory]
    [InlineData(0.05)]
    [InlineData(3)]
    [InlineData(500)]
    public void Count_ManyDraws_HaveThePoissonLawsMeanAndVariance(double mean)
    {
        var arrivals = new Arrivals(7);
        var draws = Enumerable.Range(0, 40_000).Select(_ => (double)arrivals.Count(mean)).ToList();
        var average = draws.Average();
        Assert.Equal(1, average / mean, 0.05);
        Assert.Equal(1, draws.Average(draw => (draw - average) * (draw - average)) / mean, 0.05);
    }

    [Fact]
    public void LongestWait_OfOne_HasItsMedianAnd95thPercentile()
    {
        var arrivals = new Arrivals(7);
        var waits = Enumerable.Range(0, 20_000).Select(_ => arrivals.LongestWait(1, 25, 60)).Order().ToList();
        Assert.Equal(25, waits[10_000], 0.5);
        Assert.Equal(60, waits[19_000], 2.0);
    }

    [Fact]
    public void LongestWait_OfTwenty_ExceedsThe95thPercentileWithTheirProduct()
    {
        // 1 - 0.95^20 = 64 %.
        var arrivals = new Arrivals(7);
        Assert.Equal(0.64, Enumerable.Range(0, 20_000).Count(_ => arrivals.LongestWait(20, 25, 60) > 60) / 20_000.0, 0.02);
    }

    [Fact]
    public void Shares_ZipfsLaw_FallWithTheRank()
    {
        var shares = Arrivals.Shares(10, 1);
        Assert.Equal(1, shares.Sum(), 1e-9);
        Assert.Equal(shares[0] / 10, shares[9], 1e-9);
        Assert.All(Arrivals.Shares(4, 0), share => Assert.Equal(0.25, share, 1e-9));
    }
}

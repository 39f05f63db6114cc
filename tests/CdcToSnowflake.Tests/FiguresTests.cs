namespace CdcToSnowflake.Tests;

/// <summary>What tests measure reaches the end of a run.</summary>
public sealed class FiguresTests
{
    [Fact]
    public void Keep_ManyAtOnce_EachIsALineOfThisProgramsFile()
    {
        using var folder = new TemporaryFolder();
        Parallel.For(0, 2_000, i => Figures.Keep(folder.Path, $"figure {i}"));
        var lines = File.ReadAllLines(Assert.Single(Directory.GetFiles(folder.Path, "CdcToSnowflake.Tests.txt")));
        Assert.Equal(Enumerable.Range(0, 2_000).Select(i => $"figure {i}").Order(StringComparer.Ordinal), lines.Order(StringComparer.Ordinal));
    }
}

using CdcToSnowflake.Simulation;

namespace CdcToSnowflake.Benchmarks.Tests.Simulation;

public sealed class CiTextTests
{
    [Fact]
    public void Of_MoreBrands_LengthensTheMergeByTheSameForEach()
    {
        var (ten, eleven, fifteen) = (CiText.Of(10, 1), CiText.Of(11, 1), CiText.Of(15, 1));
        Assert.True(eleven.Merge > ten.Merge);
        Assert.Equal(5 * (eleven.Merge - ten.Merge), fifteen.Merge - ten.Merge, 60.0); // the names of those from the tenth on are as long
    }

    [Fact]
    public void Of_FewBrands_HasAllInTheTask() => Assert.Equal(0, CiText.Of(3, 2).Procedure);

    [Fact]
    public void Of_ManyBrands_HasEachTableInAProcedureAndTheStreamsInTheTask()
    {
        var text = CiText.Of(300, 10);
        Assert.True(text.Procedure > text.Merge * 0.9);
        Assert.True(text.Task > 300 * 10 * "SYSTEM$STREAM_HAS_DATA('')".Length);
    }

    // What limits.md says of brands in one CI.
    [Fact]
    public void Of_TwoHundredBrands_PassesWhatIsRecommendedForAProcedure()
    {
        Assert.Equal(0, CiText.Of(150, 10).Procedure);
        Assert.InRange(CiText.Of(205, 10).Procedure, 95_000, 110_000);
        Assert.InRange(CiText.Of(2_050, 1).Procedure, 950_000, 1_100_000);
    }

    [Fact]
    public void Of_NoCi_IsNothing() => Assert.Equal(new CiText(0, 0, 0), CiText.Of(500, 0));
}

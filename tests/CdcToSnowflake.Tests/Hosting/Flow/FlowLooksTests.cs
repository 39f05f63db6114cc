using CdcToSnowflake.Hosting.Flow;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Tests.Hosting.Flow;

/// <summary>When what was seen of a brand is too old.</summary>
public sealed class FlowLooksTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void IsBlind_FirstRoundIsLong_IsntWhileItGoesOn_AndIsOnceALookHangs()
    {
        var round = new FlowRound(_time);
        var looks = new FlowLooks(_time.GetUtcNow(), null) { Round = round };
        _time.Advance(Minute);
        round.Begin();
        for (var minute = 1; minute <= 12; minute++)
        {
            _time.Advance(Minute);
            round.Goes();
            Assert.False(looks.IsBlind(_time.GetUtcNow(), Minute));
        }

        _time.Advance(26 * Minute); // 39 minutes since the start: three intervals and three rounds
        Assert.False(looks.IsBlind(_time.GetUtcNow(), Minute));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(looks.IsBlind(_time.GetUtcNow(), Minute));
    }

    [Fact]
    public void Round_IsAsLongAsTheLast_UntilTheNextTakesLonger()
    {
        var round = new FlowRound(_time);
        round.Begin();
        _time.Advance(3 * Minute);
        round.End();
        round.Begin();
        _time.Advance(Minute);
        round.Goes();
        Assert.Equal(3 * Minute, round.Length);
        round.End();
        Assert.Equal(Minute, round.Length);
    }
}

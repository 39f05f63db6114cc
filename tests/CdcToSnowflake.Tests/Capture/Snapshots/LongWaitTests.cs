using CdcToSnowflake.Capture.Snapshots;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>How often a wait is told of.</summary>
public sealed class LongWaitTests
{
    [Fact]
    public void IsToBeTold_OfAWaitOfTwoHours_AfterAMinuteAndThenEverLessOften()
    {
        var time = new FakeTimeProvider();
        var wait = new LongWait(time);
        var told = new List<double>();
        for (var second = 0; second < 7200; second++)
        {
            if (wait.IsToBeTold(out var elapsed))
            {
                told.Add(elapsed.TotalMinutes);
            }

            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64], told);
    }
}

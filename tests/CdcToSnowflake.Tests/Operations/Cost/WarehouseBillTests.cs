using CdcToSnowflake.Operations.Cost.Advice;

namespace CdcToSnowflake.Tests.Operations.Cost;

/// <summary>The examples of the manual's "Warehouse considerations", How are credits charged.</summary>
public sealed class WarehouseBillTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(30, 60)] // "If a warehouse runs for 30 to 60 seconds, it is billed for 60 seconds."
    [InlineData(60, 60)]
    [InlineData(61, 61)] // "If a warehouse runs for 61 seconds, it is billed for only 61 seconds."
    [InlineData(3600, 3600)]
    public void Of_OneRun_IsBilledBySecondsAndAMinuteAtLeast(int runs, int billed) => Assert.Equal((billed, 1), Bill(0, (0, runs)));

    [Fact]
    public void Of_RunOf61SecondsAndAnotherShortOne_IsBilled121Seconds() => Assert.Equal((121, 2), Bill(0, (0, 61), (100, 20)));

    [Fact]
    public void Of_PausesOfTwoMinutes_SuspendedAfterOneStartsEachTime() => Assert.Equal((3 * 70, 3), Bill(60, (0, 10), (130, 10), (260, 10)));

    [Fact]
    public void Of_PausesOfTwoMinutes_SuspendedAfterThreeRunsOn() => Assert.Equal((270 + 180, 1), Bill(180, (0, 10), (130, 10), (260, 10)));

    [Fact]
    public void Of_Never_RunsToTheEndOfTheLook() => Assert.Equal((86_400, 1), Bill(null, (0, 10), (130, 10)));

    [Fact]
    public void Of_IdleTimeAfterTheLook_IsNotBilledYet() => Assert.Equal((86_400 - 86_000, 1), Bill(3_600, (86_000, 10)));

    [Fact]
    public void Of_Nothing_IsNothing() => Assert.Equal((0, 0), Bill(60));

    [Fact]
    public void Union_OverlappingAndTouching_AreOne() => Assert.Equal(
        [Stretch(0, 30), Stretch(40, 10)], BusyTime.Union([Stretch(40, 10), Stretch(0, 20), Stretch(5, 5), Stretch(20, 10)]));

    private static (int Seconds, int Starts) Bill(int? suspend, params (int At, int For)[] busy)
    {
        var bill = WarehouseBill.Of(BusyTime.Union(busy.Select(stretch => Stretch(stretch.At, stretch.For))), suspend is { } seconds ? TimeSpan.FromSeconds(seconds) : null, Noon.AddDays(1));
        return ((int)bill.Billed.TotalSeconds, bill.Starts);
    }

    private static BusyTime Stretch(int at, int seconds) => new(Noon.AddSeconds(at), Noon.AddSeconds(at + seconds));
}

using System.Globalization;
using CdcToSnowflake.Emulator.Tasks;

namespace CdcToSnowflake.Emulator.Tests.Tasks;

/// <summary>SCHEDULE = 'USING CRON …' of "CREATE TASK". The expected times are read off a calendar.</summary>
public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("* * * * * UTC", "2026-01-01 00:00:30", "2026-01-01 00:01, 2026-01-01 00:02")]
    [InlineData("0 2 * * * UTC", "2026-01-01 02:00", "2026-01-02 02:00")]
    [InlineData("0 9-17 * * SUN America/Los_Angeles", "2026-01-01 00:00", "2026-01-04 17:00, 2026-01-04 18:00")]
    [InlineData("*/20 6 1,15 * * UTC", "2026-01-01 06:30", "2026-01-01 06:40, 2026-01-15 06:00")]
    [InlineData("0 0 L * * UTC", "2026-01-15 00:00", "2026-01-31 00:00, 2026-02-28 00:00, 2026-03-31 00:00")]
    [InlineData("0 0 * * 5L UTC", "2026-01-01 00:00", "2026-01-30 00:00, 2026-02-27 00:00")]
    [InlineData("0 0 13 * FRI UTC", "2026-01-01 00:00", "2026-01-02 00:00, 2026-01-09 00:00, 2026-01-13 00:00")]
    [InlineData("30 0 29 FEB * UTC", "2026-01-01 00:00", "2028-02-29 00:30")]
    public void Next_IsTheFirstMatchingMinuteAfter(string cron, string after, string expected) => Assert.Equal(expected, Times(cron, after, expected.Split(", ").Length));

    [Fact]
    public void Next_WhereTheClockIsPutForward_TheMissingHourNeverComes() =>
        Assert.Equal("2026-03-28 01:30, 2026-03-30 00:30", Times("30 2 * * * Europe/Berlin", "2026-03-28 00:00", 2));

    [Fact]
    public void Next_WhereTheClockIsPutBack_TheRepeatedHourComesTwice() =>
        Assert.Equal("2026-10-25 00:30, 2026-10-25 01:30, 2026-10-26 01:30", Times("30 2 * * * Europe/Berlin", "2026-10-25 00:00", 3));

    [Fact]
    public void Next_OfADayThatNeverComes_IsNever() =>
        Assert.Equal(DateTimeOffset.MaxValue, TaskSchedule.Parse("USING CRON 0 0 30 FEB * UTC").Next(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch));

    [Theory]
    [InlineData("USING CRON * * * * UTC")]
    [InlineData("USING CRON * * * * * Mars/Olympus")]
    [InlineData("USING CRON 60 * * * * UTC")]
    [InlineData("USING CRON * 24 * * * UTC")]
    [InlineData("USING CRON * * 0 * * UTC")]
    [InlineData("USING CRON * * * 13 * UTC")]
    [InlineData("USING CRON * * * * 7 UTC")]
    [InlineData("USING CRON 5-1 * * * * UTC")]
    [InlineData("USING CRON */0 * * * * UTC")]
    [InlineData("USING CRON 1,,2 * * * * UTC")]
    [InlineData("USING CRON L * * * * UTC")]
    [InlineData("9 SECONDS")]
    [InlineData("11521 MINUTES")]
    [InlineData("often")]
    public void Parse_OfWhatThePageDoesNotKnow_Refused(string schedule) => Assert.Throws<SnowflakeException>(() => TaskSchedule.Parse(schedule));

    private static string Times(string cron, string after, int count)
    {
        var schedule = TaskSchedule.Parse("USING CRON " + cron);
        var at = DateTimeOffset.Parse(after, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var times = new List<string>();
        for (var i = 0; i < count; i++)
        {
            at = schedule.Next(at, at);
            times.Add(at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        }

        return string.Join(", ", times);
    }
}

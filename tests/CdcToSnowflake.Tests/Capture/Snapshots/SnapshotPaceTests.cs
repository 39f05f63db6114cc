using CdcToSnowflake.Capture;
using CdcToSnowflake.Capture.Snapshots;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary><see cref="SnapshotOptions.RowsPerSecond"/>.</summary>
public sealed class SnapshotPaceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Pause_RowsWereRead_LastsUntilTheyWereAllowed()
    {
        var pace = new SnapshotPace(400, _time);
        Assert.Equal(TimeSpan.Zero, pace.Pause);

        pace.Read(100);
        Assert.Equal(TimeSpan.FromMilliseconds(250), pace.Pause);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(TimeSpan.FromMilliseconds(150), pace.Pause);

        // Another table's rows, read beside these, count too.
        pace.Read(40);
        Assert.Equal(TimeSpan.FromMilliseconds(250), pace.Pause);
        _time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.Equal(TimeSpan.Zero, pace.Pause);
    }

    [Fact]
    public void Pause_NothingWasReadForLong_AllowsNoBurst()
    {
        var pace = new SnapshotPace(400, _time);
        _time.Advance(TimeSpan.FromHours(1));
        pace.Read(400);
        Assert.Equal(TimeSpan.FromSeconds(1), pace.Pause);
    }

    [Fact]
    public void Pause_NoLimit_IsNever()
    {
        var pace = new SnapshotPace(null, _time);
        pace.Read(1_000_000);
        Assert.Equal(TimeSpan.Zero, pace.Pause);
    }

    [Fact]
    public void TimeFor_RowsAtTheSamePace_IsTold()
    {
        var pace = new SnapshotPace(null, _time) { IsBusy = true };
        Assert.Null(pace.TimeFor(10));
        pace.Read(700); // of which 200 had to be read again
        pace.Landed(500);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(20), pace.TimeFor(2_000));
    }

    // Else tables that are asked for after a quiet week would be told to take weeks.
    [Fact]
    public void TimeFor_NothingWasReadInBetween_CountsTheTimeOfReadingAlone()
    {
        var pace = new SnapshotPace(null, _time) { IsBusy = true };
        pace.Landed(500);
        _time.Advance(TimeSpan.FromSeconds(5));
        pace.IsBusy = false;
        _time.Advance(TimeSpan.FromDays(7));
        pace.IsBusy = true;
        Assert.Equal(TimeSpan.FromSeconds(20), pace.TimeFor(2_000));
        pace.Landed(100);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(20), pace.TimeFor(2_000));
    }
}

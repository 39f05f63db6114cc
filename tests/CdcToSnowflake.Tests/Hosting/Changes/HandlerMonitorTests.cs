using CdcToSnowflake.Binlog;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Hosting.Brands;
using CdcToSnowflake.Hosting.Changes;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Tests.Hosting.Changes;

public sealed class HandlerMonitorTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly HandlerMonitor _monitor;

    public HandlerMonitorTests() => _monitor = new HandlerMonitor(new ChangeHandlerOptions(typeof(OrderAlerts), typeof(Order)), new BrandMonitor("BRAND", TimeSpan.MaxValue, _time), _time);

    [Fact]
    public void Status_CallOfAnEarlierRunComesBack_IsThatOfTheRunNow()
    {
        var earlier = _monitor.Begins();
        _monitor.Follows(earlier, 1);
        _monitor.IsAt(earlier, Cut(2));
        _monitor.Waits();
        Assert.Equal((HandlerState.Standby, TimeSpan.Zero), (_monitor.Status.State, _monitor.Status.Lag));

        var now = _monitor.Begins();
        _monitor.Follows(now, 1);
        _monitor.IsAt(now, Cut(2));
        _time.Advance(TimeSpan.FromMinutes(10));
        _monitor.Took(earlier, 0);
        _monitor.Done(earlier, 2);
        _monitor.Failed(earlier, new IOException("Late."), canHeal: false);
        Assert.Equal((HandlerState.Running, 1UL, TimeSpan.FromMinutes(10), 0), (_monitor.Status.State, _monitor.Status.Done, _monitor.Status.Lag, _monitor.Status.Failures));
    }

    [Fact]
    public void Failures_OutsideOfACall_CountUpUntilACutIsDone()
    {
        var run = _monitor.Begins();
        for (var failures = 1; failures <= 3; failures++)
        {
            _monitor.Follows(run, 1);
            Assert.Equal(failures - 1, _monitor.Status.Failures);
            _monitor.Took(run, _monitor.Status.Failures);
            Assert.Equal(HandlerState.Running, _monitor.Status.State);
            Assert.Equal(failures, _monitor.Failed(run, new IOException("The next file."), canHeal: true));
        }

        _monitor.Done(run, 2);
        Assert.Equal(0, _monitor.Status.Failures);
    }

    private CutManifest Cut(ulong cut) => new()
    {
        Cut = cut,
        Writer = "w",
        Brand = "BRAND",
        To = new BinlogPosition("b.000001", 4),
        CommittedAt = (long)(_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMicroseconds,
    };
}

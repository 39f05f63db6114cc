using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Files;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Brands;
using CdcToSnowflake.Hosting.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Tests.Hosting.Brands;

/// <summary>A capture that runs and commits nothing: no error tells of it.</summary>
public sealed class BrandMonitorTests
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Limit = (2 * Heartbeat) + new CaptureOptions().CutInterval;

    private readonly SetClock _time = new();
    private readonly CdcStatus _status;

    public BrandMonitorTests()
    {
        var options = new CdcOptions();
        options.Brands.Add("A", new BrandOptions { Capture = new CaptureOptions { HeartbeatInterval = Heartbeat } });
        _status = new CdcStatus(Options.Create(options), _time);
    }

    private BrandMonitor Monitor => _status.Monitor("A");

    private BrandStatus Brand => Assert.Single(_status.Brands);

    [Fact]
    public async Task Health_RunsAndCommitsNothingForLongerThanTwoHeartbeats_IsDegradedUntilACut()
    {
        Assert.Null(Brand.CutAge);
        var progress = Runs();
        progress.Committed(Cut, 0);
        progress.Goes();
        _time.Advance(Limit);
        Assert.Equal((Limit, HealthStatus.Healthy), (Brand.CutAge, (await HealthAsync()).Status));

        _time.Advance(TimeSpan.FromSeconds(1));
        var health = await HealthAsync();
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("has committed no cut for 00:10:11", health.Description, StringComparison.Ordinal);
        Assert.Equal(611d, health.Data["cutAgeSeconds"]);

        progress.Committed(Cut, 0);
        Assert.Equal((TimeSpan.Zero, HealthStatus.Healthy), (Brand.CutAge, (await HealthAsync()).Status));
    }

    [Fact]
    public async Task Health_NothingComesOfTheSource_IsHealthyHoweverLong_AndCountsFromTheFirstEvent()
    {
        var progress = Runs();
        _time.Advance(TimeSpan.FromDays(1)); // a file that nobody writes to
        Assert.Equal((TimeSpan.FromDays(1), HealthStatus.Healthy), (Brand.CutAge, (await HealthAsync()).Status));
        progress.Goes();
        _time.Advance(Limit);
        progress.Goes();
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync()).Status);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HealthStatus.Degraded, (await HealthAsync()).Status);

        // What was read while a cut went up isn't in it.
        progress.AddRows(2);
        progress.Committed(Cut, 1);
        _time.Advance(Limit + TimeSpan.FromSeconds(1));
        Assert.Equal(HealthStatus.Degraded, (await HealthAsync()).Status);
        progress.Committed(Cut, 2);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync()).Status);
    }

    [Fact]
    public void Silent_WallClockIsSet_IsntThat()
    {
        var progress = Runs();
        progress.Goes();
        _time.Ahead = TimeSpan.FromDays(1);
        Assert.False(Brand.IsSilent);
    }

    [Fact]
    public void CutAge_RunThatBeginsAnew_GoesOn_WhatHasEndedOrWaitsHasNone()
    {
        Runs();
        _time.Advance(Heartbeat);
        Monitor.Failed(new IOException(), canHeal: true);
        Runs();
        Assert.Equal(Heartbeat, Brand.CutAge);

        Monitor.Ends();
        Assert.Null(Brand.CutAge);
        Runs();
        Assert.Equal(TimeSpan.Zero, Brand.CutAge);
        Monitor.Waits();
        Assert.Null(Brand.CutAge);
    }

    private static CutManifest Cut => new() { Cut = 1, Writer = "w", Brand = "A", To = new BinlogPosition("b.000001", 4), CommittedAt = 0 };

    private CaptureProgress Runs()
    {
        var progress = new CaptureProgress(new ZeroDatePolicy(ZeroDates.Null), _time) { CutCommitted = Monitor.Committed };
        Monitor.Runs(progress);
        return progress;
    }

    private Task<HealthCheckResult> HealthAsync()
    {
        var check = new BrandHealthCheck(_status, "A");
        return check.CheckHealthAsync(new HealthCheckContext { Registration = new HealthCheckRegistration("A", check, null, null) }, TestContext.Current.CancellationToken);
    }

    /// <summary>A machine's clock, which somebody may set.</summary>
    private sealed class SetClock : FakeTimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }
}

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

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
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
        Runs();
        Monitor.Committed(Cut);
        _time.Advance(Limit);
        Assert.Equal((Limit, HealthStatus.Healthy), (Brand.CutAge, (await HealthAsync()).Status));

        _time.Advance(TimeSpan.FromSeconds(1));
        var health = await HealthAsync();
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("has committed no cut for 00:10:11", health.Description, StringComparison.Ordinal);
        Assert.Equal(611d, health.Data["cutAgeSeconds"]);

        Monitor.Committed(Cut);
        Assert.Equal((TimeSpan.Zero, HealthStatus.Healthy), (Brand.CutAge, (await HealthAsync()).Status));
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

    private void Runs() => Monitor.Runs(new CaptureProgress(new ZeroDatePolicy(ZeroDates.Null)));

    private Task<HealthCheckResult> HealthAsync()
    {
        var check = new BrandHealthCheck(_status, "A");
        return check.CheckHealthAsync(new HealthCheckContext { Registration = new HealthCheckRegistration("A", check, null, null) }, TestContext.Current.CancellationToken);
    }
}

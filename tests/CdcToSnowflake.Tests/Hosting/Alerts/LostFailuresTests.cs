using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Alerts;
using CdcToSnowflake.Hosting.Changes;
using CdcToSnowflake.Hosting.Parts;
using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Tests.Hosting.Changes;
using CdcToSnowflake.Tests.Sql;

namespace CdcToSnowflake.Tests.Hosting.Alerts;

/// <summary>Which failures are given up, since nobody would see their end.</summary>
public sealed class LostFailuresTests
{
    private static readonly DateTimeOffset Failed = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Failed.AddDays(7).AddSeconds(1);
    private static readonly SnowflakeSql Deployed = new(SampleModels.TwoBrands);

    private readonly PartMonitor _parts = new(TimeProvider.System);

    [Theory]
    [InlineData(FailureKind.Task, "DB.S.T", null, true)]
    [InlineData(FailureKind.Pipe, "DB.S.P", "s3://b/test.parquet", true)]
    [InlineData(FailureKind.Pipe, "BRAND_A_DB.STG_SCHEMA.P", "s3://b/test.parquet", true)]
    [InlineData(FailureKind.Pipe, "DB.S.P", "s3://b/gone/data/shop.orders/v1/00000000000000000001-w.parquet", true)]
    [InlineData(FailureKind.Pipe, "DB.S.P", "s3://b/brand_kept/data/shop.orders/v1/00000000000000000001-w.parquet", true)]
    [InlineData(FailureKind.Pipe, "DB.S.P", "s3://kept/data/gone/data/data.orders/v1/00000000000000000001-w.parquet", true)]
    [InlineData(FailureKind.Pipe, "DB.S.P", "s3://b/kept/cuts/00000000000000000001.json", false)]
    [InlineData(FailureKind.Pipe, "DB.S.P", "s3://b/kept/data/shop.orders/v1/00000000000000000001-w.parquet", false)] // it isn't deployed yet
    [InlineData(FailureKind.Pipe, "BRAND_A_DB.STG_SCHEMA.P", "s3://b/brand_a/data/shop.orders/v1/00000000000000000001-w.parquet", false)] // the merge waits at it
    public void Among_NothingHeardForAWeek_IsGivenUpUnlessAMergeWaitsForIt(FailureKind kind, string name, string? file, bool isLost)
    {
        var options = new CdcOptions();
        options.Brands.Add("kept", new BrandOptions());
        options.Brands.Add("data", new BrandOptions());
        var alert = Alert(kind, name) with { File = file };
        Assert.Empty(new LostFailures(options, _parts).Among([alert], Deployed, Failed.AddDays(7)));
        var lost = new LostFailures(options, _parts).Among([alert], Deployed, Later).ToList();
        Assert.Equal(isLost, lost.Count == 1);
        Assert.All(lost, one => Assert.Contains("nothing was heard of it for 7 days. It broke", one.Why.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Among_WhatIsntLookedAtAnyMore_IsGivenUpAtOnce()
    {
        var options = new CdcOptions();
        options.Brands.Add("kept", new BrandOptions());
        FailureAlert[] failing = [Alert(FailureKind.Flow, "kept"), Alert(FailureKind.Flow, "gone"), Alert(FailureKind.Stream, "DB.S.STREAM"), Alert(FailureKind.Cost, "the account")];
        (options.Flow.Interval, options.Cost.Interval) = (TimeSpan.FromMinutes(5), TimeSpan.FromDays(1));
        Assert.Equal(["flow gone"], Lost(Deployed));
        Assert.Equal(["flow kept", "flow gone", "stream DB.S.STREAM", "cost the account"], Lost(null)); // there is no account any more
        (options.Flow.Interval, options.Cost.Interval, options.Streams.Interval) = (null, null, null);
        Assert.Equal(["flow kept", "flow gone", "stream DB.S.STREAM", "cost the account"], Lost(Deployed));

        IEnumerable<string> Lost(SnowflakeSql? deployed) => new LostFailures(options, _parts).Among(failing, deployed, Failed).Select(lost => lost.Why.Subject);
    }

    [Fact]
    public void Among_BrandsAndHandlersThatAreNoMore_AreGivenUp()
    {
        var options = new CdcOptions();
        options.Brands.Add("kept", new BrandOptions());
        options.Handlers.Add(new ChangeHandlerOptions(typeof(OrderAlerts), typeof(Order)) { Name = "orders" });
        FailureAlert[] failing =
            [Alert(FailureKind.Brand, "kept"), Alert(FailureKind.Brand, "gone"), Alert(FailureKind.Handler, "orders (kept)"), Alert(FailureKind.Handler, "orders (gone)"), Alert(FailureKind.Handler, "gone (kept)")];
        Assert.Equal(["brand gone", "handler orders (gone)", "handler gone (kept)"], new LostFailures(options, _parts).Among(failing, null, Failed).Select(lost => lost.Why.Subject));
    }

    [Fact]
    public void Among_PartsThatAreSwitchedOff_AreGivenUp()
    {
        FailureAlert[] failing = [Alert(FailureKind.Service, "runs"), Alert(FailureKind.Service, "ended"), Alert(FailureKind.Service, "had nothing to do"), Alert(FailureKind.Service, "gone")];
        foreach (var part in (string[])["runs", "ended", "had nothing to do"])
        {
            _parts.Begins(part, isHeardOf: false);
        }

        _parts.Ended("ended", new IOException("It broke"));
        _parts.Leaves("ended");
        _parts.Leaves("had nothing to do");
        Assert.Equal(["service had nothing to do", "service gone"], new LostFailures(new CdcOptions(), _parts).Among(failing, null, Failed).Select(lost => lost.Why.Subject));
    }

    private static FailureAlert Alert(FailureKind kind, string name) => new() { Kind = kind, Name = name, Since = Failed, LastAt = Failed, Count = 1, Error = "It broke", Remedy = "Mend it" };
}

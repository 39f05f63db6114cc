using CdcToSnowflake.Hosting;
using CdcToSnowflake.Preflight;
using Microsoft.Extensions.DependencyInjection;

namespace CdcToSnowflake.Tests.Hosting;

/// <summary>The preflight of all brands, by the settings of the service.</summary>
public sealed class CdcPreflightTests
{
    private const string Nowhere = "Server=127.0.0.1;Port=1;User ID=u;Password=p";

    [Fact]
    public async Task RunAsync_EachBrand_WhatItsSettingsNameIsLookedAt()
    {
        using var folder = new TemporaryFolder();
        ServiceCollection services = new();
        services.AddCdcToSnowflake(cdc => cdc
            .ToFolder(folder.Path)
            .AddBrand("BRAND_A", brand => brand.FromMySql(Nowhere).SnapshotsFrom(Nowhere).Tables("shop.*"))
            .AddBrand("BRAND_B", brand => brand.FromMySql(Nowhere).Tables("shop.*")));
        await using var provider = services.BuildServiceProvider();
        var reports = await provider.GetRequiredService<CdcPreflight>().RunAsync().ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["BRAND_A", "BRAND_B"], reports.Select(report => report.Brand));
        Assert.Equal([["source", "replica"], ["source"]], reports.Select(report => report.Findings.Where(finding => finding.Outcome == PreflightOutcome.Failure).Select(finding => finding.Area).Distinct().ToArray()));
        Assert.All(reports, report => Assert.Contains(report.Findings, finding => finding is { Area: "store", Outcome: PreflightOutcome.Pass }));
        Assert.All(reports, report => Assert.DoesNotContain(report.Findings, finding => finding.Area == "account"));
    }
}

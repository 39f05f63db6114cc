using CdcToSnowflake.Preflight;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Tests.Servers;

namespace CdcToSnowflake.Tests.Preflight;

/// <summary>A store, tried as capture uses it.</summary>
[Collection(S3Collection.Name)]
public sealed class StorePreflightTests(S3Fixture s3)
{
    [Fact]
    public async Task Run_S3_PassesTwiceOverAndLeavesOneObjectThatNoPipeReads()
    {
        using var store = s3.Open("preflight/good");
        for (var run = 0; run < 2; run++)
        {
            var report = await RunAsync(store);
            Assert.True(report.IsReady, report.ToTable());
            Assert.Equal(4, report.Findings.Count);
        }

        List<string> keys = [];
        await foreach (var found in store.ListAsync(""))
        {
            keys.Add(found.Key);
        }

        Assert.Equal(["BRAND/preflight"], keys);
    }

    [Fact]
    public async Task Run_S3WithAnotherSecret_FailsWithTheRights()
    {
        using var store = s3.Open("preflight/denied", options => options with { SecretKey = "n0t-the-secret" });
        var finding = Assert.Single((await RunAsync(store)).Findings);
        Assert.Equal((PreflightOutcome.Failure, "write"), (finding.Outcome, finding.Check));
        Assert.All(["s3:PutObject", "s3:GetObject", "s3:AbortMultipartUpload", "s3:ListBucket"], right => Assert.Contains(right, finding.Remedy, StringComparison.Ordinal));
        Assert.DoesNotContain("n0t-the-secret", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_StoreThatIgnoresTheCondition_FailsSinceTwoCapturesWouldOverwriteEachOther()
    {
        using var folder = new TemporaryFolder();
        var report = await RunAsync(new ObligingStore(new FolderObjectStore(folder.Path)));
        Assert.Equal("conditional writes", Assert.Single(report.Findings, finding => finding.Outcome == PreflightOutcome.Failure).Check);
    }

    private static Task<PreflightReport> RunAsync(IObjectStore store) => new BrandPreflight("BRAND", null, store, null).RunAsync();
}

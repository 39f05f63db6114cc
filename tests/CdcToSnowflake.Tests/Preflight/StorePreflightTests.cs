using CdcToSnowflake.Preflight;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;

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
            Assert.Equal(["write", "read", "list", "conditional writes", "parts"], report.Findings.Select(finding => finding.Check));
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

    // Rights are given one by one.
    [Theory]
    [InlineData("read")]
    [InlineData("list")]
    [InlineData("conditional writes")]
    public async Task Run_OneRightIsMissing_ThatCheckFails(string check)
    {
        var report = await RunAsync(new RefusingStore(new MemoryObjectStore(), check));
        var finding = Assert.Single(report.Findings, finding => finding.Outcome == PreflightOutcome.Failure);
        Assert.Equal((check, "refused"), (finding.Check, finding.Detail));
    }

    [Theory]
    [InlineData("begin", "begin")]
    [InlineData("part 1", "begin, part 1, give up")]
    [InlineData("give up", "begin, part 1, give up")]
    public async Task Run_PartsAreRefused_FailsAndLeavesNone(string refused, string asked)
    {
        await using var server = new S3Parts { Answer = request => request == refused ? 403 : 200 };
        using var store = server.Open();
        var finding = Assert.Single((await RunAsync(store)).Findings, finding => finding.Outcome == PreflightOutcome.Failure && finding.Check == "parts");
        Assert.Contains("s3:AbortMultipartUpload", finding.Remedy, StringComparison.Ordinal);
        Assert.Equal(asked, string.Join(", ", server.Requests));
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(403, false)]
    public async Task Run_NotificationsThatAreToBeSet_MustBeReadable(int status, bool isReady)
    {
        using var folder = new TemporaryFolder();
        await using var server = new S3Parts { Answer = _ => status };
        using var notifications = new S3BucketNotifications(server.Options);
        var report = await new BrandPreflight("BRAND", null, new FolderObjectStore(folder.Path), null) { Notifications = notifications }.RunAsync();
        Assert.Equal((isReady, isReady ? PreflightOutcome.Pass : PreflightOutcome.Failure), (report.IsReady, Assert.Single(report.Findings, finding => finding.Check == "notifications").Outcome));
    }

    private static Task<PreflightReport> RunAsync(IObjectStore store) => new BrandPreflight("BRAND", null, store, null).RunAsync();
}

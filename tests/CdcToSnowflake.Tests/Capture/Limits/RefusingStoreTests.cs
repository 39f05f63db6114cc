using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Capture.Limits;

/// <summary>Stores that nothing can be written to.</summary>
public sealed class RefusingStoreTests(WorkloadFixture workload) : IClassFixture<WorkloadFixture>
{
    [Theory]
    [InlineData(403, "AccessDenied", "Grant s3:GetObject, s3:PutObject")]
    [InlineData(400, "ExpiredToken", "Check the credentials")]
    [InlineData(403, "InvalidAccessKeyId", "Check the credentials")]
    [InlineData(403, "RequestTimeTooSkewed", "the machine's clock")]
    public async Task Run_S3RefusesWrites_StopsWithTheRemedyAndWithoutSecrets(int status, string code, string remedy)
    {
        using var s3 = new S3Refusal(status, code);
        using var store = s3.Open();

        var error = await Assert.ThrowsAsync<StorageException>(() => RunAsync(store));

        Assert.Contains(code, error.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AKIAREFUSED", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a-secret-that-is-refused", error.ToString(), StringComparison.Ordinal);
        Assert.InRange(s3.Writes, 1, 10);
    }

    [Fact]
    public async Task Run_FolderThatNobodyMayWrite_StopsWithTheRemedy()
    {
        // The kernel's own folder takes nothing, from root neither.
        var error = await Assert.ThrowsAsync<StorageException>(() => RunAsync(new FolderObjectStore("/sys/cdc-store")));

        Assert.Contains("writable", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_StoreRefusesInTheMidst_CommitsNothingAndLaterEachRowOnce()
    {
        var store = new MemoryObjectStore();
        store.BeforeWrite = (number, key) => _ = number > 7 ? throw new StorageException("refused", store.Location, key) : 0;
        await Assert.ThrowsAsync<StorageException>(() => RunAsync(store));
        workload.Workload.AssertHolds(await CapturedRows.ReadAsync(store, "BRAND"), toTheEnd: false);

        store.BeforeWrite = null;
        await RunAsync(store);
        workload.Workload.AssertHolds(await CapturedRows.ReadAsync(store, "BRAND"));
    }

    private Task RunAsync(IObjectStore store) => new BrandCapture(
        "BRAND", new BinlogFileReader(workload.Workload.Files), store, new CaptureOptions { Tables = [$"{WorkloadFixture.Schema}.t*"], CutRows = 20 }).RunAsync();
}

using CdcToSnowflake.Cuts;
using CdcToSnowflake.Files;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Tests.Cuts;

public sealed class CutUploadsTests
{
    [Fact]
    public async Task Begin_ManySmallFiles_SixteenAtOnceAndNoMore()
    {
        var store = new HeldStore();
        var files = Enumerable.Range(0, 20).Select(_ => File(1000)).ToList();
        await using (var uploads = new CutUploads(store, default))
        {
            var all = BeginAsync(uploads, files);
            await store.UntilAsync(16);
            Assert.False(all.IsCompleted);
            Assert.Equal(16, store.Running);
            store.Release();
            await all;
            await uploads.EndAsync();
        }

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}").Order(StringComparer.Ordinal), store.Written.Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.False(file.Content.CanRead));
    }

    [Fact]
    public async Task Begin_LargeFiles_OneAtATime()
    {
        var store = new HeldStore();
        await using var uploads = new CutUploads(store, default);
        var all = BeginAsync(uploads, [File(12 << 20), File(12 << 20), File(100 << 20)]);
        for (var i = 1; i <= 3; i++)
        {
            await store.UntilAsync(1);
            Assert.Equal((1, i - 1), (store.Running, store.Written.Count));
            store.ReleaseOne();
        }

        await all;
        await uploads.EndAsync();
        Assert.Equal(3, store.Written.Count);
    }

    [Fact]
    public async Task Begin_OneFails_SaysSoAndBreaksTheOthersOff()
    {
        var store = new HeldStore { Refused = "7" };
        var files = Enumerable.Range(0, 8).Select(_ => File(1000)).ToList();
        var uploads = new CutUploads(store, default);
        await using (uploads)
        {
            await BeginAsync(uploads, files);
            await Assert.ThrowsAsync<StorageException>(uploads.EndAsync);
        }

        Assert.Equal(0, store.Running);
        Assert.Empty(store.Written);
        Assert.All(files, file => Assert.False(file.Content.CanRead));
    }

    [Fact]
    public async Task End_Cancelled_NothingGoesOn()
    {
        var store = new HeldStore();
        using var stop = new CancellationTokenSource();
        await using (var uploads = new CutUploads(store, stop.Token))
        {
            await BeginAsync(uploads, [File(1), File(1)]);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(uploads.EndAsync);
        }

        Assert.Equal(0, store.Running);
    }

    private static async Task BeginAsync(CutUploads uploads, List<FinishedFile> files)
    {
        for (var i = 0; i < files.Count; i++)
        {
            await uploads.BeginAsync($"{i}", files[i]);
        }
    }

    private static FinishedFile File(long bytes) => new(new MemoryStream([1, 2, 3]), 1, bytes);
}

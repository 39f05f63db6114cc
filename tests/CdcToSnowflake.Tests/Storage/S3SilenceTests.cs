using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Tests.Storage;

/// <summary>A server that falls silent is a store that failed, however far its answer came; and whoever asks may always give up.</summary>
public sealed class S3SilenceTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task AnyCall_NeverAnswered_ThrowsTypedWithTheObject()
    {
        using var server = new S3Silence(null);
        using var store = server.Open(Short);
        Func<Task>[] calls =
        [
            () => store.PutAsync("a/key", new MemoryStream([1])), () => store.CreateAsync("a/key", new byte[] { 1 }), () => store.OpenReadAsync("a/key"), () => ListAsync(store, default),
        ];
        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAsync<StorageException>(() => call().WaitAsync(LongestWait));
            Assert.StartsWith("a/", error.Key, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Read_SilentInTheMidstOfTheContent_ThrowsTypedWithTheObject()
    {
        using var server = new S3Silence(new byte[1_000]);
        using var store = server.Open(Short);
        await using var content = await store.OpenReadAsync("some/key");
        var error = await Assert.ThrowsAsync<StorageException>(() => content.CopyToAsync(Stream.Null).WaitAsync(LongestWait));
        Assert.Equal("some/key", error.Key);
        await using var again = await store.OpenReadAsync("some/key");
        await Assert.ThrowsAsync<StorageException>(() => Task.Run(() => again.CopyTo(Stream.Null)).WaitAsync(LongestWait));
    }

    [Fact]
    public async Task List_SilentInTheMidstOfTheAnswer_ThrowsTypedWithThePrefix()
    {
        using var server = HalfAList();
        using var store = server.Open(Short);
        Assert.Equal("a/", (await Assert.ThrowsAsync<StorageException>(() => ListAsync(store, default).WaitAsync(LongestWait))).Key);
    }

    // The parts that are there are to be taken away, but nobody who stops waits minutes for that.
    [Fact]
    public async Task Put_SilentInTheMidstOfTheParts_EndsSoonWhenTheCallerGivesUp()
    {
        var parts = new TaskCompletionSource();
        using var server = new S3Script(request =>
        {
            if (request.HttpMethod == "POST")
            {
                return (200, "<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>");
            }

            parts.TrySetResult();
            return null;
        });
        using var store = server.Open();
        using var cancel = new CancellationTokenSource();
        var writing = store.PutAsync("some/key", new MemoryStream(new byte[6 << 20]), cancel.Token);
        await parts.Task.WaitAsync(LongestWait);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing.WaitAsync(LongestWait));
    }

    [Fact]
    public async Task ListAndRead_Silent_EndWhenTheCallerGivesUp()
    {
        using var server = HalfAList();
        using var store = server.Open(Long);
        using var cancel = new CancellationTokenSource();
        await using var content = await store.OpenReadAsync("some/key");
        var (listing, reading) = (ListAsync(store, cancel.Token), content.CopyToAsync(Stream.Null, cancel.Token));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listing.WaitAsync(LongestWait));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(LongestWait));
    }

    private static S3Silence HalfAList() => new("<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>silent</Name>"u8.ToArray());

    private static async Task ListAsync(S3ObjectStore store, CancellationToken cancellationToken)
    {
        await foreach (var _ in store.ListAsync("a/", cancellationToken: cancellationToken))
        {
        }
    }
}

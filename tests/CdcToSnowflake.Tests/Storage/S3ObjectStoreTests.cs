using CdcToSnowflake.Storage;
using CdcToSnowflake.Tests.Servers;

namespace CdcToSnowflake.Tests.Storage;

[Collection(S3Collection.Name)]
public sealed class S3ObjectStoreTests(S3Fixture s3) : ObjectStoreContract, IDisposable
{
    private readonly List<S3ObjectStore> _stores = [];

    public void Dispose() => _stores.ForEach(store => store.Dispose());

    protected override IObjectStore Open(string test)
    {
        var store = s3.Open($"contract/{test}", options => options with { PartSize = 5 << 20 });
        _stores.Add(store);
        return store;
    }

    [Fact]
    public async Task List_MoreThanOnePage_GivesAllInOrder()
    {
        var store = s3.Open("pages");
        var keys = Enumerable.Range(0, 1203).Select(i => $"k/{i:D5}").ToList();
        await Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (key, ct) => await store.CreateAsync(key, default, ct));
        Assert.Equal(keys, (await KeysAsync(store, "k/")).Select(found => found.Key));
        Assert.Equal(keys[1000..], (await KeysAsync(store, "k/", keys[999])).Select(found => found.Key));
    }

    [Fact]
    public async Task Location_Prefix_IsPartOfTheObjectsNames()
    {
        using var store = s3.Open("some/prefix");
        Assert.Equal(new Uri("s3://capture-tests/some/prefix/"), store.Location);
        await store.PutAsync("x", Content("1"));
        using var above = s3.Open("some");
        Assert.Equal("1", await TextAsync(above, "prefix/x"));
    }

    [Fact]
    public async Task AnyCall_WrongSecret_ThrowsTypedWithoutSecrets()
    {
        using var store = s3.Open("x", options => options with { SecretKey = "a-wrong-secret" });
        var error = await Assert.ThrowsAsync<StorageException>(() => store.PutAsync("x", Content("x")));
        Assert.Contains("403", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a-wrong-secret", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(s3.Server.AccessKey, error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StorageException>(() => KeysAsync(store, ""));
    }

    [Fact]
    public async Task AnyCall_NoBucket_ThrowsTypedWithTheRemedy()
    {
        using var store = s3.Open("x", options => options with { Bucket = "no-such-bucket" });
        var error = await Assert.ThrowsAsync<StorageException>(() => store.OpenReadAsync("x"));
        Assert.Contains("Create the bucket", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCall_NobodyListens_ThrowsTypedAfterRetries()
    {
        using var store = s3.Open("x", options => options with { Endpoint = new Uri($"http://127.0.0.1:{TestServers.LoopbackPort.Next()}"), Retries = 1 });
        var error = await Assert.ThrowsAsync<StorageException>(() => store.CreateAsync("x", default));
        Assert.Contains("could not be reached", error.Message, StringComparison.Ordinal);
    }
}

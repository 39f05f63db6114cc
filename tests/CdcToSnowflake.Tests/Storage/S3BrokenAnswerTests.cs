using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Tests.Storage;

public sealed class S3BrokenAnswerTests : IDisposable
{
    private readonly S3BrokenAnswer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Read_ConnectionLostInTheMidstOfTheContent_ThrowsTypedWithTheObject()
    {
        using var store = _server.Open();
        await using var content = await store.OpenReadAsync("some/key");
        var error = await Assert.ThrowsAsync<StorageException>(() => content.CopyToAsync(Stream.Null));
        Assert.Equal("some/key", error.Key);
        await using var again = await store.OpenReadAsync("some/key");
        Assert.Throws<StorageException>(() => again.CopyTo(Stream.Null));
        await Assert.ThrowsAsync<StorageException>(() => store.ReadUpToAsync("some/key", 1_000_000, default));
    }
}

using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Tests.Storage;

public sealed class BoundedReadingTests
{
    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(100_000, 100_000, true)]
    [InlineData(100_001, 100_000, false)]
    [InlineData(1, 0, false)]
    public async Task ReadUpTo_WholeOrNotAtAll(int bytes, int largest, bool isRead)
    {
        var store = new MemoryObjectStore();
        var content = Enumerable.Range(0, bytes).Select(i => (byte)i).ToArray();
        await store.CreateAsync("k", content);
        Assert.Equal(isRead ? content : null, await store.ReadUpToAsync("k", largest, default));
    }
}

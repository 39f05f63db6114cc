using System.Text;
using CdcToSnowflake.Hosting.Changes;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Hosting.Changes;

/// <summary>What was written last is read from memory, within bounds; everything else from the store.</summary>
public sealed class RecentFilesTests
{
    private readonly MemoryObjectStore _store = new();
    private readonly RecentFiles _recent;

    public RecentFilesTests() => _recent = new RecentFiles(_store);

    [Fact]
    public async Task OpenRead_WrittenLast_ComesFromMemoryAndIsInTheStore()
    {
        await PutAsync("B/data/t/1.parquet", 10);
        Assert.Equal(10, _store["B/data/t/1.parquet"].Length);
        _store.Remove("B/data/t/1.parquet");
        Assert.Equal(10, await LengthAsync("B/data/t/1.parquet"));
    }

    [Theory]
    [InlineData("B/data/t/1.parquet", 300 << 10)]
    [InlineData("B/handlers/h.json", 10)]
    public async Task OpenRead_LargeOrNoRows_ComesFromTheStore(string key, int bytes)
    {
        await PutAsync(key, bytes);
        _store.Remove(key);
        await Assert.ThrowsAsync<ObjectNotFoundException>(() => LengthAsync(key));
    }

    [Fact]
    public async Task Put_FailsInTheStore_KeepsNothing()
    {
        _store.BeforeWrite = (_, key) => throw new StorageException("No.", _store.Location, key);
        await Assert.ThrowsAsync<StorageException>(() => PutAsync("B/data/t/1.parquet", 10));
        await Assert.ThrowsAsync<ObjectNotFoundException>(() => LengthAsync("B/data/t/1.parquet"));
    }

    [Fact]
    public async Task Put_MoreThanTheBound_LetsTheOldestGo()
    {
        for (var i = 0; i < 100; i++)
        {
            await PutAsync($"B/data/t/{i}.parquet", 200 << 10);
            _store.Remove($"B/data/t/{i}.parquet");
        }

        var kept = 0;
        for (var i = 0; i < 100; i++)
        {
            try
            {
                await LengthAsync($"B/data/t/{i}.parquet");
                kept++;
            }
            catch (ObjectNotFoundException)
            {
                Assert.Equal(0, kept); // only the oldest
            }
        }

        Assert.Equal((16 << 20) / (200 << 10), kept);
    }

    private async Task PutAsync(string key, int bytes)
    {
        using var content = new MemoryStream(Encoding.ASCII.GetBytes(new string('x', bytes)));
        await _recent.PutAsync(key, content);
    }

    private async Task<long> LengthAsync(string key)
    {
        await using var content = await _recent.OpenReadAsync(key);
        return content.Length;
    }
}

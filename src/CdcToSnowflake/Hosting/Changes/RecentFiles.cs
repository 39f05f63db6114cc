using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Hosting.Changes;

/// <summary>A store that keeps the small files written last in memory, so that handlers which keep up with the captures have them without asking the store.</summary>
/// <remarks>Only files of rows, which never change once they are written.</remarks>
internal sealed class RecentFiles(IObjectStore store) : IObjectStore
{
    private const int LargestFile = 256 << 10;
    private const int LargestTotal = 16 << 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly Queue<string> _oldestFirst = new();
    private long _total;

    public Uri Location => store.Location;

    public async Task PutAsync(string key, Stream content, CancellationToken cancellationToken = default)
    {
        if (!StorePath.IsData(key) || !content.CanSeek || content.Length - content.Position > LargestFile)
        {
            await store.PutAsync(key, content, cancellationToken).ConfigureAwait(false);
            return;
        }

        var file = new byte[content.Length - content.Position];
        await content.ReadExactlyAsync(file, cancellationToken).ConfigureAwait(false);
        using var copy = new MemoryStream(file, writable: false);
        await store.PutAsync(key, copy, cancellationToken).ConfigureAwait(false);
        Keep(key, file);
    }

    public Task CreateAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) => store.CreateAsync(key, content, cancellationToken);

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_files.TryGetValue(key, out var file))
            {
                return Task.FromResult<Stream>(new MemoryStream(file, writable: false));
            }
        }

        return store.OpenReadAsync(key, cancellationToken);
    }

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default) => store.ListAsync(prefix, startAfter, cancellationToken);

    private void Keep(string key, byte[] file)
    {
        lock (_lock)
        {
            if (!_files.TryAdd(key, file))
            {
                return;
            }

            _oldestFirst.Enqueue(key);
            _total += file.Length;
            while (_total > LargestTotal)
            {
                _files.Remove(_oldestFirst.Dequeue(), out var oldest);
                _total -= oldest!.Length;
            }
        }
    }
}

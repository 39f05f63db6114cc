using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>A store that tells the pipes of each object it has written, as a bucket's notifications do.</summary>
/// <remarks>
/// A bucket tells of what it holds, whatever became of the writer that waited for the answer. So a write that has begun goes on when its caller
/// is cancelled, and one that failed is looked for: its answer may have been lost.
/// </remarks>
internal sealed class AnnouncingStore(IObjectStore store, PipeService pipes) : IObjectStore
{
    public Uri Location => store.Location;

    public Task PutAsync(string key, Stream content, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var size = content.CanSeek ? content.Length - content.Position : 0;
        return AnnouncedAsync(key, size, store.PutAsync(key, content, CancellationToken.None)).WaitAsync(cancellationToken);
    }

    public Task CreateAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // A copy, since a caller that is gone may use its memory for something else.
        return AnnouncedAsync(key, content.Length, store.CreateAsync(key, content.ToArray(), CancellationToken.None)).WaitAsync(cancellationToken);
    }

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default) => store.OpenReadAsync(key, cancellationToken);

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default) =>
        store.ListAsync(prefix, startAfter, cancellationToken);

    private async Task AnnouncedAsync(string key, long size, Task write)
    {
        try
        {
            await write.ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            await AnnounceIfThereAsync(key).ConfigureAwait(false);
            throw;
        }

        pipes.Announce(store, key, size);
    }

    private async Task AnnounceIfThereAsync(string key)
    {
        await foreach (var found in store.ListAsync(key, null, CancellationToken.None).ConfigureAwait(false))
        {
            if (found.Key == key)
            {
                pipes.Announce(store, key, found.Size);
            }

            // The key itself comes first of all that begin with it.
            break;
        }
    }
}

using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>A store that tells the pipes of each object it has written, as a bucket's notifications do.</summary>
internal sealed class AnnouncingStore(IObjectStore store, PipeService pipes) : IObjectStore
{
    public Uri Location => store.Location;

    public async Task PutAsync(string key, Stream content, CancellationToken cancellationToken = default)
    {
        var size = content.CanSeek ? content.Length - content.Position : 0;
        await store.PutAsync(key, content, cancellationToken).ConfigureAwait(false);
        pipes.Announce(store, key, size);
    }

    public async Task CreateAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        await store.CreateAsync(key, content, cancellationToken).ConfigureAwait(false);
        pipes.Announce(store, key, content.Length);
    }

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default) => store.OpenReadAsync(key, cancellationToken);

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default) =>
        store.ListAsync(prefix, startAfter, cancellationToken);
}

using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Tests.Preflight;

/// <summary>A store whose rights lack one thing.</summary>
internal sealed class RefusingStore(IObjectStore inner, string refused) : IObjectStore
{
    public Uri Location => inner.Location;

    public Task PutAsync(string key, Stream content, CancellationToken cancellationToken = default) => inner.PutAsync(key, content, cancellationToken);

    public Task CreateAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) => refused == "conditional writes" ? throw Refused(key) : inner.CreateAsync(key, content, cancellationToken);

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default) => refused == "read" ? throw Refused(key) : inner.OpenReadAsync(key, cancellationToken);

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default) => refused == "list" ? throw Refused(prefix) : inner.ListAsync(prefix, startAfter, cancellationToken);

    private StorageException Refused(string key) => new("refused", Location, key);
}

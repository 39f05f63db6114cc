using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Tests.Preflight;

/// <summary>A store that overwrites where it should only create, as S3 servers did that don't know If-None-Match.</summary>
internal sealed class ObligingStore(IObjectStore inner) : IObjectStore
{
    public Uri Location => inner.Location;

    public Task PutAsync(string key, Stream content, CancellationToken cancellationToken = default) => inner.PutAsync(key, content, cancellationToken);

    public Task CreateAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) => inner.PutAsync(key, new MemoryStream(content.ToArray()), cancellationToken);

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default) => inner.OpenReadAsync(key, cancellationToken);

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, startAfter, cancellationToken);
}

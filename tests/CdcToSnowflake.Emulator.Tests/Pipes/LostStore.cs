using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Emulator.Tests.Pipes;

/// <summary>A store that was there when it was registered, and is gone since.</summary>
internal sealed class LostStore(Uri location) : IObjectStore
{
    public Uri Location => location;

    public Task PutAsync(string key, Stream content, CancellationToken cancellationToken = default) => throw new StorageException("The store is away.", location);

    public Task CreateAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) => throw new StorageException("The store is away.", location);

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default) => throw new StorageException("The store is away.", location);

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default) => throw new StorageException("The store is away.", location);
}

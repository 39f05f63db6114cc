using CdcToSnowflake.Storage;

namespace CdcToSnowflake.IntegrationTests.Bank;

/// <summary>A bucket that other processes write to: what is put here is there already, and only to be announced.</summary>
internal sealed class WrittenElsewhere(IObjectStore bucket) : IObjectStore
{
    public Uri Location => bucket.Location;

    public Task PutAsync(string key, Stream content, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task CreateAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default) => bucket.OpenReadAsync(key, cancellationToken);

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default) =>
        bucket.ListAsync(prefix, startAfter, cancellationToken);
}

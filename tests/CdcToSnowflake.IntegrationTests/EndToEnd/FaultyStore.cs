using CdcToSnowflake.Storage;

namespace CdcToSnowflake.IntegrationTests.EndToEnd;

/// <summary>A store that fails now and then, before a write or after one that succeeded: a lost answer.</summary>
internal sealed class FaultyStore(IObjectStore inner, Random random, double chance) : IObjectStore
{
    public int Faults { get; private set; }

    public Uri Location => inner.Location;

    public Task PutAsync(string key, Stream content, CancellationToken cancellationToken = default) =>
        FailingAsync(key, () => inner.PutAsync(key, content, cancellationToken));

    public Task CreateAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
        FailingAsync(key, () => inner.CreateAsync(key, content, cancellationToken));

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default) => inner.OpenReadAsync(key, cancellationToken);

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default) =>
        inner.ListAsync(prefix, startAfter, cancellationToken);

    private async Task FailingAsync(string key, Func<Task> write)
    {
        Roll(key, "before");
        await write();
        Roll(key, "after");
    }

    private void Roll(string key, string when)
    {
        lock (random)
        {
            if (random.NextDouble() >= chance)
            {
                return;
            }

            Faults++;
        }

        throw new StorageException($"Made to fail {when} writing {key}.", inner.Location, key);
    }
}

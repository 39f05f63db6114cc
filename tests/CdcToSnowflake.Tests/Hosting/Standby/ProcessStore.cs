using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Tests.Hosting.Standby;

/// <summary>One process's way to a store that several share: it can be stalled, as by a long pause of the process, and cut off, as by its death.</summary>
internal sealed class ProcessStore(IObjectStore store) : IObjectStore
{
    private TaskCompletionSource? _stall;

    public Uri Location => store.Location;

    /// <summary>Whether every call fails from now on, also those that are stalled.</summary>
    public bool IsCutOff { get; set; }

    public void Stall() => _stall ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void GoOn()
    {
        _stall?.TrySetResult();
        _stall = null;
    }

    public async Task PutAsync(string key, Stream content, CancellationToken cancellationToken = default)
    {
        await PassAsync();
        await store.PutAsync(key, content, cancellationToken);
    }

    public async Task CreateAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        await PassAsync();
        await store.CreateAsync(key, content, cancellationToken);
    }

    public async Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default)
    {
        await PassAsync();
        return await store.OpenReadAsync(key, cancellationToken);
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix, string? startAfter = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await PassAsync();
        await foreach (var found in store.ListAsync(prefix, startAfter, cancellationToken))
        {
            yield return found;
        }
    }

    // A stalled call isn't cancelled either: the process doesn't run.
    private async Task PassAsync()
    {
        if (_stall is { } stall)
        {
            await stall.Task;
        }

        if (IsCutOff)
        {
            throw new StorageException("The process is dead.", Location);
        }
    }
}

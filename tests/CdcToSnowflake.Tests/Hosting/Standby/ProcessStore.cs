using CdcToSnowflake.Storage;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Hosting.Standby;

/// <summary>One process's way to a store that several share: it can be stalled, as by a long pause of the process, and cut off, as by its death.</summary>
internal sealed class ProcessStore(IObjectStore store) : IObjectStore
{
    private TaskCompletionSource? _stall;

    public Uri Location => store.Location;

    /// <summary>Whether every call fails from now on, also those that are stalled.</summary>
    public bool IsCutOff { get; set; }

    /// <summary>What every call fails with while it is there.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Whether calls never end, until they are cancelled.</summary>
    public bool IsHanging { get; set; }

    /// <summary>Whether what is read breaks off midway.</summary>
    public bool BreaksOff { get; set; }

    public void Stall() => _stall ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void GoOn()
    {
        _stall?.TrySetResult();
        _stall = null;
    }

    public async Task PutAsync(string key, Stream content, CancellationToken cancellationToken = default)
    {
        await PassAsync(cancellationToken);
        await store.PutAsync(key, content, cancellationToken);
    }

    public async Task CreateAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        await PassAsync(cancellationToken);
        await store.CreateAsync(key, content, cancellationToken);
    }

    public async Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default)
    {
        await PassAsync(cancellationToken);
        var content = await store.OpenReadAsync(key, cancellationToken);
        return BreaksOff ? new FailingStream(5) : content;
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix, string? startAfter = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await PassAsync(cancellationToken);
        await foreach (var found in store.ListAsync(prefix, startAfter, cancellationToken))
        {
            yield return found;
        }
    }

    // A stalled call isn't cancelled either: the process doesn't run.
    private async Task PassAsync(CancellationToken cancellationToken)
    {
        if (IsHanging)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        if (_stall is { } stall)
        {
            await stall.Task;
        }

        if (Failure is { } failure)
        {
            throw failure;
        }

        if (IsCutOff)
        {
            throw new StorageException("The process is dead.", Location);
        }
    }
}

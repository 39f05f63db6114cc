using CdcToSnowflake.Storage;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>A store that holds calls back until as many are under way as are expected, and counts whether more come.</summary>
internal sealed class CountingStore(MemoryObjectStore store) : IObjectStore
{
    private static readonly TimeSpan ForMore = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private TaskCompletionSource _held = new();
    private int _expected;
    private int _running;
    private int _most;

    public Uri Location => store.Location;

    /// <summary>Does what calls the store, and says how many calls were under way at most.</summary>
    public async Task<int> MostOfAsync(int expected, Func<Task> work)
    {
        (_expected, _most, _held) = (expected, 0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await work();
        return _most;
    }

    public Task PutAsync(string key, Stream content, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public async Task CreateAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        await CallAsync(cancellationToken);
        await store.CreateAsync(key, content, cancellationToken);
    }

    public async Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default)
    {
        await CallAsync(cancellationToken);
        return await store.OpenReadAsync(key, cancellationToken);
    }

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default) => store.ListAsync(prefix, startAfter, cancellationToken);

    private async Task CallAsync(CancellationToken cancellationToken)
    {
        var running = Interlocked.Increment(ref _running);
        InterlockedMax(running);
        if (running == _expected)
        {
            await Task.Delay(ForMore, cancellationToken);
            _held.TrySetResult();
        }

        await _held.Task.WaitAsync(Longest, cancellationToken);
        Interlocked.Decrement(ref _running);
    }

    private void InterlockedMax(int running)
    {
        for (var most = Volatile.Read(ref _most); running > most; most = Volatile.Read(ref _most))
        {
            Interlocked.CompareExchange(ref _most, running, most);
        }
    }
}

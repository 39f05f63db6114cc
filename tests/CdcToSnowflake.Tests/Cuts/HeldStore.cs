using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Tests.Cuts;

/// <summary>A store whose writes wait until they are released.</summary>
internal sealed class HeldStore : IObjectStore
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _held = new();
    private readonly List<string> _written = [];
    private int _running;
    private bool _released;

    public Uri Location { get; } = new("held://store/");

    /// <summary>The key whose write fails.</summary>
    public string? Refused { get; init; }

    public int Running => Volatile.Read(ref _running);

    public IReadOnlyList<string> Written
    {
        get
        {
            lock (_lock)
            {
                return [.. _written];
            }
        }
    }

    /// <summary>Waits until as many writes are held.</summary>
    public async Task UntilAsync(int held)
    {
        for (var i = 0; Running != held; i++)
        {
            Assert.True(i < 12_000, $"Two minutes have passed, and {Running} writes are held.");
            await Task.Delay(10);
        }
    }

    /// <summary>Lets all go on, now and later.</summary>
    public void Release()
    {
        lock (_lock)
        {
            _released = true;
            while (_held.TryDequeue(out var one))
            {
                one.TrySetResult();
            }
        }
    }

    /// <summary>Lets the oldest go on.</summary>
    public void ReleaseOne()
    {
        lock (_lock)
        {
            _held.Dequeue().TrySetResult();
            Interlocked.Decrement(ref _running);
        }
    }

    public async Task PutAsync(string key, Stream content, CancellationToken cancellationToken = default)
    {
        if (key == Refused)
        {
            throw new StorageException("Refused.", Location, key);
        }

        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (!_released)
            {
                _held.Enqueue(held);
                Interlocked.Increment(ref _running);
            }
            else
            {
                held.SetResult();
            }
        }

        try
        {
            await held.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Decrement(ref _running);
            throw;
        }

        lock (_lock)
        {
            _written.Add(key);
        }
    }

    public Task CreateAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}

using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Emulator.Tests.Pipes;

/// <summary>A store that has written long before it says so, or that says it failed.</summary>
internal sealed class LateAnswerStore(IObjectStore inner) : IObjectStore
{
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Written => _written.Task;

    public Uri Location => inner.Location;

    public async Task PutAsync(string key, Stream content, CancellationToken cancellationToken = default)
    {
        await inner.PutAsync(key, content, cancellationToken);
        await AnswerAsync(cancellationToken);
    }

    public async Task CreateAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        await inner.CreateAsync(key, content, cancellationToken);
        await AnswerAsync(cancellationToken);
    }

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default) => inner.OpenReadAsync(key, cancellationToken);

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default) =>
        inner.ListAsync(prefix, startAfter, cancellationToken);

    private Task AnswerAsync(CancellationToken cancellationToken)
    {
        _written.SetResult();
        return Answer.Task.WaitAsync(cancellationToken);
    }
}

using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Emulator.Tests.Pipes;

/// <summary>A store whose reads wait until the test lets them go on; it lies elsewhere than in a folder, so files are fetched from it.</summary>
internal sealed class HeldReadStore(IObjectStore inner) : IObjectStore
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Somebody reads.</summary>
    public Task Asked => _asked.Task;

    public Uri Location { get; } = new("s3://held/");

    public Task PutAsync(string key, Stream content, CancellationToken cancellationToken = default) => inner.PutAsync(key, content, cancellationToken);

    public Task CreateAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) => inner.CreateAsync(key, content, cancellationToken);

    public async Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default)
    {
        _asked.TrySetResult();
        await Go.Task.WaitAsync(cancellationToken);
        return await inner.OpenReadAsync(key, cancellationToken);
    }

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, startAfter, cancellationToken);
}

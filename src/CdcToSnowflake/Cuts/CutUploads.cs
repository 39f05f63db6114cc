using CdcToSnowflake.Files;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Cuts;

/// <summary>The uploads of a cut's files, several at a time: a small file takes a round trip to the store whatever its size, and a cut may have hundreds.</summary>
internal sealed class CutUploads(IObjectStore store, CancellationToken cancellationToken) : IAsyncDisposable
{
    private const int MostAtOnce = 16;

    // A store may hold as much of a file in memory.
    private const long MostBytes = 16 << 20;

    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private readonly List<(Task Upload, long Bytes)> _running = [];

    /// <summary>Begins an upload, once there is room for it; takes the file over.</summary>
    /// <exception cref="StorageException">One before failed.</exception>
    public async Task BeginAsync(string key, FinishedFile file)
    {
        try
        {
            // One that has ended is looked at first: after a failure nothing more is begun.
            while (_running.Count > 0 && (_running.Count == MostAtOnce || _running.Sum(upload => upload.Bytes) + file.Bytes > MostBytes || _running.Exists(upload => upload.Upload.IsCompleted)))
            {
                await OneAsync().ConfigureAwait(false);
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }

        _running.Add((UploadAsync(key, file), file.Bytes));
    }

    /// <summary>Waits until all are there.</summary>
    /// <exception cref="StorageException">One failed.</exception>
    public async Task EndAsync()
    {
        while (_running.Count > 0)
        {
            await OneAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Breaks off what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_running.Select(upload => upload.Upload)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task OneAsync()
    {
        var ended = await Task.WhenAny(_running.Select(upload => upload.Upload)).ConfigureAwait(false);
        _running.RemoveAll(upload => upload.Upload == ended);
        await ended.ConfigureAwait(false);
    }

    private async Task UploadAsync(string key, FinishedFile file)
    {
        using (file)
        {
            await store.PutAsync(key, file.Content, _stop.Token).ConfigureAwait(false);
        }
    }
}

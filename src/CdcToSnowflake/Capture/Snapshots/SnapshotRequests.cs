using System.Collections.Concurrent;
using CdcToSnowflake.Capture.Statements;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>Requests for snapshots on their way to a running capture; from any thread.</summary>
internal sealed class SnapshotRequests
{
    private readonly ConcurrentQueue<(TableName Name, string Id)> _requests = new();
    private volatile TaskCompletionSource _came = New();

    public bool IsEmpty => _requests.IsEmpty;

    /// <summary>Ends when one is there.</summary>
    public Task Came => _came.Task;

    public void Add(TableName name, string id)
    {
        _requests.Enqueue((name, id));
        _came.TrySetResult();
    }

    /// <summary>Takes the next one out.</summary>
    public bool TryTake(out (TableName Name, string Id) request)
    {
        _came = New(); // before the look: one that comes after it completes the new one
        return _requests.TryDequeue(out request);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

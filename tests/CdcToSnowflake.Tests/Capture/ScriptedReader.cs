using System.Runtime.CompilerServices;
using CdcToSnowflake.Binlog;

namespace CdcToSnowflake.Tests.Capture;

/// <summary>Reads files as a live server would send them: after the last one it is silent, until it is told to end or to fail.</summary>
internal sealed class ScriptedReader(IReadOnlyList<string> files) : IBinlogReader
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _silent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when everything was sent and taken.</summary>
    public Task Silent => _silent.Task;

    public bool IsDisposed { get; private set; }

    public void End() => _end.SetResult();

    public async IAsyncEnumerable<BinlogBatch> ReadAsync(BinlogPosition? from = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            await foreach (var batch in new BinlogFileReader(files).ReadAsync(from, cancellationToken))
            {
                yield return batch;
            }

            _silent.TrySetResult();
            await _end.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            IsDisposed = true;
        }
    }
}

using System.Runtime.CompilerServices;
using CdcToSnowflake.Binlog;

namespace Quickstart.Sources;

/// <summary>
/// A reader around a reader: it knows how far it was read, and a live source can be ended with it between two transactions, so that the capture commits
/// its last cut as at the end of a file. Any <see cref="IBinlogReader"/> can be wrapped like this.
/// </summary>
internal sealed class WatchedReader(IBinlogReader reader) : IBinlogReader, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private BinlogPosition? _position;

    /// <summary>The last transaction boundary at the end of a batch that was read whole; null = none yet.</summary>
    public BinlogPosition? Position => Volatile.Read(ref _position);

    /// <summary>Ends the reading at the next transaction boundary.</summary>
    public void Stop() => _stop.Cancel();

    public async IAsyncEnumerable<BinlogBatch> ReadAsync(BinlogPosition? from = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Volatile.Write(ref _position, from);
        bool isBoundary = true;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var stop = _stop.Token.Register(() => EndIf(Volatile.Read(ref isBoundary), ending));
        await using var batches = reader.ReadAsync(from, ending.Token).GetAsyncEnumerator(ending.Token);
        while (!(_stop.IsCancellationRequested && isBoundary) && await MoveNextAsync(batches, cancellationToken))
        {
            Volatile.Write(ref isBoundary, false); // until the caller has read the batch
            yield return batches.Current;
            Volatile.Write(ref isBoundary, batches.Current.IsBoundary);
            // Asked by GTID, a server begins to tell at a file's start, though it skips what is known: that isn't a step back.
            if (isBoundary && batches.Current.Position is var at && (Position is not { } before || at.IsAtOrAfter(before)))
            {
                Volatile.Write(ref _position, at);
            }
        }
    }

    public void Dispose() => _stop.Dispose();

    // A source that is waiting for news is broken off; one within a transaction goes on to its end.
    private static void EndIf(bool isBoundary, CancellationTokenSource ending)
    {
        if (isBoundary)
        {
            ending.Cancel();
        }
    }

    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<BinlogBatch> batches, CancellationToken cancellationToken)
    {
        try
        {
            return await batches.MoveNextAsync();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}

namespace CdcToSnowflake.Binlog;

/// <summary>A source of binlog events in order: <see cref="BinlogFileReader"/>, or a live server.</summary>
public interface IBinlogReader
{
    /// <summary>Reads whole events from a position on.</summary>
    /// <param name="from">Where to start, a transaction's boundary (<see cref="BinlogBatch.IsBoundary"/>); null = the earliest that there is.</param>
    /// <param name="cancellationToken">Ends the enumeration with <see cref="OperationCanceledException"/>.</param>
    /// <returns>
    /// Batches, each valid until the next <c>MoveNextAsync</c>. Events of a batch that the caller left unread are walked (and checked) before the next batch.
    /// </returns>
    /// <exception cref="BinlogException">Thrown while enumerating; says file and position.</exception>
    IAsyncEnumerable<BinlogBatch> ReadAsync(BinlogPosition? from = null, CancellationToken cancellationToken = default);
}

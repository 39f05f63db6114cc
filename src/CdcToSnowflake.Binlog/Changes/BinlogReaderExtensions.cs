using System.Runtime.CompilerServices;
using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog;

/// <summary>The convenient way to read, over any <see cref="IBinlogReader"/>.</summary>
public static class BinlogReaderExtensions
{
    /// <summary>Reads changes as objects that may be kept: rows, the transactions around them, and statements.</summary>
    /// <param name="reader">A live server or files.</param>
    /// <param name="from">Where to start, the <see cref="BinlogChange.Position"/> of a boundary; null = the earliest that there is.</param>
    /// <param name="cancellationToken">Ends the enumeration with <see cref="OperationCanceledException"/>.</param>
    /// <returns>The changes in binlog order. Those of a rolled-back transaction come too, and then its <see cref="BinlogChangeKind.Rollback"/>.</returns>
    /// <exception cref="BinlogException">Thrown while enumerating; says file and position.</exception>
    public static async IAsyncEnumerable<BinlogChange> ReadChangesAsync(
        this IBinlogReader reader, BinlogPosition? from = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var rows = new List<BinlogChange>();
        await foreach (var batch in reader.ReadAsync(from, cancellationToken).ConfigureAwait(false))
        {
            while (batch.Read())
            {
                if (batch.Kind == BinlogEventKind.Rows)
                {
                    // A row's view can't outlive a yield, so an event's rows are made first; an event is as small as the server cut it.
                    Rows(batch, rows);
                    foreach (var row in rows)
                    {
                        yield return row;
                    }

                    rows.Clear();
                }
                else if (KindOf(batch.Kind) is { } kind)
                {
                    yield return new BinlogChange
                    {
                        Kind = kind,
                        Schema = kind == BinlogChangeKind.Statement ? batch.QuerySchema : "",
                        Statement = kind == BinlogChangeKind.Statement ? batch.QueryText : null,
                        Position = batch.IsBoundary ? batch.Position : new BinlogPosition(batch.File, batch.EndOffset),
                        IsBoundary = batch.IsBoundary,
                        Gtid = batch.Transaction?.Gtid,
                        Xid = batch.Xid,
                        CommitTime = TimeOf(batch.TimestampMicros),
                    };
                }
            }
        }
    }

    private static void Rows(BinlogBatch batch, List<BinlogChange> rows)
    {
        var table = batch.Table;
        var first = new BinlogChange
        {
            Kind = batch.Operation switch
            {
                RowOperation.Insert => BinlogChangeKind.Insert,
                RowOperation.Update => BinlogChangeKind.Update,
                _ => BinlogChangeKind.Delete,
            },
            Schema = table.Schema,
            Table = table.Name,
            Position = new BinlogPosition(batch.File, batch.EndOffset),
            IsBoundary = false,
            Gtid = batch.Transaction?.Gtid,
            CommitTime = TimeOf(batch.TimestampMicros),
        };
        foreach (var change in batch.Rows)
        {
            rows.Add(first with
            {
                Before = change.HasBefore ? change.Before.ToValues() : null,
                After = change.HasAfter ? change.After.ToValues() : null,
            });
        }
    }

    private static BinlogChangeKind? KindOf(BinlogEventKind kind) => kind switch
    {
        BinlogEventKind.Begin => BinlogChangeKind.Begin,
        BinlogEventKind.Commit => BinlogChangeKind.Commit,
        BinlogEventKind.Rollback => BinlogChangeKind.Rollback,
        BinlogEventKind.XaPrepare => BinlogChangeKind.XaPrepare,
        BinlogEventKind.XaCommit => BinlogChangeKind.XaCommit,
        BinlogEventKind.XaRollback => BinlogChangeKind.XaRollback,
        BinlogEventKind.Query => BinlogChangeKind.Statement,
        _ => null, // A rotation, a heartbeat: nothing that happened to the data.
    };

    private static DateTimeOffset TimeOf(long micros) => micros >= 0 && micros <= (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond
        ? DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond)
        : throw EventPlace.Corrupt($"A commit time of {micros} microseconds, which is beyond the year 9999.");
}

using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture.Snapshots;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Files;

namespace CdcToSnowflake.Capture;

/// <summary>Walks the events of batches into the open cut, without waiting for anything: where that is needed it pauses.</summary>
internal sealed class EventWalk(string brand, TableCatalog catalog, StatementJudge statements, CutWriter cut, CutSchedule schedule, CaptureProgress progress, SnapshotRun? snapshots)
{
    // Emptied within a transaction that goes on: MariaDB's CREATE OR REPLACE TABLE … SELECT. What empties the table must have the shape of the rows that follow.
    private readonly List<CutTarget> _emptied = [];

    // Where transactions begin that the log leaves without an end. When the cut is read again, they are passed over.
    private readonly HashSet<EventPlace> _abandoned = [];
    private EventPlace _begin;
    private bool _isPassedOver;
    private bool _again;
    private long _transactionRows;

    // Where this reading should stop, or null.
    private EventPlace? _stopAt;

    /// <summary>The last boundary, or null before the first of this reading.</summary>
    public EventPlace? Boundary { get; private set; }

    /// <summary>Whether the last event was a boundary.</summary>
    public bool IsAtBoundary { get; private set; } = true;

    /// <summary>Rows in the cut since the last boundary.</summary>
    public long TransactionRows => _transactionRows;

    /// <summary>Begins a reading at a boundary.</summary>
    public void Start(BinlogPosition? from, EventPlace? stopAt)
    {
        _again = false;
        _isPassedOver = false;
        _transactionRows = 0;
        _emptied.Clear();
        IsAtBoundary = true;
        Boundary = from is null ? null : new EventPlace(from.File, from.Offset);
        _stopAt = stopAt;
    }

    public Step Walk(BinlogBatch batch)
    {
        while (_again || batch.Read())
        {
            _again = false;
            progress.Goes();
            var step = batch.Kind switch
            {
                BinlogEventKind.Begin => Begin(batch),
                BinlogEventKind.Rows or BinlogEventKind.Query when _isPassedOver => null,
                BinlogEventKind.Rows => Rows(batch),
                BinlogEventKind.Query => Statement(batch),
                BinlogEventKind.Commit => Commit(batch),
                BinlogEventKind.Rollback => Rollback(batch),

                // The commit of what was prepared before this capture began would be missed as well; a rollback of it changes nothing.
                BinlogEventKind.XaPrepare or BinlogEventKind.XaCommit => throw new PreparedTransactionException(brand, batch.Xid, batch.File, batch.StartOffset),
                _ => AtBoundary(batch),
            };
            if (step is { } pause)
            {
                return pause;
            }
        }

        return Step.BatchEnd;
    }

    private Step? Begin(BinlogBatch batch)
    {
        IsAtBoundary = false;
        _begin = new EventPlace(batch.File, batch.StartOffset);
        _isPassedOver = _abandoned.Contains(_begin);
        return null;
    }

    private Step? Commit(BinlogBatch batch)
    {
        if (_isPassedOver)
        {
            // Another server's log has something else in this place.
            _abandoned.Remove(_begin);
            return Step.Void;
        }

        progress.AddTransaction(batch.TimestampMicros);
        schedule.Saw(batch.TimestampMicros);
        return AtBoundary(batch);
    }

    private Step? Rollback(BinlogBatch batch)
    {
        _isPassedOver = false;
        if (batch.IsAbandoned && (_transactionRows > 0 || _emptied.Count > 0))
        {
            _abandoned.Add(_begin);
            return Step.Void;
        }

        return _transactionRows == 0 ? AtBoundary(batch) : throw new RolledBackRowsException(brand, _transactionRows, batch.File, batch.StartOffset);
    }

    private Step? Statement(BinlogBatch batch)
    {
        var verdict = statements.Judge(batch.QueryText, batch.QuerySchema, new SqlMode(batch.QuerySqlMode), new EventPlace(batch.File, batch.StartOffset));
        _emptied.AddRange(verdict.Emptied);
        var step = AtBoundary(batch);
        return step is null or Step.SnapshotDue && verdict.EndsCut && IsAtBoundary ? Step.CutDue : step;
    }

    private Step? Rows(BinlogBatch batch)
    {
        IsAtBoundary = false;
        if (snapshots?.HoldsBack(batch.Table, new EventPlace(batch.File, batch.StartOffset)) == true)
        {
            return null;
        }

        if (catalog.Find(batch.Table) is not { } table)
        {
            _again = true;
            return Step.NewTable;
        }

        if (table.Target is not { } target)
        {
            return null;
        }

        if (target.Open is null && cut.FindOpen(target.Path) is not null)
        {
            return Step.ShapeChanged;
        }

        if (_emptied.Count > 0 && _emptied.RemoveAll(target.IsSameTable) > 0)
        {
            Empty(target, batch);
        }

        var window = snapshots?.WindowOf(batch.Table);
        Append(batch, table, target, window);
        return cut.HasFullFile ? Step.FullFile : window is { MustBeAwaited: true } ? Step.SnapshotAwaited : null;
    }

    private void Append(BinlogBatch batch, CapturedTable table, CutTarget target, SnapshotWindow? window)
    {
        var at = batch.TimestampMicros;
        var before = cut.Rows;
        try
        {
            foreach (var change in batch.Rows)
            {
                window?.Touch(change, batch.Table, table.KeyColumns);
                switch (change.Operation)
                {
                    case RowOperation.Insert:
                        cut.Append(target, change.After, RowOp.Insert, at);
                        break;
                    case RowOperation.Update when table.KeepsKey(change.Before, change.After):
                        cut.Append(target, change.After, RowOp.Update, at);
                        break;
                    case RowOperation.Update:
                        cut.Append(target, change.Before, RowOp.Delete, at);
                        cut.Append(target, change.After, RowOp.Insert, at);
                        break;
                    default:
                        cut.Append(target, change.Before, RowOp.Delete, at);
                        break;
                }
            }
        }
        catch (UnfitValueException e)
        {
            throw RowValueException.OfTheLog(brand, batch.Table.Schema, batch.Table.Name, e, batch.File, batch.StartOffset);
        }

        Added(cut.Rows - before);
    }

    private void Empty(CutTarget target, BinlogBatch batch)
    {
        cut.AppendTruncate(target, batch.TimestampMicros);
        Added(1);
    }

    private void Added(long rows)
    {
        _transactionRows += rows;
        progress.AddRows(rows);
        schedule.AddedRows();
    }

    private Step? AtBoundary(BinlogBatch batch)
    {
        IsAtBoundary = batch.IsBoundary;
        if (!IsAtBoundary)
        {
            return null;
        }

        foreach (var target in _emptied)
        {
            if (snapshots?.HoldsBack(target.Table.Schema, target.Table.Name) != true)
            {
                Empty(target, batch);
            }
        }

        _emptied.Clear();
        _transactionRows = 0;
        // Only a ROTATE's end isn't where its file goes on.
        Boundary = batch.Kind == BinlogEventKind.Rotate && batch.Position is { } next ? new EventPlace(next.File, next.Offset) : new EventPlace(batch.File, batch.EndOffset);
        if (_stopAt is { } stop && LogPlace.Compare(Boundary.Value.File, Boundary.Value.Offset, stop.File, stop.Offset) >= 0)
        {
            // Behind it is as well: it may have been the place of an event that isn't sent again, such as a heartbeat.
            return Step.Stop;
        }

        return schedule.IsDue(cut) ? Step.CutDue : snapshots?.IsDueAt(Boundary.Value.File, Boundary.Value.Offset) == true ? Step.SnapshotDue : null;
    }
}

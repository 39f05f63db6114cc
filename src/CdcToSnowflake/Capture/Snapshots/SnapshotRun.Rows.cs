using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Cuts;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>
/// Rows that are read again by their keys, since RAW was found to differ there. A row that the source has is written as a snapshot's, one that it doesn't have as a delete of its key: ordinary rows of
/// the cut, each right at the boundary where it is written, so that a later change of the key wins by order and no other row is touched. A request is answered in one cut, and marked as answered after
/// it; broken off in between, it is answered once more.
/// </summary>
internal sealed partial class SnapshotRun
{
    private readonly Dictionary<string, RowRequest> _unansweredRows = new(StringComparer.Ordinal);
    private readonly LinkedList<RowRequest> _waitingRows = new();

    // Those whose rows are in the open cut.
    private readonly List<RowRequest> _landedRows = [];

    private bool HasNextRows => NextRows() is not null;

    private void NoteRows(TableName name, IEnumerable<string> ids)
    {
        // Some may be answered by a snapshot that has begun, as it turned out that their keys don't fit.
        var begun = cut.Snapshots.UnderWay.GetValueOrDefault(PathOf(name))?.Ids ?? [];
        foreach (var id in ids.Except(begun))
        {
            if (_unansweredRows.TryAdd(id, new RowRequest(name, id)))
            {
                _waitingRows.AddLast(_unansweredRows[id]);
            }
        }
    }

    private void RestartRows()
    {
        _waitingRows.Clear();
        foreach (var request in _unansweredRows.Values)
        {
            _waitingRows.AddLast(request);
        }
    }

    /// <summary>Looks for requests that others have made.</summary>
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        _lookedAt = time.GetTimestamp();
        var came = await marks.LookAsync(cancellationToken).ConfigureAwait(false);
        if (came.Count == 0)
        {
            return;
        }

        var names = _listed.ToDictionary(PathOf, StringComparer.Ordinal);
        if (came.Any(request => !names.ContainsKey(request.Path)))
        {
            // Made since the tables were listed, and nothing in the log has shown it.
            var tables = await AskAsync(SourceDefinitions.TablesAsync, "the source's tables can't be listed", cancellationToken).ConfigureAwait(false);
            Estimated(tables);
            names = tables.Select(table => table.Name).Where(catalog.HasSnapshots).ToDictionary(PathOf, StringComparer.Ordinal);
        }

        foreach (var (path, id) in came)
        {
            // One for a table that isn't there or isn't taken waits for a start at which it is.
            if (!names.TryGetValue(path, out var name))
            {
                continue;
            }

            if (RowRequestObjects.IsOne(id))
            {
                NoteRows(name, [id]);
            }
            else
            {
                Add(name, [id]);
            }
        }
    }

    // Few at a time, and of tables that aren't being read; so before the tables that wait as a whole.
    private void OpenRows(BinlogPosition from)
    {
        while (_windows.Count < options.Snapshot.ParallelTables && _pace.Pause == TimeSpan.Zero && NextRows() is { } request)
        {
            _waitingRows.Remove(request);
            var reader = ReaderAt(from);
            var stop = _stop.Token;
            _windows.Add(new SnapshotWindow(request.Name, cut.Number, from.ServerUuid, reader, Task.Run(() => ReadRowsAsync(reader, request, from, stop), stop), options.Snapshot.MostTouchedKeys, request));
        }
    }

    private RowRequest? NextRows()
    {
        foreach (var request in _waitingRows)
        {
            if (!IsBeingRead(request.Name))
            {
                return request;
            }
        }

        return null;
    }

    private async Task<SnapshotChunk> ReadRowsAsync(ChunkReader reader, RowRequest request, BinlogPosition from, CancellationToken cancellationToken)
    {
        var table = new TableSnapshot { Schema = request.Name.Schema, Table = request.Name.Table, Ids = [request.Id] };
        return await rowRequests.ReadAsync(request, cancellationToken).ConfigureAwait(false) is { } asked
            ? await reader.ReadAsync(new ChunkRequest(request.Name, from, table, null, 0, asked), cancellationToken).ConfigureAwait(false)
            : new SnapshotChunk { End = from }; // somebody has withdrawn it
    }

    private async Task LandRowsAsync(SnapshotWindow window, RowRequest request, SnapshotChunk chunk, BinlogPosition position, Func<Task> commit, CancellationToken cancellationToken)
    {
        if (window.IsSpoiled || window.IsGivenUp || chunk.IsBroken)
        {
            ReadRowsAnew(request, isBroken: chunk.IsBroken && !window.IsSpoiled);
            return;
        }

        if (chunk.IsUnfit)
        {
            ReadWhole(request);
            return;
        }

        if (chunk.Table is { } read && await ContradictsAsync(request.Name, read, position, cancellationToken).ConfigureAwait(false))
        {
            ReadRowsAnew(request, isBroken: false);
            return;
        }

        var before = cut.Rows;
        if (chunk is { Table: { } definition, Rows: { } rows })
        {
            var target = await TargetAsync(window, definition, position, commit, cancellationToken).ConfigureAwait(false);
            before = cut.Rows;
            await AppendAsync(window, chunk, definition, rows, target, position, cancellationToken).ConfigureAwait(false);
            messages.RowsReread(brand, request.Name, rows.Rows, chunk.Absent);
        }

        if (cut.Rows > before)
        {
            _landedRows.Add(request);
            schedule.AddedRows();
        }
        else
        {
            // The log tells all of it, or there is no such table: no cut has to be waited for, as those have to that landed before.
            await AnsweredAsync(request, cancellationToken).ConfigureAwait(false);
        }
    }

    private void ReadRowsAnew(RowRequest request, bool isBroken)
    {
        if (isBroken && request.Broken == MostBroken)
        {
            throw DiffersEachTime(request.Name, request.Broken);
        }

        _unansweredRows[request.Id] = request with { Broken = isBroken ? request.Broken + 1 : 0 };
        _waitingRows.AddLast(_unansweredRows[request.Id]);
    }

    private void ReadWhole(RowRequest request)
    {
        messages.RowsUnfit(brand, request.Name);
        _unansweredRows.Remove(request.Id);
        Add(request.Name, [request.Id]);
    }

    private async Task RowsCommittedAsync(CancellationToken cancellationToken)
    {
        foreach (var request in _landedRows)
        {
            await AnsweredAsync(request, cancellationToken).ConfigureAwait(false);
        }

        _landedRows.Clear();
    }

    private async Task AnsweredAsync(RowRequest request, CancellationToken cancellationToken)
    {
        await marks.EndAsync([new TableSweep(PathOf(request.Name), 0, [request.Id])], cancellationToken).ConfigureAwait(false);
        _unansweredRows.Remove(request.Id);
    }
}

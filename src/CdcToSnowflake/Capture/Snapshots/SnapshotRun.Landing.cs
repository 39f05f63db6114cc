using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Files;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>What becomes of a chunk that has come: written, or read again.</summary>
internal sealed partial class SnapshotRun
{
    private async Task<SnapshotChunk> ResultAsync(SnapshotWindow window, BinlogPosition position)
    {
        try
        {
            return await window.ChunkAsync(position).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SnapshotSourceException or NotSupportedException or InvalidOperationException)
        {
            throw new SnapshotException(brand, window.Name.Schema, window.Name.Table, e.Message, e);
        }
    }

    private void BeginAnew(SnapshotWindow window, TableSnapshot table)
    {
        var broken = window.IsSpoiled ? 0 : (_known.GetValueOrDefault(window.Name)?.Broken ?? 0) + 1;
        if (broken > MostBroken)
        {
            throw DiffersEachTime(window.Name, broken);
        }

        _known[window.Name] = new KnownTable(null, 0, broken);
        cut.Snapshots = cut.Snapshots.Anew(PathOf(window.Name));
        _plan.Add(table.Anew());
    }

    private async Task LandAsync(SnapshotWindow window, SnapshotChunk chunk, TableSnapshot table, BinlogPosition position, Func<Task> commit, CancellationToken cancellationToken)
    {
        var path = PathOf(window.Name);
        table = table.Last is null ? table with { FirstCut = window.OpenedInCut, Rows = 0, Estimate = chunk.Estimate ?? table.Estimate } : table;
        if (chunk is not { Table: { } definition, Rows: { } rows })
        {
            // There is no such table here: what it had went by the log.
            LogsLanded(window.Name);
            cut.Snapshots = cut.Snapshots.Ending(path, table);
            _ended++;
            schedule.AddedRows();
            return;
        }

        // The first chunk since a start, of a table that goes on: in between nothing but its definition tells of a statement that wasn't logged.
        if (table.Last is not null && !_known.ContainsKey(window.Name) && await ContradictsAsync(window.Name, definition, position, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var target = await TargetAsync(window, definition, position, commit, cancellationToken).ConfigureAwait(false);
        await AppendAsync(window, chunk, definition, rows, target, position, cancellationToken).ConfigureAwait(false);
        schedule.AddedRows();
        table = table with { Key = chunk.Order, Last = chunk.Last ?? table.Last, Largest = chunk.Largest, Rows = table.Rows + rows.Rows };
        if (chunk.IsLast)
        {
            LogsLanded(window.Name);
            cut.Snapshots = cut.Snapshots.Ending(path, table);
            _known.Remove(window.Name);
            _told.Remove(window.Name);
            _ended++;
            messages.SnapshotEnded(brand, table);
        }
        else
        {
            cut.Snapshots = cut.Snapshots.With(path, table);
            _known[window.Name] = new KnownTable(window.MayHaveOldColumns ? null : definition, rows.Bytes / Math.Max(rows.Rows, 1), 0);
            _plan.Add(table);
            if (_told.TryGetValue(window.Name, out var wait) ? wait.IsToBeTold(out _) : !_told.TryAdd(window.Name, new LongWait(time)))
            {
                messages.SnapshotGoesOn(brand, table);
            }
        }
    }

    private SnapshotException DiffersEachTime(TableName name, int broken) => new(
        brand, name.Schema, name.Table, $"its definition differs from one SELECT to the next, {broken} times now, and no statement in the log says why. Leave it out by CaptureOptions.ExcludedTables, or start again when nothing alters it.");

    // Rows that aren't among those that were read have stayed in the warehouse as they were: then the table is read from its first row.
    private async Task<bool> ContradictsAsync(TableName name, QueriedTable definition, BinlogPosition position, CancellationToken cancellationToken)
    {
        var place = new EventPlace(position.File, position.Offset);
        if (catalog.Contradiction(definition, place) is not { } contradiction)
        {
            return false;
        }

        // Before the shape is in the store: a capture that starts after this one's end finds it there, and so no contradiction.
        await marks.AskAsync(name, SnapshotMarks.RereadAt(place), cancellationToken).ConfigureAwait(false);
        Reread(name, contradiction, null, place);
        catalog.HistoryOf(name).Handled();
        return true;
    }

    private async Task<CutTarget> TargetAsync(SnapshotWindow window, QueriedTable definition, BinlogPosition position, Func<Task> commit, CancellationToken cancellationToken)
    {
        var target = await catalog.ResolveAsync(definition, new EventPlace(position.File, position.Offset), cancellationToken).ConfigureAwait(false);
        if (target.Open is null && cut.FindOpen(PathOf(window.Name)) is not null)
        {
            await commit().ConfigureAwait(false); // a table has one shape in a cut
        }

        return target;
    }

    private async Task AppendAsync(SnapshotWindow window, SnapshotChunk chunk, QueriedTable definition, RowSpool rows, CutTarget target, BinlogPosition position, CancellationToken cancellationToken)
    {
        rows.Rewind();
        var before = cut.Rows;
        var left = rows.Rows;
        while (!Append(window, chunk, definition, rows, target, position, ref left))
        {
            await cut.UploadFullFilesAsync(cancellationToken).ConfigureAwait(false);
        }

        progress.AddRows(cut.Rows - before);
        _pace.Landed(rows.Rows);
        _rows += rows.Rows;
    }

    /// <summary>Adds rows until a file is full.</summary>
    /// <param name="window">The window.</param>
    /// <param name="chunk">What it has read.</param>
    /// <param name="definition">The table.</param>
    /// <param name="rows">The rows; goes on where it stands.</param>
    /// <param name="target">Where they go.</param>
    /// <param name="position">The boundary.</param>
    /// <param name="left">How many rows are left; goes down to 0.</param>
    /// <returns>Whether all are added.</returns>
    private bool Append(SnapshotWindow window, SnapshotChunk chunk, QueriedTable definition, RowSpool rows, CutTarget target, BinlogPosition position, ref long left)
    {
        try
        {
            while (!cut.HasFullFile)
            {
                if (!rows.Read(out var row))
                {
                    return true;
                }

                if (!window.Touched.Contains(row, definition, chunk.Key))
                {
                    cut.Append(target, row, left > chunk.Absent ? RowOp.Snapshot : RowOp.Delete, chunk.ReadAtMicros);
                }

                left--;
            }

            return false;
        }
        catch (UnfitValueException e)
        {
            throw new RowValueException(brand, definition.Schema, definition.Name, e.Column, e.Message, position.File, position.Offset, e);
        }
    }
}

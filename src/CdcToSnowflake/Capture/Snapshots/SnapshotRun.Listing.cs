using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Cuts;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>Which tables are to be read: those that the source has, those that were under way, and those that are taken again.</summary>
internal sealed partial class SnapshotRun
{
    private async Task ListAsync(CutManifest? last, CancellationToken cancellationToken)
    {
        _unanswered.Clear();
        _unansweredRows.Clear();
        _listed.Clear();
        var tables = await AskAsync(SourceDefinitions.TablesAsync, "the source's tables can't be listed", cancellationToken).ConfigureAwait(false);
        Estimated(tables);
        ListLogs(tables, last);
        foreach (var name in tables.Select(table => table.Name).Where(catalog.HasSnapshots))
        {
            _listed.Add(name);
            Note(name, marks.Unanswered(name, options.Snapshot.Mode));
            NoteRows(name, marks.UnansweredRows(name));
        }

        // One that is gone meanwhile ends when the log has come to where it went.
        foreach (var begun in cut.Snapshots.UnderWay.Values)
        {
            var name = new TableName(begun.Schema, begun.Table);
            if (catalog.HasSnapshots(name) || catalog.IsReadLog(name))
            {
                Note(name, begun.Ids, begun.Reason);
            }
            else
            {
                cut.Snapshots = cut.Snapshots.Without(PathOf(name));
            }
        }
    }

    // What a log lacks now nobody can add: its rows can't be told apart.
    private async Task TakeAgainAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, ids) in await leftOut.NoteAsync(cut.Number, cancellationToken).ConfigureAwait(false))
        {
            var since = SnapshotMarks.FirstCutWithout(ids[0]);
            if (catalog.IsLog(name))
            {
                messages.LogTakenAgain(brand, name, since);
                _made.Add(new TableSweep(PathOf(name), cut.Number, ids));
                continue;
            }

            // Also one that the source doesn't have any more: its end was passed over like all else.
            messages.TakenAgain(brand, name, since);
            _listed.Add(name);
            Note(name, [.. marks.Unanswered(name, options.Snapshot.Mode)], $"{(cut.From is { } from ? from.ToString() : "the log's beginning")}: it was left out from cut {since} on, and what became of it meanwhile was passed over.");
        }
    }

    private void Estimated(IEnumerable<(TableName Name, long? Rows)> tables)
    {
        foreach (var (name, rows) in tables)
        {
            _estimates[name] = rows;
        }
    }

    private TableSnapshot? Note(TableName name, IReadOnlyList<string> ids, string? reason = null)
    {
        if (ids.Count == 0)
        {
            return null;
        }

        var before = _unanswered.GetValueOrDefault(name) ?? new TableSnapshot { Schema = name.Schema, Table = name.Table, Ids = [], Estimate = _estimates.GetValueOrDefault(name) };
        return _unanswered[name] = before with { Ids = [.. before.Ids.Union(ids)], Reason = reason ?? before.Reason };
    }

    private void Add(TableName name, IReadOnlyList<string> ids, string? reason = null)
    {
        if (catalog.HasSnapshots(name) && Note(name, ids, reason) is { } table)
        {
            _listed.Add(name);
            _plan.Add(table);
        }
    }
}

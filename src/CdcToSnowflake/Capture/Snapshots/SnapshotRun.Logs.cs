using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Cuts;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>
/// Tables that are logs, read once (<see cref="SnapshotOptions.ReadsAppendOnlyTables"/>). Nothing tells a log's rows apart, so none may come twice: neither a change whose effect is read as well, nor
/// what is read. Therefore its changes are held back until it is read: by one SELECT, which lands whole in one cut, if the log has no change of the table from the window's opening to there, so that what
/// was read is what the table is at that boundary. That changes are held back stands in the manifests from before the first reading until the cut that ends it: whichever capture goes on knows it.
/// </summary>
internal sealed partial class SnapshotRun
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    // Those whose changes aren't written now, and those of them of which a committed cut says so.
    private readonly HashSet<TableName> _heldBack = [];
    private readonly HashSet<TableName> _said = [];

    // Those whose readings were given up: how many, how many of them since the log changed while it was read, and since when it is left alone.
    private readonly Dictionary<TableName, (int GivenUp, int Readings, long Since)> _resting = [];

    // Until the first rest ends, or null. Those that are over are due already.
    private TimeSpan? LogRest => _resting.Where(rest => IsResting(rest.Key)).Select(rest => (TimeSpan?)(RestAfter(rest.Value.GivenUp) - time.GetElapsedTime(rest.Value.Since))).Min();

    /// <summary>Whether a table's changes aren't written, since it is a log that is yet to be read. What is read of it meanwhile isn't what it is any more.</summary>
    /// <param name="table">The table.</param>
    /// <param name="change">Where in the log it is changed.</param>
    public bool HoldsBack(BinlogTable table, EventPlace change)
    {
        if (!HoldsBack(table.Schema, table.Name))
        {
            return false;
        }

        foreach (var window in _windows)
        {
            if (window.Name.Table == table.Name && window.Name.Schema == table.Schema)
            {
                window.Changed(change);
            }
        }

        return true;
    }

    /// <summary>Whether a table's changes aren't written.</summary>
    public bool HoldsBack(string schema, string table) => _heldBack.Count > 0 && _heldBack.Contains(new TableName(schema, table));

    private void ListLogs(List<(TableName Name, long? Rows)> tables, CutManifest? last)
    {
        _said.Clear();
        _said.UnionWith(cut.Snapshots.UnderWay.Values.Select(begun => new TableName(begun.Schema, begun.Table)).Where(catalog.IsReadLog));
        foreach (var name in tables.Select(table => table.Name).Where(catalog.IsReadLog))
        {
            _listed.Add(name);
            if (_said.Contains(name) || !marks.Unanswered(name, options.Snapshot.Mode).Contains(SnapshotMarks.Initial))
            {
                continue;
            }

            if (last is not null && catalog.IsKnown(name))
            {
                messages.LogUnread(brand, name);
            }
            else
            {
                Note(name, [SnapshotMarks.Initial]);
            }
        }
    }

    private void RestartLogs()
    {
        _heldBack.Clear();
        foreach (var (name, table) in _unanswered.Where(table => catalog.IsLog(table.Key)))
        {
            _heldBack.Add(name);
            if (!cut.Snapshots.UnderWay.ContainsKey(PathOf(name)))
            {
                cut.Snapshots = cut.Snapshots.With(PathOf(name), table);
            }
        }
    }

    // In the open cut, the one that has the statement before its end.
    private void HoldBack(TableName name)
    {
        _listed.Add(name);
        if (Note(name, [SnapshotMarks.Initial]) is { } table)
        {
            _plan.Add(table);
        }

        _heldBack.Add(name);
        cut.Snapshots = cut.Snapshots.With(PathOf(name), _unanswered[name]);
        Tell();
    }

    // One that was made since the tables were listed has no rows but the log's.
    private void SeenLog(TableName name)
    {
        if (!_listed.Add(name))
        {
            return;
        }

        var isMade = _created.Remove(name);
        if (!isMade && !_perhapsCreated.Remove(name))
        {
            messages.LogUnread(brand, name);
            return;
        }

        _made.Add(new TableSweep(PathOf(name), cut.Number, [SnapshotMarks.Initial]));
        if (!isMade)
        {
            messages.LogPerhapsMade(brand, name);
        }
    }

    private void LetRest(SnapshotWindow window)
    {
        var name = window.Name;

        // While capture catches up, old changes meet a reading that has them already: that says nothing of how often the table is written.
        var (before, readings, _) = _resting.GetValueOrDefault(name);
        var givenUp = before + 1;
        var rest = RestAfter(givenUp);
        readings += window.IsChangedWhileRead ? 1 : 0;
        if (readings >= options.Snapshot.MostLogReadings)
        {
            throw new SnapshotException(
                brand,
                name.Schema,
                name.Table,
                $"it is a log, and was changed during each of {readings} readings. Rotate it, so that what is written to is small and read in a moment (name {name.Schema}.{name.Table}_old in AppendOnlyTables too, then CREATE TABLE {name.Table}_new LIKE {name.Table}; RENAME TABLE {name.Table} TO {name.Table}_old, {name.Table}_new TO {name.Table}), "
                + $"or let nothing write to it for as long as one SELECT of all its rows takes (LOCK TABLES {name.Table} READ in a session that stays open until message 8 of the log says that it is read), and start again; or take its changes alone, without what it has so far, by SnapshotOptions.ReadsAppendOnlyTables = false.");
        }

        _resting[name] = (givenUp, readings, time.GetTimestamp());
        if (window.IsChangedWhileRead)
        {
            messages.LogChanged(brand, name, readings, rest);
        }
        else
        {
            messages.LogBehind(brand, name, rest);
        }
    }

    private TimeSpan RestAfter(int givenUp)
    {
        var rest = options.Snapshot.LogRest * Math.Pow(2, Math.Min(givenUp - 1, 16));
        return rest < LongestRest ? rest : LongestRest;
    }

    private bool IsResting(TableName name) => _resting.TryGetValue(name, out var rest) && time.GetElapsedTime(rest.Since) < RestAfter(rest.GivenUp);

    // Whoever goes on after a kill must know that changes were held back: a shape in the store, which comes as it lands, would look as if they had been taken.
    private bool IsUnsaid(TableName name) => _heldBack.Contains(name) && !_said.Contains(name);

    private void LogsLanded(TableName name)
    {
        _heldBack.Remove(name);
        _resting.Remove(name);
    }

    private void LogsCommitted(CutManifest manifest)
    {
        foreach (var name in _heldBack.Where(name => manifest.Snapshots.UnderWay.ContainsKey(PathOf(name))))
        {
            _said.Add(name);
        }
    }
}

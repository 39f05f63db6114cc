using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Cuts;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>What the log tells of tables beside their rows.</summary>
internal sealed partial class SnapshotRun
{
    // Made by a statement in the log since the tables were listed, and not seen yet.
    private readonly HashSet<TableName> _created = [];

    // The same by IF NOT EXISTS.
    private readonly HashSet<TableName> _perhapsCreated = [];

    // Without a key when they were last seen.
    private readonly HashSet<TableName> _leftOut = [];

    /// <summary>
    /// Notes a table that the log shows for the first time. One that was made after the tables were listed has no rows but the log's; any other has some, or had, and was not in the list since the
    /// account has no rights to it.
    /// </summary>
    public void Seen(BinlogTable table)
    {
        var name = new TableName(table.Schema, table.Name);
        if (_known.TryGetValue(name, out var known))
        {
            _known[name] = known with { Definition = null }; // it may have other columns now, by a statement that wasn't logged
        }

        WindowOf(table)?.SeeColumns();
        if (catalog.IsReadLog(name))
        {
            SeenLog(name);
            return;
        }

        if (options.Snapshot.Mode != SnapshotMode.Initial || !catalog.HasSnapshots(name) || !_listed.Add(name))
        {
            return;
        }

        if (_created.Remove(name))
        {
            _made.Add(new TableSweep(PathOf(name), cut.Number, [SnapshotMarks.Initial]));
        }
        else
        {
            Add(name, marks.Unanswered(name, options.Snapshot.Mode));
            Tell();
        }
    }

    /// <summary>Notes a table that the log shows and that is left out, since it has no key. Once it has one it is to be read, whoever made it.</summary>
    public void LeftOut(TableName name)
    {
        _created.Remove(name);
        _listed.Add(name);
        _leftOut.Add(name);
        Note(name, marks.Unanswered(name, options.Snapshot.Mode));
    }

    // A reading that found no key.
    private bool IsLeftOut(SnapshotWindow window)
    {
        if (window.Rows is not null || !window.IsKeyless || !catalog.LeavesOut(window.Name))
        {
            return false;
        }

        if (progress.LeavesOut(window.Name.ToString()))
        {
            messages.TableLeftOut(brand, window.Name);
        }

        _leftOut.Add(window.Name);
        return true;
    }

    /// <summary>Notes that a statement touched tables: what was read of them may not be what they are, nor be read in the same order.</summary>
    public void Touched(SourceStatement statement)
    {
        foreach (var name in statement.Tables)
        {
            Spoil(name);
        }

        if (statement.MakesTable)
        {
            _created.Add(statement.Tables[0]);
        }
        else if (statement.MayMakeTable)
        {
            _perhapsCreated.Add(statement.Tables[0]);
        }

        if (statement.Effect == StatementEffect.RenamesTable)
        {
            Renamed(statement.Tables);
        }
    }

    /// <summary>The log that loses what it had, and its changes so far, by getting a name under which nobody would read it; null if there is none.</summary>
    /// <param name="pairs">Old and new names by turns.</param>
    public (TableName Before, TableName Now)? LostLog(IReadOnlyList<TableName> pairs)
    {
        var replaced = TableRenames.Of(pairs).Replaced;

        // An online schema change leaves all rows under the old name: those of the table beside it.
        bool IsSwapped(TableName name) => replaced.Any(renamed => renamed.Name == name && TablePatterns.IsShadow(renamed.Before));
        var lost = replaced.Where(renamed => _heldBack.Contains(renamed.Before) && !catalog.Includes(renamed.Name) && !(IsSwapped(renamed.Before) && TablePatterns.IsShadow(renamed.Name))).ToList();
        return lost is [var (now, before), ..] ? (before, now) : null;
    }

    private void Renamed(IReadOnlyList<TableName> pairs)
    {
        // No name is the table any more that was changed while it was read.
        foreach (var name in pairs)
        {
            _resting.Remove(name);
        }

        // A log whose changes were held back so far goes on being read under its new name.
        foreach (var (name, _) in TableRenames.Of(pairs).Replaced.Where(renamed => _heldBack.Contains(renamed.Before) && catalog.IsReadLog(renamed.Name)).ToList())
        {
            HoldBack(name);
        }

        for (var i = 0; i + 1 < pairs.Count; i += 2)
        {
            // What waits under the old name is found under the new one.
            if (catalog.HasSnapshots(pairs[i + 1]) && (_unanswered.ContainsKey(pairs[i]) || !_listed.Contains(pairs[i])))
            {
                Add(pairs[i + 1], marks.Unanswered(pairs[i + 1], options.Snapshot.Mode));
            }
        }
    }

    /// <summary>
    /// Has a table read again from its first row, since rows of it are others now than the log tells. The open cut says so, the one that has the statement before its end: whichever capture goes on
    /// after it knows what is to be read, and one that goes on before it meets the statement again.
    /// </summary>
    /// <param name="name">The table.</param>
    /// <param name="why">What happened to it, as a sentence.</param>
    /// <param name="statement">The statement; null where only its effect was seen.</param>
    /// <param name="place">Where it was met.</param>
    public void Reread(TableName name, string why, string? statement, EventPlace place)
    {
        var reason = $"{place.File}:{place.Offset}: {why}";
        messages.Rereads(brand, name, why, statement, place);
        Spoil(name);
        Add(name, [SnapshotMarks.RereadAt(place), .. marks.Unanswered(name, options.Snapshot.Mode)], reason);
        cut.Snapshots = cut.Snapshots.With(PathOf(name), _unanswered[name].Anew());
        Tell();
    }

    /// <summary>Has all tables read again, since the log doesn't tell what became of them: those that were ever taken, of which some may be gone, and those that there are now.</summary>
    /// <param name="taken">Those that were ever taken.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The end of the log, where capture goes on.</returns>
    public async Task<BinlogPosition> RereadAllAsync(IEnumerable<TableName> taken, CancellationToken cancellationToken)
    {
        await StopAsync().ConfigureAwait(false);

        // Before the tables are listed: one that is made in between is in the list, or in the log, or in both, which is as well.
        var now = await AskAsync(SourcePosition.NowAsync, "the end of the source's log can't be asked for", cancellationToken).ConfigureAwait(false);
        var present = await AskAsync(SourceDefinitions.TablesAsync, "the source's tables can't be listed", cancellationToken).ConfigureAwait(false);
        Estimated(present);
        foreach (var name in present.Select(table => table.Name).Concat(taken).Distinct().Where(catalog.HasSnapshots))
        {
            Reread(name, "what became of it before is in no log that is left.", null, new EventPlace(now.File, now.Offset));
        }

        return now;
    }

    // By each spelling: whether they are one table depends on the server's lower_case_table_names, and to read one too many again does no harm.
    private void Spoil(TableName name)
    {
        bool IsMeant(TableName other) => other.Schema.Equals(name.Schema, StringComparison.OrdinalIgnoreCase)
            && (name.Table.Length == 0 || other.Table.Equals(name.Table, StringComparison.OrdinalIgnoreCase));

        foreach (var window in _windows.Where(window => IsMeant(window.Name)))
        {
            window.Spoil();
        }

        // It may have a key now, or be gone.
        foreach (var table in _leftOut.Where(IsMeant).ToList())
        {
            _leftOut.Remove(table);
            progress.TakesUp(table.ToString());
            if (_unanswered.TryGetValue(table, out var waiting))
            {
                _plan.Add(waiting);
            }
        }

        // At once: a capture that goes on from the next cut doesn't meet the statement.
        foreach (var table in _unanswered.Keys.Where(IsMeant))
        {
            _plan.BeginAnew(table);
            _known.Remove(table);
            cut.Snapshots = cut.Snapshots.Anew(PathOf(table));
        }
    }
}

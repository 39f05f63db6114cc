using CdcToSnowflake.Capture.Snapshots;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Capture;

/// <summary>Decides what a statement in the binlog means for the captured tables.</summary>
internal sealed class StatementJudge(string brand, CaptureOptions options, TableCatalog catalog, ShapeRegistry shapes, CutWriter cut, SnapshotRun? snapshots)
{
    // The schema of the server's own tables, which it also changes by statements (Amazon RDS: rds_heartbeat2).
    private const string ServersOwn = "mysql";

    private readonly HashSet<string> _handled = new(options.HandledStatements, StringComparer.Ordinal);

    /// <summary>Judges a statement.</summary>
    /// <param name="sql">Its text.</param>
    /// <param name="defaultSchema">The session's schema.</param>
    /// <param name="mode">The session's sql_mode.</param>
    /// <param name="place">Where it stands.</param>
    /// <exception cref="UnsupportedStatementException">It can't be followed.</exception>
    public StatementVerdict Judge(string sql, string defaultSchema, SqlMode mode, EventPlace place)
    {
        var statement = StatementParser.Parse(sql, defaultSchema, mode);
        if (statement.Effect == StatementEffect.None)
        {
            return StatementVerdict.GoOn;
        }

        snapshots?.Touched(statement);
        if (_handled.Contains(place.ToString()))
        {
            return Handled(statement.Tables);
        }

        var judged = new JudgedStatement(brand, statement, sql, place);
        return statement.Effect switch
        {
            StatementEffect.Empties => new StatementVerdict(false, [.. statement.Tables.Where(name => IsKnown(name, judged)).Select(Emptied)]),
            StatementEffect.DropsSchema => DroppedSchema(judged),
            StatementEffect.Alters or StatementEffect.RenamesColumn => Altered(judged, mode),
            StatementEffect.RenamesTable => Renamed(judged),
            StatementEffect.MovesRows => Moved(judged),
            StatementEffect.ChangesRows when statement.Tables is [var table] && table.Schema.Equals(ServersOwn, StringComparison.OrdinalIgnoreCase) && !catalog.Includes(table) => StatementVerdict.GoOn,
            _ => throw judged.Refusal("data was changed by a statement, not by rows. SET PERSIST binlog_format = 'ROW' on the server, and let sessions reconnect."),
        };
    }

    private StatementVerdict DroppedSchema(JudgedStatement judged)
    {
        var schema = judged.Statement.Tables[0].Schema;
        var known = shapes.Tables.Select(table => new TableName(table.Schema, table.Name)).Where(catalog.Includes).ToList();
        var dropped = known.FindAll(table => table.Schema == schema);
        return dropped.Count == 0 && known.FindIndex(table => table.Schema.Equals(schema, StringComparison.OrdinalIgnoreCase)) is >= 0 and var other
            ? throw judged.Refusal($"it names the schema {schema}, and captured tables are in {known[other].Schema}: whether they are one depends on the server's lower_case_table_names.")
            : new StatementVerdict(false, [.. dropped.Select(Emptied)]);
    }

    private CutTarget Emptied(TableName name)
    {
        var target = cut.FindOpen(StorePathOf(name)) ?? catalog.TargetOf(name)!;
        catalog.Forget(name);
        catalog.HistoryOf(name).Emptied();
        return target;
    }

    private StatementVerdict Altered(JudgedStatement judged, SqlMode mode)
    {
        var statement = judged.Statement;
        var name = statement.Tables[0];
        catalog.Forget(name);
        if (!catalog.Includes(name))
        {
            return StatementVerdict.GoOn;
        }

        // By another spelling it may be the same table; then what is refused for that one is refused.
        var known = catalog.TargetOf(name) is null && shapes.FindAnyCase(name.Schema, name.Table) is { } other ? new TableName(other.Schema, other.Name) : name;
        if (catalog.TargetOf(known) is not null)
        {
            var history = catalog.HistoryOf(known);
            var followed = statement.RenamedColumns.Where(column => shapes.Follows(new ColumnRename(known.Schema, known.Table, column.From, column.To))).ToList();
            var taken = statement with
            {
                Columns = [.. statement.Columns.Where(column => !catalog.LeavesOut(known, column.Name))],
                RenamedColumns = [.. statement.RenamedColumns.Where(column => !catalog.LeavesOut(known, column.To) && !followed.Contains(column))],
            };

            // Of what a server may have done beside the statement's words nobody can be sure, so it is no reason to stop a capture that can't read.
            var mayReadInDoubt = snapshots is not null && !mode.IsStrict && !history.IsEmpty;
            if ((ChangedValues.Of(taken, followed, known, history) ?? (mayReadInDoubt ? ChangedValues.MayBe(taken, followed, known, history) : null)) is { } problem)
            {
                Reread(known, judged, problem);
            }
            else if (followed.Count > 0)
            {
                history.Unsettle(judged); // its next shape has a column that the one before lacks, with values in existing rows
            }
            else
            {
                // Not the new ones: NOT NULL in their first rows is news, of a TIMESTAMP that explicit_defaults_for_timestamp=OFF filled without a word in the statement.
                history.Altered(judged, statement.Columns.Where(column => !column.IsNew).Select(column => column.Name));
            }
        }

        // Here too a capture that dies must not meet the statement again, knowing the shape that came from it.
        return new StatementVerdict(statement.Columns.Count > 0 || statement.RenamedColumns.Count > 0 || cut.FindOpen(StorePathOf(name)) is not null, []);
    }

    private StatementVerdict Renamed(JudgedStatement judged)
    {
        var names = judged.Statement.Tables;
        List<CutTarget> emptied = [];
        if (snapshots is null)
        {
            RefuseRename(names, judged);
        }
        else
        {
            if (snapshots.LostLog(names) is { } lost)
            {
                throw new UnsupportedStatementException(brand, lost.Before, lost.Now, judged);
            }

            var renames = TableRenames.Of(names);
            emptied.AddRange(renames.Gone.Where(name => IsKnown(name, judged)).ToList().Select(Emptied));
            foreach (var (name, before) in renames.Replaced.Where(renamed => catalog.Includes(renamed.Name)))
            {
                _ = IsKnown(name, judged);
                Reread(name, judged, $"{name} is the table from here on that was {before}.");
            }
        }

        foreach (var name in names)
        {
            catalog.Forget(name);
        }

        return new StatementVerdict(names.Any(catalog.Includes), emptied);
    }

    private StatementVerdict Moved(JudgedStatement judged)
    {
        foreach (var name in judged.Statement.Tables.Where(catalog.Includes))
        {
            catalog.Forget(name);
            if (IsKnown(name, judged) || snapshots is not null)
            {
                Reread(name, judged, $"rows of {name} come or go by its partitions or files, or by IGNORE, which the log doesn't show.");
            }
        }

        // A capture that dies must not meet the statement again, with files of the table by then.
        return new StatementVerdict(judged.Statement.Tables.Any(catalog.Includes), []);
    }

    // What the log doesn't tell of a table's rows is read; without a source to read, it stops the brand.
    private void Reread(TableName name, JudgedStatement judged, string problem)
    {
        if (catalog.IsLog(name))
        {
            // The rows so far are changes, which stay what they were.
            catalog.HistoryOf(name).Unsettle(judged);
            return;
        }

        if (snapshots is null)
        {
            throw judged.Refusal($"{problem} A capture with a {nameof(MySqlSnapshotSource)} would read the table again by itself.");
        }

        snapshots.Reread(name, problem, judged.Sql, judged.Place);
        catalog.HistoryOf(name).Unsettle(judged);
    }

    // The tables were brought to the same state by hand; their next rows say which columns that has.
    private StatementVerdict Handled(IReadOnlyList<TableName> names)
    {
        var endsCut = false;
        foreach (var name in names)
        {
            catalog.Forget(name);
            if (catalog.Includes(name) && catalog.TargetOf(name) is not null)
            {
                catalog.HistoryOf(name).Handled();
            }

            endsCut |= cut.FindOpen(StorePathOf(name)) is not null;
        }

        return new StatementVerdict(endsCut, []);
    }

    private void RefuseRename(IReadOnlyList<TableName> names, JudgedStatement judged)
    {
        const string Remedy = $"A capture with a {nameof(MySqlSnapshotSource)} would read the table by itself.";
        for (var i = 0; i + 1 < names.Count; i += 2)
        {
            if (IsKnown(names[i], judged) && !catalog.IsLog(names[i]))
            {
                throw judged.Refusal($"the captured table {names[i]} gets the name {names[i + 1]}. {Remedy}");
            }

            if (catalog.HasSnapshots(names[i + 1]) && !catalog.Includes(names[i]))
            {
                throw judged.Refusal($"the table {names[i]}, which isn't captured, gets the name {names[i + 1]}, which is: its rows so far would be missing. {Remedy}");
            }
        }
    }

    // Of a table without files nothing can be wrong in the warehouse.
    private bool IsKnown(TableName name, JudgedStatement judged)
    {
        if (!catalog.Includes(name))
        {
            return false;
        }

        if (catalog.TargetOf(name) is not null)
        {
            return true;
        }

        return shapes.FindAnyCase(name.Schema, name.Table) is { } other
            ? throw judged.Refusal($"it names {name}, and the captured table is {other.Schema}.{other.Name}: whether they are one depends on the server's lower_case_table_names.")
            : false;
    }

    private static string StorePathOf(TableName name) => name.Schema.Length == 0 || name.Table.Length == 0 ? "" : StorePath.Table(name.Schema, name.Table);
}

using CdcToSnowflake.Capture.Snapshots;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Capture;

/// <summary>Decides what a statement in the binlog means for the captured tables.</summary>
internal sealed class StatementJudge(string brand, CaptureOptions options, TableCatalog catalog, ShapeRegistry shapes, CutWriter cut, SnapshotRun? snapshots)
{
    private readonly HashSet<string> _handled = new(options.HandledStatements, StringComparer.Ordinal);

    /// <summary>Judges a statement.</summary>
    /// <exception cref="UnsupportedStatementException">It can't be followed.</exception>
    public StatementVerdict Judge(string sql, string defaultSchema, EventPlace place)
    {
        var statement = StatementParser.Parse(sql, defaultSchema);
        if (statement.Effect == StatementEffect.None)
        {
            return StatementVerdict.GoOn;
        }

        snapshots?.Touched(statement);
        if (_handled.Contains(place.ToString()))
        {
            return Handled(statement.Tables);
        }

        UnsupportedStatementException Refusal(string problem) => new(brand, problem, sql, place.File, place.Offset);

        switch (statement.Effect)
        {
            case StatementEffect.Empties:
                return new StatementVerdict(false, [.. statement.Tables.Where(name => IsKnown(name, Refusal)).Select(Emptied)]);
            case StatementEffect.DropsSchema:
                var schema = statement.Tables[0].Schema;
                var dropped = shapes.Tables.Where(table => table.Schema == schema).Select(table => new TableName(table.Schema, table.Name));
                return new StatementVerdict(false, [.. dropped.Where(catalog.Includes).ToList().Select(Emptied)]);
            case StatementEffect.Alters:
                return Altered(statement, sql, Refusal);
            case StatementEffect.RenamesTable:
                CheckRename(statement.Tables, Refusal);
                return Followed(statement.Tables);
            case StatementEffect.RenamesColumn:
                RefuseKnown(statement.Tables, Refusal, "a column of {0} gets another name, which its rows in the warehouse can't follow.");
                return Followed(statement.Tables);
            case StatementEffect.MovesRows:
                RefuseKnown(statement.Tables, Refusal, "rows of {0} come or go by its partitions or files, which the log doesn't show.");
                return Followed(statement.Tables);
            default:
                throw Refusal("data was changed by a statement, not by rows. SET PERSIST binlog_format = 'ROW' on the server, and let sessions reconnect.");
        }
    }

    private CutTarget Emptied(TableName name)
    {
        var target = cut.FindOpen(StorePathOf(name)) ?? catalog.TargetOf(name)!;
        catalog.Forget(name);
        catalog.HistoryOf(name).Emptied();
        return target;
    }

    private StatementVerdict Altered(SourceStatement statement, string sql, Func<string, UnsupportedStatementException> refusal)
    {
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
            var taken = statement with { Columns = [.. statement.Columns.Where(column => !catalog.LeavesOut(known, column.Name))] };
            if (ChangedValues.Of(taken, known, history) is { } problem)
            {
                throw refusal(problem);
            }

            history.Altered(sql, statement.Columns.Select(column => column.Name));
        }

        // Here too a capture that dies must not meet the statement again, knowing the shape that came from it.
        return new StatementVerdict(statement.Columns.Count > 0 || cut.FindOpen(StorePathOf(name)) is not null, []);
    }

    // A capture that dies must not meet the statement again, with files of the table by then.
    private StatementVerdict Followed(IReadOnlyList<TableName> names) => new(names.Any(catalog.Includes), []);

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

    private void CheckRename(IReadOnlyList<TableName> names, Func<string, UnsupportedStatementException> refusal)
    {
        for (var i = 0; i + 1 < names.Count; i += 2)
        {
            if (IsKnown(names[i], refusal))
            {
                throw refusal($"the captured table {names[i]} gets the name {names[i + 1]}.");
            }

            if (catalog.Includes(names[i + 1]) && !catalog.Includes(names[i]))
            {
                throw refusal($"the table {names[i]}, which isn't captured, gets the name {names[i + 1]}, which is: its rows so far would be missing.");
            }

            catalog.Forget(names[i]);
            catalog.Forget(names[i + 1]);
        }
    }

    private void RefuseKnown(IReadOnlyList<TableName> names, Func<string, UnsupportedStatementException> refusal, string problem)
    {
        foreach (var name in names)
        {
            catalog.Forget(name);
            if (IsKnown(name, refusal))
            {
                throw refusal(string.Format(System.Globalization.CultureInfo.InvariantCulture, problem, name));
            }
        }
    }

    // Of a table without files nothing can be wrong in the warehouse.
    private bool IsKnown(TableName name, Func<string, UnsupportedStatementException> refusal)
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
            ? throw refusal($"it names {name}, and the captured table is {other.Schema}.{other.Name}: whether they are one depends on the server's lower_case_table_names.")
            : false;
    }

    private static string StorePathOf(TableName name) => name.Schema.Length == 0 || name.Table.Length == 0 ? "" : StorePath.Table(name.Schema, name.Table);
}

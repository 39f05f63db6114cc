using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture.Snapshots;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Capture;

/// <summary>Decides what a table of the binlog is: whether it is taken, its columns' names, its key, its shape.</summary>
/// <param name="brand">The brand's id.</param>
/// <param name="options">Which tables are taken, and how.</param>
/// <param name="shapes">The shapes so far.</param>
/// <param name="schemaSource">Names for logs without them; null for none.</param>
/// <param name="rereads">Where a table whose rows contradict those before them is asked to be read again; null if it can't be, so that it is refused.</param>
internal sealed class TableCatalog(string brand, CaptureOptions options, ShapeRegistry shapes, ISchemaSource? schemaSource, SnapshotMarks? rereads)
{
    private readonly TablePatterns _patterns = new(options);
    private readonly TablePatterns _logs = new(options.AppendOnlyTables, []);
    private readonly ColumnTreatments _treatments = new(options);
    private readonly Dictionary<(string Schema, string Table), CapturedTable> _tables = [];
    private readonly Dictionary<(string Schema, string Table), CutTarget> _targets = [];
    private readonly Dictionary<(string Schema, string Table), TableHistory> _histories = [];
    private CapturedTable? _last;

    /// <summary>The decision, if it was made for this very table map.</summary>
    public CapturedTable? Find(BinlogTable table)
    {
        if (ReferenceEquals(_last?.Source, table))
        {
            return _last;
        }

        return _tables.TryGetValue((table.Schema, table.Name), out var found) && ReferenceEquals(found.Source, table) ? _last = found : null;
    }

    public bool Includes(TableName name) => _patterns.Includes(name.Schema, name.Table);

    /// <summary>Whether a table is taken and can be read as it is, and again: of a log only what changes is taken, and at most what it had before.</summary>
    public bool HasSnapshots(TableName name) => Includes(name) && !_logs.Includes(name.Schema, name.Table);

    /// <summary>Whether a table is a log that is to be read once.</summary>
    public bool IsReadLog(TableName name) => options.Snapshot is { ReadsAppendOnlyTables: true, Mode: SnapshotMode.Initial } && IsLog(name);

    /// <summary>Whether any rows of a table were ever taken, or met.</summary>
    public bool IsKnown(TableName name) => shapes.AllOf(name.Schema, name.Table).Count > 0;

    /// <summary>Whether a table is taken as a log of its changes.</summary>
    public bool IsLog(TableName name) => Includes(name) && !HasSnapshots(name);

    /// <summary>Whether a table is left out if it has no key. One that was taken with a key isn't: what it has in the warehouse would stay, and be less and less true.</summary>
    public bool LeavesOut(TableName name) => options.KeylessTables == KeylessTables.LeaveOut && !IsKnown(name);

    /// <summary>Whether files lack a column by the options.</summary>
    public bool LeavesOut(TableName name, string column) => _treatments.Of(name.Schema, name.Table, column) == ColumnTreatment.Drop;

    /// <summary>A queried table with what becomes of its columns.</summary>
    public QueriedTable Treated(QueriedTable table) => _treatments.Of(table);

    /// <summary>Forgets a table's columns, since a statement may have changed them.</summary>
    public void Forget(TableName name)
    {
        _tables.Remove((name.Schema, name.Table));
        _last = null;
    }

    /// <summary>What is known of a table's columns so far.</summary>
    public TableHistory HistoryOf(TableName name)
    {
        if (!_histories.TryGetValue((name.Schema, name.Table), out var history))
        {
            history = new TableHistory(shapes.AllOf(name.Schema, name.Table));
            _histories[(name.Schema, name.Table)] = history;
        }

        return history;
    }

    /// <summary>Begins at a cut's end, and forgets what came after it.</summary>
    public void Restart(UnsettledTables unsettled)
    {
        _tables.Clear();
        _histories.Clear();
        _last = null;
        var byPath = shapes.Tables.ToDictionary(table => StorePath.Table(table.Schema, table.Name), table => new TableName(table.Schema, table.Name), StringComparer.Ordinal);
        foreach (var path in unsettled.Emptied.Where(byPath.ContainsKey))
        {
            HistoryOf(byPath[path]).Emptied();
        }

        foreach (var path in unsettled.Handled.Where(byPath.ContainsKey))
        {
            HistoryOf(byPath[path]).Handled();
        }
    }

    /// <summary>The tables whose next rows may have any shape.</summary>
    public UnsettledTables Unsettled() => _histories.Values.Any(history => history.IsEmpty || history.IsHandled)
        ? new UnsettledTables(PathsOf(history => history.IsEmpty), PathsOf(history => history.IsHandled))
        : UnsettledTables.None;

    private List<string> PathsOf(Func<TableHistory, bool> chosen) =>
        [.. _histories.Where(pair => pair.Key.Table.Length > 0 && chosen(pair.Value)).Select(pair => StorePath.Table(pair.Key.Schema, pair.Key.Table)).Order(StringComparer.Ordinal)];

    /// <summary>Makes the decision. A new shape is in the store, and known to the observer, when this returns.</summary>
    public async Task<CapturedTable> ResolveAsync(BinlogTable table, EventPlace place, CancellationToken cancellationToken)
    {
        CapturedTable resolved;
        try
        {
            resolved = _patterns.Includes(table.Schema, table.Name)
                ? await CaptureAsync(table, place, cancellationToken).ConfigureAwait(false)
                : new CapturedTable(table, null, []);
        }
        catch (KeylessTableException) when (LeavesOut(new TableName(table.Schema, table.Name)))
        {
            resolved = new CapturedTable(table, null, []) { IsKeyless = true };
        }

        _tables[(table.Schema, table.Name)] = resolved;
        _last = resolved;
        return resolved;
    }

    /// <summary>Where a known table's rows go, for a row that has no source values; null for a table that has no files.</summary>
    public CutTarget? TargetOf(TableName name)
    {
        if (!_targets.TryGetValue((name.Schema, name.Table), out var target) && shapes.Find(name.Schema, name.Table) is { } table)
        {
            target = new CutTarget(table, CutTarget.NoLabels(table));
            _targets[(name.Schema, name.Table)] = target;
        }

        return target;
    }

    /// <summary>What the definition of a queried table tells of its rows so far; null if those can be as they were.</summary>
    public string? Contradiction(QueriedTable queried, EventPlace place)
    {
        var history = HistoryOf(new TableName(queried.Schema, queried.Name));
        return history.Contradiction(ShapeOf(queried, place), FormsOf(queried)) is { } contradiction
            ? $"{queried.Schema}.{queried.Name} is read in a shape that the rows before can't have taken unchanged: {contradiction}"
            : null;
    }

    /// <summary>Where the rows of a queried table go. Its shape is in the store, and known to the observer, when this returns.</summary>
    /// <remarks>What the rows before them looked like is another question, of <see cref="Contradiction"/>: where all rows are read anew it doesn't matter.</remarks>
    public async Task<CutTarget> ResolveAsync(QueriedTable queried, EventPlace place, CancellationToken cancellationToken)
    {
        foreach (var column in queried.Columns.Where(column => column.Treatment != ColumnTreatment.Drop && MetaColumn.IsReserved(column.Name)))
        {
            throw Reserved(queried.Schema, queried.Name, column.Name, place);
        }

        var table = ShapeOf(queried, place);
        var history = HistoryOf(new TableName(queried.Schema, queried.Name));
        await EnsureAsync(table, history, place, cancellationToken).ConfigureAwait(false);
        history.Saw(table, FormsOf(queried));

        // What a SELECT gives are the strings themselves: rows of the log go on in the same target, whether or not they need the labels.
        return _targets.GetValueOrDefault((table.Schema, table.Name)) is { } before && before.Table.Equals(table) ? before : TargetFor(table, [.. queried.Columns.Select(column => column.Labels)]);
    }

    /// <summary>The key columns of a queried table, by index.</summary>
    public int[] KeyOf(QueriedTable queried, EventPlace place)
    {
        if (_logs.Includes(queried.Schema, queried.Name))
        {
            CheckTreatments(queried.Schema, queried.Name, [.. queried.Columns.Select(column => column.Name)], [], place);
            return [];
        }

        var key = options.KeyColumns.TryGetValue($"{queried.Schema}.{queried.Name}", out var named) && named.Count > 0 ? named : queried.PrimaryKey;
        int[] columns = key.Count > 0
            ? [.. key.Select(name => queried.IndexOf(name) is >= 0 and var index ? index : throw new TableDefinitionException(
                brand, queried.Schema, queried.Name, $"CaptureOptions.KeyColumns names the column {name}, which it doesn't have. It has {string.Join(", ", queried.Columns.Select(c => c.Name))}.", place.File, place.Offset))]
            : throw new KeylessTableException(brand, queried.Schema, queried.Name, place.File, place.Offset);
        CheckTreatments(queried.Schema, queried.Name, [.. queried.Columns.Select(column => column.Name)], [.. columns.Select(index => queried.Columns[index].Name)], place);
        return columns;
    }

    private SourceTable ShapeOf(QueriedTable queried, EventPlace place) => queried.ToSourceTable(KeyOf(queried, place)) with { Format = options.Format, IsAppendOnly = _logs.Includes(queried.Schema, queried.Name) };

    private static ColumnForm[] FormsOf(QueriedTable queried) => [.. queried.Columns.Select(column => column.Form)];

    private delegate TableDefinitionException ProblemOf(string problem, Exception? cause = null);

    private async Task<CapturedTable> CaptureAsync(BinlogTable source, EventPlace place, CancellationToken cancellationToken)
    {
        TableDefinitionException Problem(string problem, Exception? cause = null) => new(brand, source.Schema, source.Name, problem, place.File, place.Offset, cause);

        // information_schema knows what a column is now. Whether it was so when the rows were logged, nothing in them would tell: a sign or a charset more is the same bytes.
        if (!source.HasSignsAndCharsets)
        {
            throw new UndescribedRowsException(brand, source.Schema, source.Name, place.File, place.Offset);
        }

        var schema = source.HasNames ? null : await FindSchemaAsync(source, Problem, cancellationToken).ConfigureAwait(false);
        var columns = new SourceColumn[source.Columns.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            var name = schema?.Columns[i].Name ?? source.Columns[i].Name!;
            columns[i] = new SourceColumn(name, TypeOf(source.Columns[i], schema?.Columns[i]), source.Columns[i].IsNullable) { Treatment = _treatments.Of(source.Schema, source.Name, name) };
            if (!columns[i].IsWritten)
            {
                continue;
            }

            if (MetaColumn.IsReserved(name))
            {
                throw Reserved(source.Schema, source.Name, name, place);
            }

            if (columns[i].Type is { Kind: SourceKind.Vector, Precision: 0 })
            {
                throw Problem($"the dimension of its VECTOR column {name} isn't in the binlog. Set binlog_row_metadata=FULL on the server (SET PERSIST binlog_row_metadata = 'FULL').");
            }
        }

        var isLog = _logs.Includes(source.Schema, source.Name);
        var key = isLog ? [] : KeyOf(source, schema, columns, place);
        var table = new SourceTable(source.Schema, source.Name, columns, [.. key.Select(index => columns[index].Name)]) { Format = options.Format, IsAppendOnly = isLog };
        CheckTreatments(source.Schema, source.Name, [.. columns.Select(column => column.Name)], table.Key, place);
        IReadOnlyList<string>[] labels = [.. source.Columns.Select((column, i) => LabelsOf(column, schema?.Columns[i]))];
        var history = HistoryOf(new TableName(source.Schema, source.Name));
        ColumnForm[] forms = [.. source.Columns.Select((column, i) => FormOf(column, columns[i].Type, labels[i]))];
        var contradiction = isLog || options.HandledStatements.Contains(place.ToString()) ? null : history.Contradiction(table, forms);
        contradiction = contradiction is null ? null : $"rows of {source.Schema}.{source.Name} come in a shape that the rows before them can't have taken unchanged: {contradiction}";
        if (contradiction is not null)
        {
            // Before the shape is in the store: a capture that starts after this one's end finds it there, and so no contradiction.
            await (rereads ?? throw new UnsupportedStatementException(brand, contradiction, history.LastStatement?.Sql ?? "none is in the log", place.File, place.Offset))
                .AskAsync(new TableName(source.Schema, source.Name), SnapshotMarks.RereadAt(place), cancellationToken).ConfigureAwait(false);
        }

        await EnsureAsync(table, history, place, cancellationToken).ConfigureAwait(false);
        history.Saw(table, forms);
        return new CapturedTable(source, TargetFor(table, labels), key) { Contradiction = contradiction };
    }

    private async Task EnsureAsync(SourceTable table, TableHistory history, EventPlace place, CancellationToken cancellationToken)
    {
        try
        {
            await shapes.EnsureAsync(table, cancellationToken).ConfigureAwait(false);
        }
        catch (ModelException e)
        {
            throw new UnsupportedStatementException(brand, table, history.LastStatement?.Sql, history.LastStatement?.Place ?? place, e);
        }
    }

    // The same columns again (a restart of the server, a table map with another number): the same target, and so the same builders.
    private CutTarget TargetFor(SourceTable table, IReadOnlyList<string>[] labels)
    {
        if (_targets.TryGetValue((table.Schema, table.Name), out var before) && before.Table.Equals(table)
            && before.Labels.Zip(labels, (a, b) => b.Count == 0 || a.SequenceEqual(b, StringComparer.Ordinal)).All(same => same))
        {
            return before;
        }

        return _targets[(table.Schema, table.Name)] = new CutTarget(table, labels);
    }

    private void CheckTreatments(string schema, string table, IReadOnlyCollection<string> columns, IReadOnlyList<string> key, EventPlace place)
    {
        TableDefinitionException Problem(string problem) => new(brand, schema, table, problem, place.File, place.Offset);
        if (_treatments.Unmatched(schema, table, columns) is { } unmatched)
        {
            throw Problem($"CaptureOptions.DroppedColumns or HashedColumns names its column {unmatched}, which it doesn't have. Correct the name, or leave it out; one that comes later or has gone can be named with a wildcard, such as {unmatched[..^1]}?.");
        }

        if (key.FirstOrDefault(name => _treatments.Of(schema, table, name) is not null) is { } treated)
        {
            throw Problem($"CaptureOptions.DroppedColumns or HashedColumns names its key column {treated}. Rows are told apart by it, and manifests say by it how far a snapshot is: take it as it is, or name other columns in CaptureOptions.KeyColumns.");
        }
    }

    private TableDefinitionException Reserved(string schema, string table, string column, EventPlace place) =>
        new(brand, schema, table, $"its column {column} is named like one that is added to each row. Rename it at the source, or leave the table out.", place.File, place.Offset);

    private static ColumnForm FormOf(BinlogColumn column, SourceType type, IReadOnlyList<string> labels)
    {
        var members = labels.Count > 0 ? labels : column.Type == BinlogColumnType.Set ? column.SetValues : column.EnumValues;
        return new ColumnForm(type, column.Type is BinlogColumnType.Text or BinlogColumnType.Blob ? column.Length : 0, members.Count > 0 ? members : null) { Charset = column.Charset };
    }

    private async Task<SchemaTable> FindSchemaAsync(BinlogTable source, ProblemOf problem, CancellationToken cancellationToken)
    {
        const string Remedy = "Set binlog_row_metadata=FULL on the server (SET PERSIST binlog_row_metadata = 'FULL')";
        if (schemaSource is null)
        {
            throw problem($"the binlog doesn't have its columns' names. {Remedy}, or give the capture a schema source (MySqlSchemaSource).");
        }

        SchemaTable? schema;
        try
        {
            schema = await schemaSource.FindAsync(source.Schema, source.Name, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or IOException)
        {
            throw problem("its columns' names could not be read from information_schema. Grant the capture's user SELECT on it, and check the connection.", e);
        }

        if (schema is null)
        {
            throw problem($"the binlog doesn't have its columns' names, and information_schema doesn't have the table (any more). {Remedy}; for what is already logged, leave the table out.");
        }

        return SchemaMatch.Mismatch(source, schema) is { } mismatch
            ? throw problem($"its definition isn't that of the logged rows: {mismatch}. It was altered after them. {Remedy}; for what is already logged, leave the table out.")
            : schema;
    }

    private int[] KeyOf(BinlogTable source, SchemaTable? schema, SourceColumn[] columns, EventPlace place)
    {
        if (options.KeyColumns.TryGetValue($"{source.Schema}.{source.Name}", out var named) && named.Count > 0)
        {
            return [.. named.Select(name => IndexOf(name, $"CaptureOptions.KeyColumns names the column {name}"))];
        }

        if (schema is not null)
        {
            return schema.Key.Count > 0 ? [.. schema.Key.Select(name => IndexOf(name, $"its key has the column {name}"))] : throw Keyless();
        }

        return source.PrimaryKey.Count > 0 ? [.. source.PrimaryKey] : throw Keyless();

        KeylessTableException Keyless() => new(brand, source.Schema, source.Name, place.File, place.Offset);

        int IndexOf(string name, string said)
        {
            var index = Array.FindIndex(columns, column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            return index >= 0 ? index : throw new TableDefinitionException(brand, source.Schema, source.Name, $"{said}, which it doesn't have. It has {string.Join(", ", columns.Select(c => c.Name))}.", place.File, place.Offset);
        }
    }

    private static SourceType TypeOf(BinlogColumn column, SchemaColumn? schema)
    {
        var type = SourceTypes.Of(column);
        return type is { Kind: SourceKind.Vector, Precision: 0 } && schema is not null
            ? type with { Precision = ColumnTypeText.Parse(schema.ColumnType).Argument(0) }
            : type;
    }

    // With FULL metadata the values come as strings already.
    private static IReadOnlyList<string> LabelsOf(BinlogColumn column, SchemaColumn? schema) =>
        schema is not null && column.Type is (BinlogColumnType.Enum or BinlogColumnType.Set) && column.EnumValues.Count + column.SetValues.Count == 0
            ? ColumnTypeText.Parse(schema.ColumnType).Arguments
            : [];
}

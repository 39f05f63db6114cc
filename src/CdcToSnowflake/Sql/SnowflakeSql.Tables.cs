using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Sql.Views;

namespace CdcToSnowflake.Sql;

public sealed partial class SnowflakeSql
{
    /// <summary>A brand's table in STG and in RAW.</summary>
    internal IEnumerable<TableLayout> Layouts(BrandTable table)
    {
        string source = $"{table.Schema}.{table.Source} of {table.Brand}";
        string own = $"{(table.IsAppendOnly ? "Log" : "Mirror")} of {source}";
        IReadOnlyList<LayoutColumn> Stg() => table.Options.Landing == LandingMode.Variant
            ? [new LayoutColumn(MetaColumn.Row, SnowflakeType.Variant, IsEverywhere: true, IsWidened: false)]
            : [.. table.Columns.Concat(table.Dropped).SelectMany(column => column.StgNames.Select(name => new LayoutColumn(name, column.Type, column.IsEverywhere && !column.IsRenamed, column.IsWidened)))];
        yield return new TableLayout(_names.StgTable(table), Stg, () => Write("table/create-stg", table, _names.StgTable(table), name => new
        {
            Table = name,
            Columns = Stg().Select(column => new { Name = new PlainText(column.Name), column.Type }).ToList(),
            RetentionDays = _options.StgRetentionDays,
            Comment = new PlainText($"Changes of {source}"),
        }))
        {
            RetentionDays = _options.StgRetentionDays,
        };
        yield return new TableLayout(_names.RawTable(table), () => Mirrors(table.Columns, table.IsSoft, column => _model.Comments.Of(table, column)), () => Write("table/create-raw", table, _names.RawTable(table), name => new
        {
            Table = name,
            Columns = ColumnView.Of(table.Columns),
            table.IsAppendOnly,
            table.IsSoft,
            Key = Texts(table.Key),
            HasPrimaryKey = HasPrimaryKey(table.Columns),
            ClusterBy = Texts(table.Options.RawClusterBy),
            RetentionDays = _options.RawRetentionDays,
            ExtensionDays = _options.RawExtensionDays,
            Comment = new PlainText(own),
        }))
        {
            Dropped = [.. table.Dropped.Select(column => column.Name)],
            Comment = _model.Comments.Of(table),
            OwnComment = own,
            IsDescribed = _model.Comments.Describes(table),
            RetentionDays = _options.RawRetentionDays,
            ClusterBy = table.Options.RawClusterBy,
        };
    }

    /// <summary>A table of all brands.</summary>
    internal TableLayout Layout(CiTable table) => Layout(table, $"{table.Name} of all brands");

    private TableLayout Layout(CiTable table, string own) => new(_names.CiTable(table), () => Mirrors(table.Columns, table.IsSoft, column => _model.Comments.Of(table, column)), () => Write("table/create-ci", _names.CiTable(table), name => new
    {
        Table = name,
        BrandColumn = new PlainText(_model.Names.BrandColumn),
        Columns = ColumnView.Of(table.Columns),
        table.IsAppendOnly,
        table.IsSoft,
        Key = Texts(table.Key),
        HasPrimaryKey = HasPrimaryKey(table.Columns),
        ClusterBy = Texts(table.ClusterBy.Count > 0 ? table.ClusterBy : [_model.Names.BrandColumn]),
        RetentionDays = _options.CiRetentionDays,
        Comment = new PlainText(own),
    }))
    {
        Dropped = table.Dropped,
        Comment = _model.Comments.Of(table),
        OwnComment = own,
        RetentionDays = _options.CiRetentionDays,
        ClusterBy = table.ClusterBy,
        IsDescribed = table.Members.Any(member => _model.Comments.Describes(member.Table)),
        Members = () => table.Members.Select(member => (_names.RawTable(member.Table), (Func<string, string>)(column => CiMember.NameOf(member.Table, column)))),
    };

    /// <summary>Another stream on a RAW table, in its schema, that begins where the table's own stands.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="schema">The source's schema.</param>
    /// <param name="table">The source's table.</param>
    /// <param name="stream">The stream's name as Snowflake stores it.</param>
    /// <returns>The statement.</returns>
    internal SqlStatement CopyStream(string brand, string schema, string table, string stream)
    {
        BrandTable raw = _model.Table(brand, schema, table);
        return Write("stream/copy-offset", raw, _names.Raw(brand).With(WarehouseNames.Checked(stream, $"a stream on {schema}.{table}")), name => new
        {
            Stream = name,
            Table = _names.RawTable(raw),
            Origin = _names.Stream(raw),
            raw.IsAppendOnly,
        });
    }

    /// <summary>The stream that brings a RAW table's changes to CI.</summary>
    internal SqlStatement CreateRawStream(BrandTable table) =>
        Write("stream/create-raw", table, _names.Stream(table), name => new { Stream = name, Table = _names.RawTable(table), table.IsAppendOnly, Comment = new PlainText(DestinationOf(table)) });

    /// <summary>The comment of a RAW table's stream for which nothing is left to do.</summary>
    internal string DestinationOf(BrandTable table) => _names.Destination(_model.CiOf(table));

    /// <summary>Adds a column to a table that is there.</summary>
    internal SqlStatement AddColumn(ObjectName table, string column, SnowflakeType type) => WriteColumn("table/add-column", table, column, type);

    /// <summary>Widens a column of a table that is there.</summary>
    internal SqlStatement WidenColumn(ObjectName table, string column, SnowflakeType type) => WriteColumn("table/widen-column", table, column, type);

    /// <summary>Takes a table's primary key away, which nothing of the SDK's reads.</summary>
    internal SqlStatement DropPrimaryKey(ObjectName table) => Write("table/drop-primary-key", table, name => new { Table = name });

    /// <summary>Lets a column of a table that is there be NULL.</summary>
    internal SqlStatement DropNotNull(ObjectName table, string column) => Write("table/drop-not-null", table, name => new { Table = name, Column = new PlainText(column) });

    /// <summary>Gives a column of a table that is there another name; streams on the table go on.</summary>
    internal SqlStatement RenameColumn(ObjectName table, string from, string to) =>
        Write("table/rename-column", table, name => new { Table = name, From = new PlainText(from), To = new PlainText(to) });

    /// <summary>Gives a table that is there other days of time travel.</summary>
    internal SqlStatement SetRetention(ObjectName table, int days) => Write("table/set-retention", table, name => new { Table = name, RetentionDays = days });

    /// <summary>Gives a table that is there other days for which its changes may be kept for its streams.</summary>
    internal SqlStatement SetExtension(ObjectName table, int days) => Write("table/set-extension", table, name => new { Table = name, ExtensionDays = days });

    /// <summary>Gives a table that is there the clustering key of these columns.</summary>
    internal SqlStatement SetClusteringKey(ObjectName table, IReadOnlyList<string> columns) =>
        Write("cost/cluster-by", table, name => new { Table = name, Columns = columns.Select(column => new ClusteringColumnView(new PlainText(column), IsTimestamp: false)).ToList() });

    /// <summary>Deletes the rows that are only marked as deleted.</summary>
    internal SqlStatement DeleteMarked(ObjectName table) => Write("table/delete-marked", table, name => new { Table = name });

    /// <summary>Drops the column that marks rows as deleted.</summary>
    internal SqlStatement DropMark(ObjectName table) => Write("table/drop-mark", table, name => new { Table = name });

    /// <summary>Says of a table what its source says.</summary>
    internal SqlStatement CommentTable(ObjectName table, string comment) => Write("table/comment", table, name => new { Table = name, Comment = new PlainText(comment) });

    /// <summary>Says of columns what their source says.</summary>
    internal SqlStatement CommentColumns(ObjectName table, IReadOnlyList<LayoutColumn> columns) => Write("table/comment-columns", table, name => new
    {
        Table = name,
        Columns = columns.Select(column => new { Name = new PlainText(column.Name), Comment = new PlainText(column.Comment) }).ToList(),
    });

    private IEnumerable<SqlStatement> SetUpTable(BrandTable table) => Layouts(table).SelectMany(SetUpLayout).Append(CreateRawStream(table));

    private IEnumerable<SqlStatement> SetUpCiTable(CiTable table) => [.. SetUpLayout(Layout(table)), .. _options.Api is null ? [] : (SqlStatement[])[CreateApiView(table)]];

    /// <summary>The table, and what brings one that existed before a shape or a brand up to date; a table just created has it all, and then that changes nothing.</summary>
    private IEnumerable<SqlStatement> SetUpLayout(TableLayout layout)
    {
        IReadOnlyList<LayoutColumn> columns = layout.Columns();
        return
        [
            layout.Create(),
            .. columns.Where(column => !column.IsEverywhere).Select(column => AddColumn(layout.Table, column.Name, column.Type)),
            .. columns.Where(column => column.IsWidened).Select(column => WidenColumn(layout.Table, column.Name, column.Type)),
            .. layout.Comment.Length > 0 ? (SqlStatement[])[CommentTable(layout.Table, layout.Comment)] : [],
            .. columns.Any(column => column.Comment.Length > 0) ? (SqlStatement[])[CommentColumns(layout.Table, [.. columns.Where(column => column.Comment.Length > 0)])] : [],
        ];
    }

    // Snowflake's primary key is NOT NULL; and a log has none.
    private static bool HasPrimaryKey(IReadOnlyList<MergedColumn> columns) => columns.Any(column => column.IsKey) && !columns.Any(column => column.IsKey && column.IsNullable);

    private SqlStatement WriteColumn(string template, ObjectName table, string column, SnowflakeType type) =>
        Write(template, table, name => new { Table = name, Column = new PlainText(column), ColumnType = type });

    // A table that was there before its deleted rows were to stay has no column for that yet.
    private static List<LayoutColumn> Mirrors(IEnumerable<MergedColumn> columns, bool isSoft, Func<MergedColumn, string> comment) =>
    [
        .. columns.Select(column => new LayoutColumn(column.Name, column.Type, column.IsEverywhere, column.IsWidened) { FormerNames = column.FormerNames, Comment = comment(column), IsNullableKey = column.IsKey ? column.IsNullable : null }),
        .. isSoft ? (LayoutColumn[])[new LayoutColumn(MetaColumn.DeletedAt, SnowflakeType.TimestampNtz, IsEverywhere: false, IsWidened: false)] : [],
    ];
}

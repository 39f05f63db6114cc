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
        List<LayoutColumn> stg = [.. table.Columns.Concat(table.Dropped).SelectMany(column => column.StgNames.Select(name => new LayoutColumn(name, column.Stg, column.IsEverywhere && !column.IsRenamed, column.IsWidened)))];
        yield return new TableLayout(_names.StgTable(table), stg, Write("table/create-stg", _names.StgTable(table), name => new
        {
            Table = name,
            Columns = stg.Select(column => new { Name = new PlainText(column.Name), Stg = column.Type }).ToList(),
            RetentionDays = _options.StgRetentionDays,
            Comment = new PlainText($"Changes of {source}"),
        }));
        yield return new TableLayout(_names.RawTable(table), Mirrors(table.Columns), Write("table/create-raw", _names.RawTable(table), name => new
        {
            Table = name,
            Columns = ColumnView.Of(table.Columns),
            Key = Texts(table.Key),
            HasPrimaryKey = !table.Columns.Any(column => column.IsKey && column.IsNullable),
            RetentionDays = _options.RawRetentionDays,
            ExtensionDays = _options.RawExtensionDays,
            Comment = new PlainText($"Mirror of {source}"),
        }))
        {
            Dropped = [.. table.Dropped.Select(column => column.Name)],
        };
    }

    /// <summary>A table of all brands.</summary>
    internal TableLayout Layout(CiTable table) => new(_names.CiTable(table), Mirrors(table.Columns), Write("table/create-ci", _names.CiTable(table), name => new
    {
        Table = name,
        BrandColumn = new PlainText(_model.Names.BrandColumn),
        Columns = ColumnView.Of(table.Columns),
        Key = Texts(table.Key),
        HasPrimaryKey = !table.Columns.Any(column => column.IsKey && column.IsNullable),
        RetentionDays = _options.CiRetentionDays,
        Comment = new PlainText($"{table.Name} of all brands"),
    }))
    {
        Dropped = table.Dropped,
    };

    /// <summary>The stream that brings a RAW table's changes to CI.</summary>
    internal SqlStatement CreateRawStream(BrandTable table) =>
        Write("stream/create-raw", _names.Stream(table), name => new { Stream = name, Table = _names.RawTable(table) });

    /// <summary>Adds a column to a table that is there.</summary>
    internal SqlStatement AddColumn(ObjectName table, string column, SnowflakeType type) => WriteColumn("table/add-column", table, column, type);

    /// <summary>Widens a column of a table that is there.</summary>
    internal SqlStatement WidenColumn(ObjectName table, string column, SnowflakeType type) => WriteColumn("table/widen-column", table, column, type);

    /// <summary>Gives a column of a table that is there another name; streams on the table go on.</summary>
    internal SqlStatement RenameColumn(ObjectName table, string from, string to) =>
        Write("table/rename-column", table, name => new { Table = name, From = new PlainText(from), To = new PlainText(to) });

    private IEnumerable<SqlStatement> SetUpTable(BrandTable table) => Layouts(table).SelectMany(SetUpLayout).Append(CreateRawStream(table));

    private IEnumerable<SqlStatement> SetUpCiTable(CiTable table) => [.. SetUpLayout(Layout(table)), .. _options.Api is null ? [] : (SqlStatement[])[CreateApiView(table)]];

    /// <summary>The table, and what brings one that existed before a shape or a brand up to date; a table just created has it all, and then that changes nothing.</summary>
    private IEnumerable<SqlStatement> SetUpLayout(TableLayout layout) =>
    [
        layout.Create,
        .. layout.Columns.Where(column => !column.IsEverywhere).Select(column => AddColumn(layout.Table, column.Name, column.Type)),
        .. layout.Columns.Where(column => column.IsWidened).Select(column => WidenColumn(layout.Table, column.Name, column.Type)),
    ];

    private SqlStatement WriteColumn(string template, ObjectName table, string column, SnowflakeType type) =>
        Write(template, table, name => new { Table = name, Column = new PlainText(column), ColumnType = type });

    private static List<LayoutColumn> Mirrors(IEnumerable<MergedColumn> columns) =>
        [.. columns.Select(column => new LayoutColumn(column.Name, column.Mirror, column.IsEverywhere, column.IsWidened) { FormerNames = column.FormerNames })];
}

using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Sql.Views;

namespace CdcToSnowflake.Sql;

public sealed partial class SnowflakeSql
{
    private IEnumerable<SqlStatement> SetUpTable(BrandTable table)
    {
        ObjectName stg = _names.StgTable(table);
        ObjectName raw = _names.RawTable(table);
        string source = $"{table.Schema}.{table.Source} of {table.Brand}";
        yield return Write("table/create-stg", stg, name => new
        {
            Table = name,
            Columns = ColumnView.Of(table.Columns),
            RetentionDays = _options.StgRetentionDays,
            Comment = new PlainText($"Changes of {source}"),
        });
        foreach (SqlStatement change in LaterColumns(stg, table.Columns, column => column.Stg))
        {
            yield return change;
        }
        yield return Write("table/create-raw", raw, name => new
        {
            Table = name,
            Columns = ColumnView.Of(table.Columns),
            Key = Texts(table.Key),
            HasPrimaryKey = !table.Columns.Any(column => column.IsKey && column.IsNullable),
            RetentionDays = _options.RawRetentionDays,
            ExtensionDays = _options.RawExtensionDays,
            Comment = new PlainText($"Mirror of {source}"),
        });
        foreach (SqlStatement change in LaterColumns(raw, table.Columns, column => column.Mirror))
        {
            yield return change;
        }
        yield return Write("stream/create-raw", _names.Stream(table), name => new { Stream = name, Table = raw });
    }

    private IEnumerable<SqlStatement> SetUpCiTable(CiTable table)
    {
        ObjectName ci = _names.CiTable(table);
        yield return Write("table/create-ci", ci, name => new
        {
            Table = name,
            BrandColumn = new PlainText(_model.Names.BrandColumn),
            Columns = ColumnView.Of(table.Columns),
            Key = Texts(table.Key),
            HasPrimaryKey = !table.Columns.Any(column => column.IsKey && column.IsNullable),
            RetentionDays = _options.CiRetentionDays,
            Comment = new PlainText($"{table.Name} of all brands"),
        });
        foreach (SqlStatement change in LaterColumns(ci, table.Columns, column => column.Mirror))
        {
            yield return change;
        }
        if (_options.Api is not null)
        {
            yield return CreateApiView(table);
        }
    }

    /// <summary>What brings a table that existed before a shape or a brand up to date; a table just created has it all, and then these change nothing.</summary>
    private IEnumerable<SqlStatement> LaterColumns(ObjectName table, IReadOnlyList<MergedColumn> columns, Func<MergedColumn, SnowflakeType> type) =>
        columns.Where(column => !column.IsEverywhere)
            .Select(column => WriteColumn("table/add-column", table, column, type(column)))
            .Concat(columns.Where(column => column.IsWidened).Select(column => WriteColumn("table/widen-column", table, column, type(column))));

    private SqlStatement WriteColumn(string template, ObjectName table, MergedColumn column, SnowflakeType type) =>
        Write(template, table, name => new { Table = name, Column = new PlainText(column.Name), ColumnType = type });
}

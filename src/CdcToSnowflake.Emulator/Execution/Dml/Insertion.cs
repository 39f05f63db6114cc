using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Streams;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Dml;

/// <summary>INSERT INTO, from a query or from VALUES.</summary>
internal static class Insertion
{
    public static StatementResult Execute(InsertStatement statement, DmlContext context)
    {
        var table = context.Target(statement.Target);
        var columns = TargetColumns(table, statement.Columns, statement.Position);
        var source = context.Translator.Query(WithDefaults(statement.Source, table, columns));
        if (statement.Source.Body is ValuesBody values && source.Columns.FirstOrDefault(column => column.Type.IsSemiStructured) is { } document)
        {
            throw SnowflakeException.InvalidInValues(document.Type.ToString(), values.Position);
        }

        if (statement.Overwrite)
        {
            // The query may read the very table that is emptied.
            RowChanges.Collect(source.Sql, context);
            Truncation.Empty(table, context);
            source = source with { Sql = "SELECT * FROM " + RowChanges.Table };
        }

        var inserted = Append(table, columns, source, statement.Position, context);
        return StatementResult.Counts(("number of rows inserted", inserted));
    }

    /// <summary>The named columns, or all of them.</summary>
    public static IReadOnlyList<TableColumn> TargetColumns(TableObject table, IReadOnlyList<string> names, TextPosition position)
    {
        if (names.Count == 0)
        {
            return table.Columns;
        }

        var columns = new List<TableColumn>(names.Count);
        foreach (var name in names)
        {
            var column = table.Column(name) ?? throw SnowflakeException.InvalidIdentifier(position, name);
            columns.Add(columns.Contains(column) ? throw SnowflakeException.Compilation(position, $"duplicate column name '{name}'.") : column);
        }

        return columns;
    }

    /// <summary>Adds a query's rows; the rest of the columns get their defaults. Returns how many.</summary>
    public static int Append(TableObject table, IReadOnlyList<TableColumn> columns, TranslatedQuery source, TextPosition position, DmlContext context)
    {
        if (source.Columns.Count != columns.Count)
        {
            throw new SnowflakeException(
                2057, "42601", $"SQL compilation error: error {position}: Insert value list does not match column list expecting {columns.Count} but got {source.Columns.Count}");
        }

        var values = new List<string>(table.Columns.Count);
        foreach (var column in table.Columns)
        {
            var index = IndexOf(columns, column);
            values.Add(index < 0
                ? context.Default(table, column)
                : SqlTranslator.Assign(new TranslatedExpression("q." + PhysicalName.Quote(source.Columns[index].Physical), source.Columns[index].Type), column.Type, position));
        }

        var first = context.Write.State.NextRowId;
        var inserted = context.Execute(string.Create(
            CultureInfo.InvariantCulture,
            $"INSERT INTO {PhysicalTable.Of(table)} ({PhysicalTable.Columns(table)}, {PhysicalTable.RowId}) "
            + $"SELECT {string.Join(", ", values)}, {first - 1} + row_number() OVER () FROM ({source.Sql}) AS q"));
        if (inserted > 0)
        {
            context.TakeRowIds(inserted);
            if (context.IsTracked(table))
            {
                // The new rows are exactly those with the new ids.
                var order = ChangeLog.After(context.Write.NextVersion());
                context.Execute(ChangeLog.Append(table, order, "false", string.Create(CultureInfo.InvariantCulture, $"WHERE t.{PhysicalTable.RowId} >= {first}")));
            }
        }

        return inserted;
    }

    private static int IndexOf(IReadOnlyList<TableColumn> columns, TableColumn column)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (ReferenceEquals(columns[i], column))
            {
                return i;
            }
        }

        return -1;
    }

    private static Query WithDefaults(Query source, TableObject table, IReadOnlyList<TableColumn> columns)
    {
        if (source.Body is not ValuesBody values || !values.Rows.Any(row => row.Any(item => item is DefaultExpression)))
        {
            return source;
        }

        var rows = values.Rows.Select(row => new NodeList<Expression>([.. row.Select((item, i) =>
            item is DefaultExpression && i < columns.Count ? ColumnDefaults.Find(table, columns[i]) ?? new NullLiteral { Position = item.Position } : item)]));
        return source with { Body = values with { Rows = new NodeList<NodeList<Expression>>([.. rows]) } };
    }
}

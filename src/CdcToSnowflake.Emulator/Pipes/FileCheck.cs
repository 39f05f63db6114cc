using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Execution.Dml;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>Finds the rows of a file that a COPY can't load, beside the transaction that will load the others: DuckDB would give it up with the first error.</summary>
internal sealed class FileCheck(CopyIntoTableStatement copy, TableObject table, FileFormat format, FileFetch fetch, DmlContext context)
{
    // TRY takes no volatile function, and error() is one: in its place, a cast that fails.
    private const string Raise = "CREATE TEMP MACRO error(message) AS CAST(CAST(message AS INTEGER) AS \"NULL\")";

    public static SnowflakeException Failure(FileError error) => error.Message switch
    {
        var text when text.StartsWith("Number of columns", StringComparison.Ordinal) => new SnowflakeException(100080, "22000", text),
        var text when text.StartsWith("Error parsing JSON", StringComparison.Ordinal) => new SnowflakeException(100069, "22P02", text),
        var text => new SnowflakeException(100016, "22000", text),
    };

    public FileVerdict Of(LocalFile file)
    {
        using var duck = context.Session.Engine.OpenDuck();
        StagedCopy staged;
        try
        {
            staged = StagedCopy.Of(copy, table, format, [file], fetch, StagingPurpose.Trial, duck, context);
        }
        catch (Exception error) when (error is EmulatorDatabaseException or SnowflakeException { Number: >= 100000 or 603 })
        {
            return new FileVerdict(0, [], 1, new FileError(Text(error), null, null, null), IsUnreadable: true);
        }

        var rows = new SqlTranslator(context.Scope.WithStagedFiles(staged.Rows)).Rows(staged.Transformation.From);
        var values = Values(staged, rows);
        var (wrong, line, place) = WrongRows(rows.Sources[0].Sql, values, duck);
        var parsing = staged.Text?.Files[0];
        var parsed = parsing?.Parsed ?? long.Parse(duck.Text($"SELECT CAST(count(*) AS VARCHAR) FROM {staged.Rows.Sql}", context.Cancellation)!, CultureInfo.InvariantCulture);
        var first = parsing?.FirstError;
        if (wrong.Count > 0 && (first?.Line is not { } before || line < before))
        {
            first = new FileError(Message(rows.Sources[0].Sql, values[place], wrong[0]), line, null, $"\"{table.Name}\"[{SqlText.Quoted(values[place].Column.Name)}:{(place + 1).ToString(CultureInfo.InvariantCulture)}]");
        }

        return new FileVerdict(parsed, wrong, wrong.Count + (parsing?.Errors ?? 0), first, IsUnreadable: false);
    }

    // Every column's value, also of those that the COPY does not fill.
    private List<(TableColumn Column, string Value, bool MayBeNull)> Values(StagedCopy staged, RowScope rows)
    {
        var targets = Insertion.TargetColumns(table, copy.Columns, copy.Position);
        var values = new List<(TableColumn, string, bool)>();
        foreach (var (item, column) in staged.Transformation.Items.Zip(targets))
        {
            var value = item is ExpressionItem written ? written.Expression : throw new NotEmulatedException("* in a COPY's SELECT", item.Position, "Name each column.");
            values.Add((column, rows.Assignment(value, column.Type), !column.NotNull || (table.SchemaEvolution && value is NullLiteral)));
        }

        values.AddRange(table.Columns.Except(targets).Where(column => column.NotNull).Select(column => (column, context.Default(table, column), false)));
        return values;
    }

    private (List<long> Rows, long? Line, int Place) WrongRows(string source, List<(TableColumn Column, string Value, bool MayBeNull)> values, DuckSession duck)
    {
        duck.Execute(Raise);
        var flags = values.Select(value => value.MayBeNull ? $"TRY(struct_pack(v := {value.Value})) IS NULL" : $"TRY(struct_pack(v := {value.Value})).v IS NULL");
        var (found, line, place) = (new List<long>(), (long?)null, 0);
        using var rows = duck.Query(
            $"SELECT * FROM (SELECT \"{StagedRelation.RowNumber}\" AS n, {PhysicalName.Quote(StagedRelation.Line)}, list_position([{string.Join(", ", flags)}], true) AS place FROM {source}) WHERE place > 0 ORDER BY n",
            context.Cancellation);
        while (rows.Read())
        {
            if (found.Count == 0)
            {
                (line, place) = (rows.IsDBNull(1) ? null : rows.GetInt64(1), rows.GetInt32(2) - 1);
            }

            found.Add(rows.GetInt64(0));
        }

        return (found, line, place);
    }

    // What the one value says when it is asked for alone.
    private string Message(string source, (TableColumn Column, string Value, bool MayBeNull) value, long row)
    {
        using var duck = context.Session.Engine.OpenDuck();
        try
        {
            duck.Execute(string.Create(CultureInfo.InvariantCulture, $"SELECT {value.Value} FROM {source} WHERE \"{StagedRelation.RowNumber}\" = {row}"), context.Cancellation);
            return $"NULL result in a non-nullable column: {value.Column.Name}";
        }
        catch (Exception error) when (error is EmulatorDatabaseException or SnowflakeException)
        {
            return Text(error);
        }
    }

    private static string Text(Exception error) => error is SnowflakeException snowflake ? snowflake.RawMessage : error.Message;
}

using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Streams;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Dml;

/// <summary>
/// The rows that a statement changes, worked out in a temporary table before anything changes: row id, clause, and a changed row's new values.
/// An update is then a deletion and an insertion under the same row id: two DuckDB statements for all clauses, and no update chains inside DuckDB.
/// </summary>
internal static class RowChanges
{
    public static readonly string Clause = PhysicalName.Quote(PhysicalName.Hidden("clause"));

    /// <summary>By how many rows of FROM an updated row was met.</summary>
    public static readonly string Joined = PhysicalName.Quote(PhysicalName.Hidden("joined"));

    private static readonly string Name = PhysicalName.Quote(PhysicalName.Hidden("changes"));

    /// <summary>A column's new value.</summary>
    public static string Value(int column) => PhysicalName.Quote(PhysicalName.Hidden(string.Create(CultureInfo.InvariantCulture, $"value{column}")));

    /// <summary>The temporary table, quoted.</summary>
    public static string Table => "temp." + Name;

    public static void Collect(string select, DmlContext context) => context.Execute($"CREATE OR REPLACE TEMP TABLE {Name} AS {select}");

    public static long Count(DmlContext context, string where = "true") => long.Parse(context.Session.Duck.Text($"SELECT count(*)::VARCHAR FROM {Table} WHERE {where}", context.Cancellation)!, CultureInfo.InvariantCulture);

    /// <summary>Applies the collected rows. Clauses are DuckDB conditions on the temporary table; null: there are no such rows.</summary>
    public static void Apply(TableObject table, string? deleted, string? updated, string? inserted, DmlContext context)
    {
        var gone = Either(deleted, updated);
        var come = Either(updated, inserted);
        var version = 0L;
        var isTracked = context.IsTracked(table);
        if (isTracked)
        {
            version = context.Write.NextVersion();
        }

        if (gone is not null)
        {
            if (isTracked)
            {
                context.Execute(ChangeLog.Append(
                    table,
                    ChangeLog.Before(version),
                    "c.is_update",
                    $"JOIN (SELECT DISTINCT {PhysicalTable.RowId} AS row_id, {updated ?? "false"} AS is_update FROM {Table} WHERE {gone}) AS c ON t.{PhysicalTable.RowId} = c.row_id"));
            }

            context.Execute($"DELETE FROM {PhysicalTable.Of(table)} WHERE {PhysicalTable.RowId} IN (SELECT {PhysicalTable.RowId} FROM {Table} WHERE {gone})");
        }

        if (come is not null)
        {
            var values = string.Join(", ", table.Columns.Select((_, i) => Value(i)));
            context.Execute($"INSERT INTO {PhysicalTable.Of(table)} ({PhysicalTable.Columns(table)}, {PhysicalTable.RowId}) SELECT {values}, {PhysicalTable.RowId} FROM {Table} WHERE {come}");
            if (isTracked)
            {
                context.Execute(string.Create(
                    CultureInfo.InvariantCulture,
                    $"INSERT INTO {PhysicalTable.Log(table.Id)} SELECT {ChangeLog.After(version)}, {updated ?? "false"}, {PhysicalTable.RowId}, {values} FROM {Table} WHERE {come}"));
            }
        }
    }

    private static string? Either(string? one, string? other) => one is null ? other : other is null ? one : $"({one} OR {other})";
}

using System.Globalization;
using System.Text;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Dml;

/// <summary>
/// MERGE: the source joined to the target once, each joined row with the first clause that holds for it; then Snowflake's rules on which rows may meet; then the changes.
/// </summary>
internal static class Merging
{
    public static StatementResult Execute(MergeStatement statement, DmlContext context)
    {
        MergeClauses.Check(statement);
        var table = context.Target(statement.Target.Name);

        // Matched clauses first, so that one comparison tells them from the others.
        var clauses = statement.Clauses.OrderBy(clause => clause.Matched ? 0 : 1).ToList();
        var matched = clauses.Count(clause => clause.Matched);
        RowChanges.Collect(Joined(statement, table, clauses, matched, context), context);
        var counts = Count(clauses, matched, context);

        var deleted = Of<MergeDeleteAction>(clauses, counts);
        var updated = Of<MergeUpdateAction>(clauses, counts);
        var inserted = Of<MergeInsertAction>(clauses, counts);
        if (deleted.Rows + updated.Rows + inserted.Rows > 0)
        {
            RowChanges.Apply(table, deleted.Condition, updated.Condition, inserted.Condition, context);
        }

        var result = new List<(string, long)>(3);
        if (clauses.Exists(clause => clause.Action is MergeInsertAction))
        {
            result.Add(("number of rows inserted", inserted.Rows));
        }

        if (clauses.Exists(clause => clause.Action is MergeUpdateAction))
        {
            result.Add(("number of rows updated", updated.Rows));
        }

        if (clauses.Exists(clause => clause.Action is MergeDeleteAction))
        {
            result.Add(("number of rows deleted", deleted.Rows));
        }

        return StatementResult.Counts(result);
    }

    private static string Joined(MergeStatement statement, TableObject table, List<MergeClause> clauses, int matched, DmlContext context)
    {
        var rows = context.Translator.Rows([statement.Target, statement.Source]);
        var (target, source) = (rows.Sources[0], rows.Sources[1]);
        var rowId = PhysicalName.Quote(target.Alias) + "." + PhysicalTable.RowId;
        var sql = new StringBuilder();
        sql.Append(CultureInfo.InvariantCulture, $"SELECT coalesce({rowId}, {context.Write.State.NextRowId - 1} + row_number() OVER ()) AS {PhysicalTable.RowId}, ");
        sql.Append(CultureInfo.InvariantCulture, $"CASE WHEN {rowId} IS NULL THEN ");
        AppendChoice(sql, clauses, matched, clauses.Count, rows);
        sql.Append(" ELSE ");
        AppendChoice(sql, clauses, 0, matched, rows);
        sql.Append(CultureInfo.InvariantCulture, $" END AS {RowChanges.Clause}");

        var values = clauses.Select(clause => MergeClauses.Values(clause, table, target, source, rows, context)).ToList();
        for (var column = 0; column < table.Columns.Count; column++)
        {
            AppendValue(sql, values, column, DuckDbType.Of(table.Columns[column].Type));
        }

        var join = matched == clauses.Count ? "JOIN" : "LEFT JOIN";
        sql.Append(CultureInfo.InvariantCulture, $" FROM {source.Sql} {join} {target.Sql}");
        sql.Append(CultureInfo.InvariantCulture, $" ON {rows.Condition(statement.On)} WHERE {RowChanges.Clause} IS NOT NULL");
        return sql.ToString();
    }

    private static void AppendChoice(StringBuilder sql, List<MergeClause> clauses, int from, int to, RowScope rows)
    {
        if (from == to)
        {
            sql.Append("NULL");
            return;
        }

        sql.Append("CASE");
        for (var i = from; i < to; i++)
        {
            var condition = clauses[i].Condition is { } written ? rows.Condition(written) : "true";
            sql.Append(CultureInfo.InvariantCulture, $" WHEN {condition} THEN {i}");
        }

        sql.Append(" END");
    }

    // Only the clause that was chosen is evaluated: another clause's cast may fail on this row.
    private static void AppendValue(StringBuilder sql, List<IReadOnlyList<string>?> values, int column, string type)
    {
        sql.Append(CultureInfo.InvariantCulture, $", CASE {RowChanges.Clause}");
        var any = false;
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is { } row)
            {
                sql.Append(CultureInfo.InvariantCulture, $" WHEN {i} THEN {row[column]}");
                any = true;
            }
        }

        if (!any)
        {
            // Only deletions: no value is ever read.
            sql.Append(" WHEN -1 THEN NULL::").Append(type);
        }

        sql.Append(CultureInfo.InvariantCulture, $" END AS {RowChanges.Value(column)}");
    }

    /// <summary>How many rows each clause changes; or the error that two source rows would change one target row.</summary>
    private static long[] Count(List<MergeClause> clauses, int matched, DmlContext context)
    {
        var counts = Counts("count(*)", clauses.Count, context);
        context.TakeRowIds(counts.Sum());
        if (counts.Take(matched).Sum() > 1 && context.Session.Duck.IsTrue($"SELECT EXISTS (SELECT 1 {Several(matched)})", context.Cancellation))
        {
            var distinct = Counts($"count(DISTINCT {PhysicalTable.RowId})", matched, context);
            distinct.CopyTo(counts, 0);
            CheckDeterminism(clauses, matched, counts, context);
        }

        return counts;
    }

    // One row of many aggregates: DuckDB's groups cost milliseconds even of no rows, and most merges have few.
    private static long[] Counts(string count, int clauses, DmlContext context)
    {
        var each = Enumerable.Range(0, clauses).Select(clause => string.Create(CultureInfo.InvariantCulture, $"{count} FILTER ({RowChanges.Clause} = {clause})"));
        using var rows = context.Session.Duck.Query($"SELECT {string.Join(", ", each)} FROM {RowChanges.Table}", context.Cancellation);
        rows.Read();
        return [.. Enumerable.Range(0, clauses).Select(rows.GetInt64)];
    }

    private static string Several(int matched) =>
        string.Create(CultureInfo.InvariantCulture, $"FROM {RowChanges.Table} WHERE {RowChanges.Clause} < {matched} GROUP BY {PhysicalTable.RowId} HAVING count(*) > 1");

    // Deletions by several source rows are one deletion; anything else that meets an update on one row is ambiguous.
    private static void CheckDeterminism(List<MergeClause> clauses, int matched, long[] counts, DmlContext context)
    {
        var updates = Clauses<MergeUpdateAction>(clauses);
        if (updates is not null && context.Session.Duck.IsTrue($"SELECT EXISTS (SELECT 1 {Several(matched)} AND bool_or({updates}))", context.Cancellation))
        {
            throw new SnowflakeException(100090, "42P18", "Duplicate row detected during DML action: several source rows match one target row. "
                + "Make the source unique by the join's key, for instance by QUALIFY ROW_NUMBER() OVER (PARTITION BY key ORDER BY …) = 1.");
        }

        // One row may satisfy two delete clauses by two source rows: it is still one deletion.
        if (clauses.Count(clause => clause.Action is MergeDeleteAction) > 1)
        {
            var deletions = Clauses<MergeDeleteAction>(clauses)!;
            var first = clauses.FindIndex(clause => clause.Action is MergeDeleteAction);
            var total = context.Session.Duck.Text($"SELECT count(DISTINCT {PhysicalTable.RowId})::VARCHAR FROM {RowChanges.Table} WHERE {deletions}");
            for (var i = 0; i < matched; i++)
            {
                counts[i] = clauses[i].Action is not MergeDeleteAction ? counts[i] : i == first ? long.Parse(total!, CultureInfo.InvariantCulture) : 0;
            }
        }
    }

    private static (long Rows, string? Condition) Of<T>(List<MergeClause> clauses, long[] counts)
        where T : MergeAction
    {
        var rows = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            rows += clauses[i].Action is T ? counts[i] : 0;
        }

        return (rows, rows == 0 ? null : Clauses<T>(clauses));
    }

    private static string? Clauses<T>(List<MergeClause> clauses)
        where T : MergeAction
    {
        var numbers = Enumerable.Range(0, clauses.Count).Where(i => clauses[i].Action is T).ToList();
        return numbers.Count == 0 ? null : $"{RowChanges.Clause} IN ({string.Join(", ", numbers)})";
    }
}

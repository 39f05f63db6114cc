using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Dml;

/// <summary>The rules of MERGE's clauses, and what each writes.</summary>
internal static class MergeClauses
{
    public static void Check(MergeStatement statement)
    {
        foreach (var matched in new[] { true, false })
        {
            var kind = statement.Clauses.Where(clause => clause.Matched == matched).ToList();
            foreach (var clause in kind.SkipLast(1))
            {
                if (clause.Condition is null)
                {
                    throw SnowflakeException.Compilation(
                        clause.Position, $"an unconditional WHEN {(matched ? string.Empty : "NOT ")}MATCHED clause must be the last of its kind: the later ones can never be reached.");
                }
            }

            foreach (var clause in kind)
            {
                if (matched == clause.Action is MergeInsertAction)
                {
                    throw SnowflakeException.Compilation(clause.Position, matched ? "WHEN MATCHED cannot INSERT." : "WHEN NOT MATCHED can only INSERT.");
                }
            }
        }
    }

    /// <summary>A changed row's value for each of the table's columns; null for a deletion.</summary>
    public static IReadOnlyList<string>? Values(MergeClause clause, TableObject table, RowSource target, RowSource source, RowScope rows, DmlContext context)
    {
        switch (clause.Action)
        {
            case MergeUpdateAction update:
                var assignments = update.AllByName
                    ? [.. table.Columns.Zip(ByName(table, source, clause), (column, value) => new Assignment(column.Name, value) { Position = clause.Position })]
                    : update.Assignments;
                return Updating.Values(table, PhysicalName.Quote(target.Alias), assignments, rows, context);
            case MergeInsertAction insert:
                return Inserted(clause, insert, table, source, rows, context);
            default:
                return null;
        }
    }

    private static string[] Inserted(MergeClause clause, MergeInsertAction insert, TableObject table, RowSource source, RowScope rows, DmlContext context)
    {
        var columns = insert.AllByName ? table.Columns : Insertion.TargetColumns(table, insert.Columns, clause.Position);
        NodeList<Expression> written = insert.AllByName ? [.. ByName(table, source, clause)] : insert.Values;
        if (columns.Count != written.Count)
        {
            throw new SnowflakeException(
                2057, "42601", $"SQL compilation error: error {clause.Position}: Insert value list does not match column list expecting {columns.Count} but got {written.Count}");
        }

        var given = new Dictionary<string, Expression>(StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
        {
            given[columns[i].Name] = written[i];
        }

        return [.. table.Columns.Select(column => given.GetValueOrDefault(column.Name) is { } value and not DefaultExpression
            ? rows.Assignment(value, column.Type)
            : context.Default(table, column))];
    }

    // The same names on both sides, in any order.
    private static IEnumerable<ColumnReference> ByName(TableObject table, RowSource source, MergeClause clause)
    {
        if (source.Columns.FirstOrDefault(column => table.Column(column.Name) is null) is { } more)
        {
            throw SnowflakeException.Compilation(clause.Position, $"ALL BY NAME: the target has no column '{more.Name}'.");
        }

        return table.Columns.Select(column => source.Columns.Any(candidate => candidate.Name == column.Name)
            ? new ColumnReference([source.Alias, column.Name]) { Position = clause.Position }
            : throw SnowflakeException.Compilation(clause.Position, $"ALL BY NAME: the source has no column '{column.Name}'."));
    }
}

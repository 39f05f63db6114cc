using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Dml;

/// <summary>UPDATE, with FROM or without. Of several matching rows one is taken, which one is not said: ERROR_ON_NONDETERMINISTIC_UPDATE is FALSE by default.</summary>
internal static class Updating
{
    public static StatementResult Execute(UpdateStatement statement, DmlContext context)
    {
        var table = context.Target(statement.Target.Name);
        var rows = context.Translator.Rows([statement.Target, .. statement.From]);
        var target = PhysicalName.Quote(rows.Sources[0].Alias);
        var values = Values(table, target, statement.Assignments, rows, context);
        var select = string.Join(", ", values.Select((value, i) => $"{value} AS {RowChanges.Value(i)}"));
        var from = string.Join(", ", rows.Sources.Select(source => source.Sql));
        var where = statement.Where is null ? string.Empty : " WHERE " + rows.Condition(statement.Where);
        var rowId = $"{target}.{PhysicalTable.RowId}";
        var isJoined = statement.From.Count > 0;
        var one = isJoined ? $"DISTINCT ON ({rowId}) " : string.Empty;
        var joined = isJoined ? $", count(*) OVER (PARTITION BY {rowId}) AS {RowChanges.Joined}" : string.Empty;
        RowChanges.Collect($"SELECT {one}{rowId}, {select}{joined} FROM {from}{where}", context);
        var updated = RowChanges.Count(context);
        var multiJoined = isJoined ? RowChanges.Count(context, RowChanges.Joined + " > 1") : 0;
        if (updated > 0)
        {
            RowChanges.Apply(table, null, "true", null, context);
        }

        // The second count says how many target rows were joined by several.
        return new StatementResult(
            [new ResultColumn("number of rows updated", DataType.Number(18, 0)), new ResultColumn("number of multi-joined rows updated", DataType.Number(18, 0))],
            new MemoryRows([[updated, multiJoined]]),
            updated);
    }

    /// <summary>Each column's value after the update: an assignment's, else what it was.</summary>
    public static IReadOnlyList<string> Values(TableObject table, string target, IReadOnlyList<Assignment> assignments, RowScope rows, DmlContext context)
    {
        var values = table.Columns.Select(column => target + "." + PhysicalName.Quoted(column.Name)).ToArray();
        var assigned = new HashSet<string>(StringComparer.Ordinal);
        foreach (var assignment in assignments)
        {
            var index = IndexOf(table, assignment);
            RequireTarget(assignment, target, rows);
            if (!assigned.Add(assignment.Column))
            {
                throw SnowflakeException.Compilation(assignment.Position, $"column '{assignment.Column}' is assigned twice.");
            }

            var column = table.Columns[index];
            values[index] = assignment.Value is DefaultExpression ? context.Default(table, column) : rows.Assignment(assignment.Value, column.Type);
        }

        return values;
    }

    private static void RequireTarget(Assignment assignment, string target, RowScope rows)
    {
        if (assignment.Qualifier.Count == 0)
        {
            return;
        }

        var named = new ColumnReference([.. assignment.Qualifier, assignment.Column]) { Position = assignment.Position };
        // A masked column reads otherwise, but out of the same source.
        if (!rows.Expression(named).Sql.StartsWith(target + ".", StringComparison.Ordinal))
        {
            throw SnowflakeException.InvalidIdentifier(assignment.Position, string.Join('.', named.Parts.Select(SqlText.Identifier)));
        }
    }

    private static int IndexOf(TableObject table, Assignment assignment)
    {
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (table.Columns[i].Name == assignment.Column)
            {
                return i;
            }
        }

        throw SnowflakeException.InvalidIdentifier(assignment.Position, assignment.Column);
    }
}

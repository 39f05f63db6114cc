using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Dml;

/// <summary>DELETE, with USING or without.</summary>
internal static class Deletion
{
    public static StatementResult Execute(DeleteStatement statement, DmlContext context)
    {
        var table = context.Target(statement.Target.Name);
        var rows = context.Translator.Rows([statement.Target, .. statement.Using]);
        var target = PhysicalName.Quote(rows.Sources[0].Alias);
        var from = string.Join(", ", rows.Sources.Select(source => source.Sql));
        var where = statement.Where is null ? string.Empty : " WHERE " + rows.Condition(statement.Where);
        var matching = $"SELECT {target}.{PhysicalTable.RowId} FROM {from}{where}";
        if (!context.IsTracked(table))
        {
            return Deleted(context.Execute($"DELETE FROM {PhysicalTable.Of(table)} WHERE {PhysicalTable.RowId} IN ({matching})"));
        }

        RowChanges.Collect($"SELECT DISTINCT * FROM ({matching})", context);
        var deleted = RowChanges.Count(context);
        if (deleted > 0)
        {
            RowChanges.Apply(table, "true", null, null, context);
        }

        return Deleted(deleted);
    }

    private static StatementResult Deleted(long count) => StatementResult.Counts(("number of rows deleted", count));
}

using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Streams;

namespace CdcToSnowflake.Emulator.Execution.Dml;

/// <summary>TRUNCATE TABLE: standard streams show its rows as deleted, append-only ones nothing; what COPY has loaded is forgotten.</summary>
internal static class Truncation
{
    public static StatementResult Execute(TruncateStatement statement, DmlContext context)
    {
        if (statement.IfExists && context.Write.Catalog.Find(context.Scope.Complete(NameSpaceKind.Table, statement.Name)) is null)
        {
            return StatementResult.Status("Statement executed successfully.");
        }

        var table = context.Target(statement.Name);
        Empty(table, context);
        context.Execute($"DELETE FROM __sf.load_history WHERE table_id = {table.Id} AND pipe_id IS NULL");
        return StatementResult.Status("Statement executed successfully.");
    }

    public static void Empty(TableObject table, DmlContext context)
    {
        if (context.IsTracked(table))
        {
            context.Execute(ChangeLog.Append(table, ChangeLog.Before(context.Write.NextVersion()), "false", string.Empty));
        }

        context.Execute("DELETE FROM " + PhysicalTable.Of(table));
    }
}

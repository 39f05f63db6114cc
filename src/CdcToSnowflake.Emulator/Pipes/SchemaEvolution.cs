using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Definition;
using CdcToSnowflake.Emulator.Execution.Dml;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>"Enable automatic table schema evolution": a load by names adds the columns that files have beyond the table, and drops NOT NULL of those that they lack.</summary>
internal static class SchemaEvolution
{
    private const int MostColumns = 100;

    /// <summary>The table as the load finds it then.</summary>
    public static TableObject Evolve(CopyIntoTableStatement copy, TableObject table, Relation files, IReadOnlyList<string> fields, DmlContext context)
    {
        if (!table.SchemaEvolution)
        {
            return table;
        }

        var (added, missing) = MatchedColumns.Unmatched(copy, table, fields);
        if (added.Count > MostColumns)
        {
            throw SnowflakeException.Compilation(copy.Position, $"schema evolution would add {added.Count} columns to {table.Key}, and {MostColumns} are allowed in one load.");
        }

        if (added.Count > 0 && files.Document is null)
        {
            throw new NotEmulatedException("columns added by schema evolution from JSON", copy.Position);
        }

        if (context.Session.Transaction is not null && (added.Count > 0 || missing.Any(column => column.NotNull)))
        {
            throw new NotEmulatedException("schema evolution inside a transaction", copy.Position);
        }

        foreach (var field in added)
        {
            var type = files.Document!.First(found => found.Key == field).Type;
            Alter(table, $"ADD COLUMN {SqlText.Quoted(MatchedColumns.ColumnName(copy, field))} {type}", context);
        }

        foreach (var column in missing.Where(column => column.NotNull))
        {
            Alter(table, $"ALTER COLUMN {SqlText.Quoted(column.Name)} DROP NOT NULL", context);
        }

        return context.Write.Catalog.ById<TableObject>(table.Id)!;
    }

    private static void Alter(TableObject table, string action, DmlContext context)
    {
        var statement = (AlterStatement)SqlParser.Parse($"ALTER TABLE {SqlText.Quoted(table.Database)}.{SqlText.Quoted(table.Schema)}.{SqlText.Quoted(table.Name)} {action}")[0];
        TableAlteration.Execute(statement, context.Write.Catalog.ById<TableObject>(table.Id)!, new DdlContext(context.Session, context.Write, context.Scope, context.Cancellation));
    }
}

using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Dml;

/// <summary>Finds a column's DEFAULT in the statement that gave it.</summary>
internal static class ColumnDefaults
{
    public static Expression? Find(TableObject table, TableColumn column) => Definition(table, column)?.Default;

    /// <summary>The default as it was written; null = the column has none.</summary>
    public static string? Written(SchemaScopedObject relation, TableColumn column) => relation is TableObject table ? Definition(table, column)?.DefaultText.ToString() : null;

    private static ColumnDefinition? Definition(TableObject table, TableColumn column)
    {
        if (column.DefaultFrom is not { } text)
        {
            return null;
        }

        foreach (var statement in SqlParser.Parse(text))
        {
            NodeList<ColumnDefinition> columns = statement switch
            {
                CreateTableStatement create => create.Columns,
                AlterStatement { Action: AddColumnsAction add } => add.Columns,
                _ => [],
            };
            if (columns.FirstOrDefault(defined => defined.Name == column.Name && defined.Default is not null) is { } found)
            {
                return found;
            }
        }

        throw new InvalidOperationException($"The default of {table.Key}.{column.Name} is not in the statement that declared it.");
    }
}

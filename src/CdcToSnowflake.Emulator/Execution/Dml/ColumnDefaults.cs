using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Dml;

/// <summary>Finds a column's DEFAULT in the statement that gave it.</summary>
internal static class ColumnDefaults
{
    public static Expression? Find(TableObject table, TableColumn column)
    {
        if (column.DefaultFrom is not { } text)
        {
            return null;
        }

        foreach (var statement in SqlParser.Parse(text))
        {
            var found = statement switch
            {
                CreateTableStatement create => Of(create.Columns, column.Name),
                AlterStatement { Action: AddColumnsAction add } => Of(add.Columns, column.Name),
                AlterStatement { Action: AlterColumnsAction alter } => alter.Columns.FirstOrDefault(changed => changed.Name == column.Name)?.Default,
                _ => null,
            };
            if (found is not null)
            {
                return found;
            }
        }

        throw new InvalidOperationException($"The default of {table.Key}.{column.Name} is not in the statement that declared it.");
    }

    private static Expression? Of(IEnumerable<ColumnDefinition> columns, string name) => columns.FirstOrDefault(column => column.Name == name)?.Default;
}

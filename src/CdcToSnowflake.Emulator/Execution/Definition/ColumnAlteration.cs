using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>ALTER TABLE … ALTER COLUMN: types may only widen.</summary>
internal static class ColumnAlteration
{
    public static void Execute(AlterColumnsAction action, TableObject table, string text, DdlContext context)
    {
        var columns = table.Columns.ToList();
        foreach (var change in action.Columns)
        {
            var index = columns.FindIndex(column => column.Name == change.Name);
            if (index < 0)
            {
                throw SnowflakeException.InvalidIdentifier(change.Position, change.Name);
            }

            columns[index] = Changed(columns[index], change, table, text, context);
        }

        context.Write.Put(table with { Columns = columns });
    }

    private static TableColumn Changed(TableColumn column, AlterColumn change, TableObject table, string text, DdlContext context)
    {
        var alter = $"ALTER COLUMN {PhysicalName.Quoted(column.Name)} ";
        switch (change.Change)
        {
            case AlterColumnChange.SetType:
                if (!IsWidening(column.Type.Stored, change.Type!.Stored))
                {
                    if (IsNarrowing(column.Type, change.Type))
                    {
                        throw new NotEmulatedException("a lower precision of a NUMBER column", change.Position, "Leave the column as it is: it holds such values too.");
                    }

                    throw new SnowflakeException(
                        2262, "42601", $"SQL compilation error: cannot change column {column.Name} from type {column.Type} to {change.Type} ({change.Position}): a type may only widen.");
                }

                if (DuckDbType.Of(column.Type) != DuckDbType.Of(change.Type))
                {
                    TableAlteration.OnAll(table, alter + "TYPE " + DuckDbType.Of(change.Type), context);
                }

                return column with { Type = change.Type };
            case AlterColumnChange.SetNotNull:
                context.Execute($"ALTER TABLE {PhysicalTable.Of(table)} {alter}SET NOT NULL");
                return column with { NotNull = true };
            case AlterColumnChange.DropNotNull:
                context.Execute($"ALTER TABLE {PhysicalTable.Of(table)} {alter}DROP NOT NULL");
                return column with { NotNull = false };
            case AlterColumnChange.DropDefault:
                return column with { DefaultFrom = null };
            case AlterColumnChange.Comment or AlterColumnChange.UnsetComment:
                return column with { Comment = change.Comment };
            default:
                // Snowflake allows SET DEFAULT only for a sequence.
                throw SnowflakeException.Compilation(change.Position, $"the default of column '{column.Name}' cannot be set by ALTER: {text}");
        }
    }

    private static bool IsWidening(DataType from, DataType to) => from.Kind == to.Kind && from.Kind switch
    {
        TypeKind.Number => (from.Scale ?? 0) == (to.Scale ?? 0) && (to.Precision ?? 38) >= (from.Precision ?? 38),
        TypeKind.Varchar => to.Precision >= from.Precision,
        _ => from == to,
    };

    // Which an account allows where all values fit.
    private static bool IsNarrowing(DataType from, DataType to) => (from.Kind, to.Kind) == (TypeKind.Number, TypeKind.Number) && IsWidening(to, from);
}

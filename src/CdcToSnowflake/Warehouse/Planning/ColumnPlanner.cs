using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Warehouse.Planning.Inventory;

namespace CdcToSnowflake.Warehouse.Planning;

/// <summary>Brings a table that is there to the columns that the model says, without replacing it: added, widened, renamed, and nothing dropped.</summary>
internal sealed class ColumnPlanner(SnowflakeSql sql, WarehouseInventory there, PlanWriter steps, string brandColumn)
{
    private const string Kept = "__DROPPED";

    /// <summary>Whether columns of a table get other names, so that the tasks that read it must stand still.</summary>
    public bool Renames(TableLayout layout) => there.Tables.TryGetValue(layout.Table, out TableFacts? table)
        && (layout.Columns() is var columns && columns.Any(column => FormerNameIn(table, layout.Table, columns, column) is not null) || layout.Dropped.Any(table.Columns.ContainsKey));

    /// <summary>Adds a table's steps.</summary>
    /// <returns>A sentence for each column that the model doesn't know.</returns>
    public IEnumerable<string> Plan(TableLayout layout)
    {
        if (!there.Tables.TryGetValue(layout.Table, out TableFacts? table))
        {
            steps.Add(layout.Create, "there is no such table", () => there.Tables[layout.Table] = new TableFacts(layout.Columns().ToDictionary(column => column.Name, column => ColumnFacts.Of(column.Type), StringComparer.Ordinal), 0, 0));
            return [];
        }
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (string dropped in layout.Dropped.Where(table.Columns.ContainsKey))
        {
            string kept = KeptName(table, dropped);
            steps.Add(sql.RenameColumn(layout.Table, dropped, kept), $"the source dropped the column {dropped}; its values are kept as {kept}", () => Move(table, dropped, kept));
            known.Add(dropped);
        }
        IReadOnlyList<LayoutColumn> columns = layout.Columns();
        foreach (LayoutColumn column in columns)
        {
            known.Add(column.Name);
            if (FormerNameIn(table, layout.Table, columns, column) is { } former)
            {
                steps.Add(sql.RenameColumn(layout.Table, former, column.Name), $"the source's column {former} is called {column.Name} now", () => Move(table, former, column.Name));
                known.Add(former);
                Fit(layout.Table, table, column, table.Columns[former]);
            }
            else if (table.Columns.TryGetValue(column.Name, out ColumnFacts? facts))
            {
                Fit(layout.Table, table, column, facts);
            }
            else
            {
                steps.Add(sql.AddColumn(layout.Table, column.Name, column.Type), $"the table has no column {column.Name}", () => table.Columns[column.Name] = ColumnFacts.Of(column.Type));
            }
        }
        return table.Columns.Keys
            .Where(name => !known.Contains(name) && !MetaColumn.IsReserved(name) && name != brandColumn && !name.Contains(Kept, StringComparison.Ordinal))
            .Select(name => $"{layout.Table.Display} has a column {name} that the model doesn't know.");
    }

    private void Fit(ObjectName table, TableFacts known, LayoutColumn column, ColumnFacts facts)
    {
        if (facts.Holds(column.Type))
        {
            return;
        }
        if (!facts.CanBecome(column.Type))
        {
            throw new PlanException(
                $"The column {column.Name} of {table.Display} is {facts}, the model says {column.Type}, and Snowflake can't turn the one into the other (ALTER TABLE … ALTER COLUMN makes numbers of one scale longer, and texts, and nothing else). "
                + $"Declare the old column as dropped ({nameof(BrandModel)}.{nameof(BrandModel.Drops)}) under the shapes up to now and bring the new one under another name at the source, "
                + $"or load the table anew under another name ({nameof(WarehouseNames)}.{nameof(WarehouseNames.Table)}).");
        }
        steps.Add(sql.WidenColumn(table, column.Name, column.Type), $"the column {column.Name} is {facts}, too narrow for {column.Type}", () => known.Columns[column.Name] = ColumnFacts.Of(column.Type));
    }

    private static void Move(TableFacts table, string from, string to)
    {
        table.Columns.Remove(from, out ColumnFacts? facts);
        table.Columns[to] = facts!;
    }

    private static string? FormerNameIn(TableFacts known, ObjectName table, IReadOnlyList<LayoutColumn> columns, LayoutColumn column)
    {
        string? former = known.Columns.ContainsKey(column.Name) ? null : column.FormerNames.FirstOrDefault(known.Columns.ContainsKey);
        return former is null || columns.All(other => other.Name != former)
            ? former
            : throw new PlanException(
                $"{table.Display} has the column {former}, which one brand calls {column.Name} now and another still {former}. Renaming it would take it from the other: rename it in all brands at once, "
                + "or map the renamed one onto CI's old name.");
    }

    private static string KeptName(TableFacts table, string dropped)
    {
        string kept = dropped + Kept;
        for (int nth = 2; table.Columns.ContainsKey(kept); nth++)
        {
            kept = $"{dropped}{Kept}_{nth}";
        }
        return WarehouseNames.Checked(kept, $"the column that keeps {dropped}'s values");
    }
}

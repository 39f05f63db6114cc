using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Warehouse.Planning.Inventory;

namespace CdcToSnowflake.Warehouse.Planning;

/// <summary>Brings a table that is there to the columns that the model says, without replacing it: added, widened, renamed, and nothing dropped.</summary>
internal sealed class ColumnPlanner(SnowflakeSql sql, WarehouseInventory there, PlanWriter steps, string brandColumn)
{
    private const string Kept = "__DROPPED";

    // Of RAW tables.
    private readonly Dictionary<ObjectName, UnsaidComments> _unsaid = [];

    /// <summary>Whether columns of a table get other names, so that the tasks that read it must stand still.</summary>
    public bool Renames(TableLayout layout) => there.Tables.TryGetValue(layout.Table, out TableFacts? table)
        && (layout.Columns() is var columns && columns.Any(column => FormerNameIn(table, layout.Table, columns, column) is not null) || layout.Dropped.Any(table.Columns.ContainsKey));

    /// <summary>Adds a table's steps.</summary>
    /// <returns>A sentence for each column that the model doesn't know.</returns>
    public IEnumerable<string> Plan(TableLayout layout)
    {
        if (!there.Tables.TryGetValue(layout.Table, out TableFacts? table))
        {
            steps.Add(layout.Create, "there is no such table", () => there.Tables[layout.Table] = Made(layout));
            Say(layout, layout.Columns(), null);
            return [];
        }
        IReadOnlyList<LayoutColumn> columns = layout.Columns();
        RefuseOtherOptions(layout, columns, table);
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (string dropped in layout.Dropped.Where(table.Columns.ContainsKey))
        {
            string kept = KeptName(table, dropped);
            steps.Add(sql.RenameColumn(layout.Table, dropped, kept), $"the source dropped the column {dropped}; its values are kept as {kept}", () => Move(table, dropped, kept));
            known.Add(dropped);
        }
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
                RefuseOtherName(layout, columns, column, table);
                steps.Add(sql.AddColumn(layout.Table, column.Name, column.Type), $"the table has no column {column.Name}", () => table.Columns[column.Name] = ColumnFacts.Of(column.Type));
            }
        }
        Say(layout, columns, table);
        return
        [
            .. table.Columns.Keys
                .Where(name => !known.Contains(name) && !MetaColumn.IsReserved(name) && name != brandColumn && !name.Contains(Kept, StringComparison.Ordinal))
                .Select(name => $"{layout.Table.Display} has a column {name} that the model doesn't know."),
            .. new[] { steps.ClusteringKey(layout.Table, table, layout.ClusterBy, brandColumn), steps.Retention(layout.Table, table, layout.RetentionDays) }.OfType<string>(),
        ];
    }

    /// <summary>Takes away, after all tables were planned, what RAW still says and its source says no more. CI's go before: a plan that is broken off in between knows by RAW which of CI's are the source's.</summary>
    public void Unsay()
    {
        foreach (UnsaidComments unsaid in _unsaid.Values)
        {
            Unsay(unsaid);
        }
        _unsaid.Clear();
    }

    private TableFacts Made(TableLayout layout)
    {
        Dictionary<string, ColumnFacts> columns = layout.Columns().ToDictionary(column => column.Name, column => ColumnFacts.Of(column.Type) with { IsNullable = column.IsNullableKey != false }, StringComparer.Ordinal);
        if (layout.Members is not null)
        {
            columns[brandColumn] = ColumnFacts.Of(SnowflakeType.VarChar) with { IsNullable = false };
        }
        return new TableFacts(columns, 0, 0);
    }

    /// <summary>Options that make another table, and that no statement leads to: each merge would fail, or say what isn't so.</summary>
    private void RefuseOtherOptions(TableLayout layout, IReadOnlyList<LayoutColumn> columns, TableFacts table)
    {
        bool isWhole = columns is [{ Name: MetaColumn.Row, Type.Kind: SnowflakeKind.Variant }];
        bool hasRow = table.Columns.GetValueOrDefault(MetaColumn.Row)?.TypeName == "VARIANT";
        // Columns of the source may stand beside the whole row, from before it was landed so.
        if (isWhole ? !hasRow : hasRow && table.Columns.Keys.All(name => name == MetaColumn.Row || MetaColumn.IsReserved(name)))
        {
            throw new PlanException(
                $"{layout.Table.Display} {(isWhole ? $"has a column for each of the source's, and the model says {nameof(TableOptions)}.{nameof(TableOptions.Landing)} = {nameof(LandingMode.Variant)}" : $"has one column for all of the source's, and the model says {nameof(TableOptions)}.{nameof(TableOptions.Landing)} = {nameof(LandingMode.Columns)}")}. "
                + "Its pipes fill the one way, and a merge of the other would find no key in their rows. Take the option back; or, when the brand's merge has come past all cuts that are loaded, drop the table and the pipes that load it, and start again: new pipes load what lies in the store from the last 7 days, "
                + "and what is merged already does no harm.");
        }
        if (table.Columns.ContainsKey(MetaColumn.DeletedAt) && columns.All(column => column.Name != MetaColumn.DeletedAt))
        {
            throw new PlanException(
                $"{layout.Table.Display} has rows that are only marked as deleted ({MetaColumn.DeletedAt}), and the model says {nameof(DeleteHandling)}.{nameof(DeleteHandling.Hard)}: from then on they would be served as if they were there. Take the option back; "
                + $"or run {sql.DeleteMarked(layout.Table).Text.Trim()}; {sql.DropMark(layout.Table).Text.Trim()}; and start again. The merge fails in between, and goes on afterwards.");
        }
        if (layout.Members is not null && !table.Columns.ContainsKey(brandColumn))
        {
            throw new PlanException(
                $"{layout.Table.Display} has no column {brandColumn}, where the brand's id stands ({nameof(WarehouseNames)}.{nameof(WarehouseNames.BrandColumn)}). Take the option back; or give the column that has it that name, by ALTER TABLE … RENAME COLUMN in each table of CI, "
                + "and start again. The merge into CI fails in between, and goes on afterwards.");
        }
    }

    /// <summary>A CI column that RAW had before, under a name of RAW's that CI's table has too, was called so until <see cref="TableOptions.CiColumns"/> said otherwise. Added, it would be NULL in every row that doesn't change any more.</summary>
    private void RefuseOtherName(TableLayout layout, IReadOnlyList<LayoutColumn> columns, LayoutColumn column, TableFacts table)
    {
        foreach ((ObjectName raw, Func<string, string> nameOf) in layout.Members?.Invoke() ?? [])
        {
            string? before = there.Tables.GetValueOrDefault(raw)?.Columns.Keys.FirstOrDefault(name => name != column.Name && nameOf(name) == column.Name && table.Columns.ContainsKey(name) && columns.All(other => other.Name != name));
            if (before is not null)
            {
                throw new PlanException(
                    $"{raw.Display} calls {before} what is to be {column.Name} in {layout.Table.Display} ({nameof(TableOptions)}.{nameof(TableOptions.CiColumns)}), and that has a column {before} and none of the new name. If it is the same, run "
                    + $"{sql.RenameColumn(layout.Table, before, column.Name).Text.Trim()}; if it is another brand's, run {sql.AddColumn(layout.Table, column.Name, column.Type).Text.Trim()}; and start again. The merge into CI fails in between, and goes on afterwards.");
            }
        }
    }

    private void Fit(ObjectName table, TableFacts known, LayoutColumn column, ColumnFacts facts)
    {
        if (column.IsNullableKey == true && !facts.IsNullable)
        {
            throw new PlanException(
                $"The source lets {column.Name}, a column of the key, be NULL now, and {table.Display} doesn't: the first row with NULL would fail the merge. "
                + $"Run {sql.DropPrimaryKey(table).Text.Trim()}; {sql.DropNotNull(table, column.Name).Text.Trim()}; and start again. The SDK reads no primary key: it merges by the key of the source.");
        }
        if (facts.Holds(column.Type))
        {
            return;
        }
        if (facts.TypeName == "VECTOR" && column.Type.Kind == SnowflakeKind.Array)
        {
            throw new PlanException(
                $"The column {column.Name} of {table.Display} is a VECTOR, as earlier releases made it. It holds exactly as many numbers as its type says, and the source's column fewer too, on which a merge fails: it is {column.Type} now, "
                + "and Snowflake can't turn the one into the other. Put an ARRAY in its place with its values, in RAW and in CI, as the page of types says (samples/docs/types.md, \"Vectors\"), and start again.");
        }
        if (!facts.CanBecome(column.Type))
        {
            throw new PlanException(
                $"The column {column.Name} of {table.Display} is {facts}, the model says {column.Type}, and Snowflake can't turn the one into the other (ALTER TABLE … ALTER COLUMN makes numbers of one scale longer, and texts, and nothing else). "
                + $"Declare the old column as dropped ({nameof(BrandModel)}.{nameof(BrandModel.Drops)}) under the shapes up to now and bring the new one under another name at the source, "
                + $"or load the table anew under another name ({nameof(WarehouseNames)}.{nameof(WarehouseNames.Table)}).");
        }
        steps.Add(sql.WidenColumn(table, column.Name, column.Type), $"the column {column.Name} is {facts}, too narrow for {column.Type}", () => known.Columns[column.Name] = ColumnFacts.Of(column.Type) with { Comment = facts.Comment, IsNullable = facts.IsNullable });
    }

    /// <summary>Brings the source's comments. Where it wasn't asked, what is there stays.</summary>
    private void Say(TableLayout layout, IReadOnlyList<LayoutColumn> columns, TableFacts? table)
    {
        if (layout.Comment.Length > 0 && table?.Comment != layout.Comment)
        {
            steps.Add(sql.CommentTable(layout.Table, layout.Comment), "the source says otherwise of the table", () => there.Tables[layout.Table] = there.Tables[layout.Table] with { Comment = layout.Comment });
        }
        List<LayoutColumn> others = [.. columns.Where(column => column.Comment.Length > 0 && (table?.Columns.TryGetValue(column.Name, out ColumnFacts? facts) != true || facts!.Comment != column.Comment))];
        if (others.Count > 0)
        {
            steps.Add(sql.CommentColumns(layout.Table, others), $"the source says otherwise of {(others.Count == 1 ? $"the column {others[0].Name}" : $"{others.Count} columns")}", () =>
            {
                Dictionary<string, ColumnFacts> known = there.Tables[layout.Table].Columns;
                others.ForEach(column => known[column.Name] = known[column.Name] with { Comment = column.Comment });
            });
        }
        if (layout.IsDescribed && table is not null && UnsaidComments.In(layout, columns, table) is { IsEmpty: false } unsaid)
        {
            if (layout.Members is null)
            {
                _unsaid.Add(layout.Table, unsaid);
            }
            else if (unsaid.SaidBy(_unsaid) is { IsEmpty: false } once)
            {
                Unsay(once);
            }
        }
    }

    private void Unsay(UnsaidComments unsaid)
    {
        ObjectName table = unsaid.Layout.Table;
        if (unsaid.Table is not null)
        {
            steps.Add(sql.CommentTable(table, unsaid.Layout.OwnComment), "the source says nothing of the table any more", () => there.Tables[table] = there.Tables[table] with { Comment = unsaid.Layout.OwnComment });
        }
        if (unsaid.Columns.Count > 0)
        {
            List<LayoutColumn> silent = [.. unsaid.Columns.Select(column => column.Column)];
            steps.Add(sql.CommentColumns(table, silent), $"the source says nothing of {(silent.Count == 1 ? $"the column {silent[0].Name}" : $"{silent.Count} columns")} any more", () =>
            {
                Dictionary<string, ColumnFacts> known = there.Tables[table].Columns;
                silent.ForEach(column => known[column.Name] = known[column.Name] with { Comment = "" });
            });
        }
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

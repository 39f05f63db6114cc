namespace CdcToSnowflake.Model;

/// <summary>The columns and the key of a table's shapes under its options, checked.</summary>
internal sealed class TableColumns(string where, TableOptions options, ColumnRenames renames)
{
    private string[] KeyNames(SourceTable shape) => shape.IsAppendOnly ? [] : shape.Key.Count > 0 ? [.. shape.Key] : [.. options.Key.Select(name => SourceName(shape, name))];

    public IReadOnlyList<string> KeyOf(SourceTable shape)
    {
        if (shape.IsAppendOnly)
        {
            return [];
        }
        if (shape.Key.Count > 0 && options.Key.Count > 0 && !shape.Key.SequenceEqual(options.Key, StringComparer.OrdinalIgnoreCase))
        {
            throw new ModelException(ModelProblem.BadKey, $"{where} has the key ({string.Join(", ", shape.Key)}), and {nameof(TableOptions)}.{nameof(TableOptions.Key)} says ({string.Join(", ", options.Key)}). Leave the option out.");
        }
        string[] key = KeyNames(shape);
        if (key.Length == 0)
        {
            throw new ModelException(ModelProblem.NoKey,
                $"{where} has no key, so its rows can't be told apart. Give it a primary key, name its key columns with the capture's KeyColumns or {nameof(TableOptions)}.{nameof(TableOptions.Key)}, take it as a log with the capture's AppendOnlyTables ({nameof(SourceTable)}.{nameof(SourceTable.IsAppendOnly)}), or exclude it.");
        }
        foreach (string name in key)
        {
            Check(shape, name);
        }
        return [.. key.Select(name => WarehouseNames.ColumnOf(renames.Today(name)))];
    }

    public IReadOnlyList<MergedColumn> Of(SourceTable shape)
    {
        string[] key = KeyNames(shape);
        Dictionary<string, string> taken = new(shape.Columns.Count);
        List<MergedColumn> columns = new(shape.Columns.Count);
        foreach (LandedColumn column in LandedColumn.Of(shape))
        {
            if (IsReserved(column.Source.Name))
            {
                throw new ModelException(ModelProblem.ReservedColumn, $"{where} has a column '{column.Source.Name}', a name that the SDK or Snowflake needs for itself. Rename it at the source, or exclude the table.");
            }
            string today = renames.Today(column.Source.Name);
            string name = today == column.Source.Name ? column.StgName : WarehouseNames.ColumnOf(today);
            if (!taken.TryAdd(name, column.Source.Name))
            {
                throw new ModelException(ModelProblem.NameCollision, $"The columns '{taken[name]}' and '{column.Source.Name}' of {where} would both be {name} in Snowflake. Rename one at the source, exclude the table, or leave out a renaming that was none.");
            }
            columns.Add(new MergedColumn(name, column.Landing.Type, key.Contains(column.Source.Name), column.Source.IsNullable, IsEverywhere: true, IsWidened: false)
            {
                StgNames = [column.StgName],
                FormerNames = renames.Former(today) is { Count: > 0 } former ? [.. former.Select(WarehouseNames.ColumnOf)] : [],
            });
        }
        return columns;
    }

    /// <summary>Refuses options for columns that no shape has, since a name is misspelt.</summary>
    public void RefuseUnknown(IReadOnlyList<SourceTable> shapes)
    {
        foreach (string name in options.CiColumns.Keys)
        {
            if (!shapes.Any(shape => shape.Columns.Any(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase))))
            {
                throw new ModelException(ModelProblem.BadRule, $"The rule for {where} names the column '{name}', which the table doesn't have. Correct the name, or leave it out.");
            }
        }
    }

    private bool IsReserved(string name) =>
        MetaColumn.IsReserved(name) || ((options.RawDeletes == DeleteHandling.Soft || options.CiDeletes == DeleteHandling.Soft) && name.Equals(MetaColumn.DeletedAt, StringComparison.OrdinalIgnoreCase));

    private void Check(SourceTable shape, string name)
    {
        SourceColumn column = shape.Columns.FirstOrDefault(column => column.Name == name)
            ?? throw new ModelException(ModelProblem.BadKey, $"The key of {where} names the column '{name}', which the table doesn't have. Name its columns as the source writes them.");
        if (column.Type.Kind is SourceKind.Json or SourceKind.Vector or SourceKind.Geometry)
        {
            throw new ModelException(ModelProblem.BadKey, $"The key of {where} names the column '{name}' of type {column.Type}, which can't be compared. Name other key columns.");
        }
        if (column.Treatment is { } treatment)
        {
            throw new ModelException(ModelProblem.BadKey, $"The key of {where} names the column '{name}', whose {nameof(SourceColumn.Treatment)} is {treatment}. Rows are told apart by it: leave it as it is, or name other key columns.");
        }
    }

    private static string SourceName(SourceTable shape, string name) => shape.Columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Name ?? name;
}

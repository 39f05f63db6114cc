namespace CdcToSnowflake.Model;

/// <summary>A source table of one brand over all its shapes: what STG and RAW hold.</summary>
internal sealed class BrandTable
{
    private BrandTable(string brand, string schema, string source, string name, IReadOnlyList<SourceTable> shapes, IReadOnlyList<MergedColumn> columns, IReadOnlyList<MergedColumn> dropped, IReadOnlyList<string> key) =>
        (Brand, Schema, Source, Name, Shapes, Columns, Dropped, Key) = (brand, schema, source, name, shapes, columns, dropped, key);

    public string Brand { get; }

    public string Schema { get; }

    public string Source { get; }

    /// <summary>The Snowflake name.</summary>
    public string Name { get; }

    public IReadOnlyList<SourceTable> Shapes { get; }

    public IReadOnlyList<MergedColumn> Columns { get; }

    /// <summary>The columns that were dropped for good: STG still takes them in from files of older shapes, RAW and CI have them no more.</summary>
    public IReadOnlyList<MergedColumn> Dropped { get; }

    /// <summary>The Snowflake names of the key columns.</summary>
    public IReadOnlyList<string> Key { get; }

    /// <summary>The table's name in manifests and paths.</summary>
    public string Path => StorePath.Table(Schema, Source);

    public static BrandTable Of(BrandModel model, IReadOnlyList<SourceTable> shapes, WarehouseNames names)
    {
        SourceTable first = shapes[0];
        string brand = model.Id;
        string where = $"{first.Schema}.{first.Name} of the brand '{brand}'";
        ColumnRenames renames = new(model.Renames.Where(rename => rename.Schema == first.Schema && rename.Table == first.Name), where);
        IReadOnlyList<MergedColumn> union = MergedColumns.Union(shapes.Select(shape => (shape.Shape, (IReadOnlyList<MergedColumn>)ColumnsOf(shape, renames, where))), where);
        HashSet<string> dropped = [.. model.Drops.Where(drop => drop.Schema == first.Schema && drop.Table == first.Name).Select(drop => WarehouseNames.ColumnOf(renames.Today(drop.Column)))];
        RefuseKeyDrop(union, dropped, where);
        return new BrandTable(
            brand,
            first.Schema,
            first.Name,
            names.TableOf(brand, first.Schema, first.Name),
            shapes,
            [.. union.Where(column => !dropped.Contains(column.Name))],
            [.. union.Where(column => dropped.Contains(column.Name))],
            MergedColumns.SameKey(shapes.Select(shape => (shape.Shape, KeyOf(shape, renames, where))), where));
    }

    private static void RefuseKeyDrop(IReadOnlyList<MergedColumn> columns, HashSet<string> dropped, string where)
    {
        if (columns.FirstOrDefault(column => column.IsKey && dropped.Contains(column.Name)) is { } key)
        {
            throw new ModelException(ModelProblem.BadKey, $"The column {key.Name} of {where} is said to be dropped, but it is part of the key. Load the table anew under another name, or leave the drop out.");
        }
    }

    private static IReadOnlyList<string> KeyOf(SourceTable table, ColumnRenames renames, string where)
    {
        if (table.Key.Count == 0)
        {
            throw new ModelException(ModelProblem.NoKey, $"{where} has no key, so its rows can't be told apart. Give it a primary key, name its key columns with the capture's KeyColumns, or exclude it.");
        }
        foreach (string name in table.Key)
        {
            SourceColumn column = table.Columns.FirstOrDefault(column => column.Name == name)
                ?? throw new ModelException(ModelProblem.BadKey, $"The key of {where} names the column '{name}', which the table doesn't have. Name its columns as the source writes them.");
            if (column.Type.Kind is SourceKind.Json or SourceKind.Vector or SourceKind.Geometry)
            {
                throw new ModelException(ModelProblem.BadKey, $"The key of {where} names the column '{name}' of type {column.Type}, which can't be compared. Name other key columns.");
            }
        }
        return [.. table.Key.Select(name => WarehouseNames.ColumnOf(renames.Today(name)))];
    }

    private static List<MergedColumn> ColumnsOf(SourceTable table, ColumnRenames renames, string where)
    {
        Dictionary<string, string> taken = [];
        List<MergedColumn> columns = [];
        foreach (SourceColumn column in table.Columns)
        {
            string name = WarehouseNames.ColumnOf(renames.Today(column.Name));
            if (MetaColumn.IsReserved(column.Name))
            {
                throw new ModelException(ModelProblem.ReservedColumn, $"{where} has a column '{column.Name}', a name that the SDK or Snowflake needs for itself. Rename it at the source, or exclude the table.");
            }
            if (!taken.TryAdd(name, column.Name))
            {
                throw new ModelException(ModelProblem.NameCollision, $"The columns '{taken[name]}' and '{column.Name}' of {where} would both be {name} in Snowflake. Rename one at the source, exclude the table, or leave out a renaming that was none.");
            }
            Landing landing = Landing.Of(column.Type);
            columns.Add(new MergedColumn(name, landing.Stg, landing.Mirror, table.Key.Contains(column.Name), column.IsNullable, IsEverywhere: true, IsWidened: false)
            {
                StgNames = [WarehouseNames.ColumnOf(column.Name)],
                FormerNames = [.. renames.Former(renames.Today(column.Name)).Select(WarehouseNames.ColumnOf)],
            });
        }
        return columns;
    }
}

namespace CdcToSnowflake.Model;

/// <summary>A source table of one brand over all its shapes: what STG and RAW hold.</summary>
internal sealed class BrandTable
{
    private BrandTable(string brand, string schema, string source, string name, IReadOnlyList<SourceTable> shapes, IReadOnlyList<MergedColumn> columns, IReadOnlyList<string> key) =>
        (Brand, Schema, Source, Name, Shapes, Columns, Key) = (brand, schema, source, name, shapes, columns, key);

    public string Brand { get; }

    public string Schema { get; }

    public string Source { get; }

    /// <summary>The Snowflake name.</summary>
    public string Name { get; }

    public IReadOnlyList<SourceTable> Shapes { get; }

    public IReadOnlyList<MergedColumn> Columns { get; }

    /// <summary>The Snowflake names of the key columns.</summary>
    public IReadOnlyList<string> Key { get; }

    /// <summary>The table's name in manifests and paths.</summary>
    public string Path => StorePath.Table(Schema, Source);

    public static BrandTable Of(string brand, IReadOnlyList<SourceTable> shapes, WarehouseNames names)
    {
        SourceTable first = shapes[0];
        string where = $"{first.Schema}.{first.Name} of the brand '{brand}'";
        return new BrandTable(
            brand,
            first.Schema,
            first.Name,
            names.TableOf(brand, first.Schema, first.Name),
            shapes,
            MergedColumns.Union(shapes.Select(shape => (shape.Shape, (IReadOnlyList<MergedColumn>)ColumnsOf(shape, where))), where),
            MergedColumns.SameKey(shapes.Select(shape => (shape.Shape, KeyOf(shape, where))), where));
    }

    private static IReadOnlyList<string> KeyOf(SourceTable table, string where)
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
        return [.. table.Key.Select(WarehouseNames.ColumnOf)];
    }

    private static List<MergedColumn> ColumnsOf(SourceTable table, string where)
    {
        Dictionary<string, string> taken = [];
        List<MergedColumn> columns = [];
        foreach (SourceColumn column in table.Columns)
        {
            string name = WarehouseNames.ColumnOf(column.Name);
            if (MetaColumn.IsReserved(column.Name))
            {
                throw new ModelException(ModelProblem.ReservedColumn, $"{where} has a column '{column.Name}', a name that the SDK or Snowflake needs for itself. Rename it at the source, or exclude the table.");
            }
            if (!taken.TryAdd(name, column.Name))
            {
                throw new ModelException(ModelProblem.NameCollision, $"The columns '{taken[name]}' and '{column.Name}' of {where} would both be {name} in Snowflake. Rename one at the source, or exclude the table.");
            }
            Landing landing = Landing.Of(column.Type);
            columns.Add(new MergedColumn(name, landing.Stg, landing.Mirror, table.Key.Contains(column.Name), column.IsNullable, IsEverywhere: true, IsWidened: false));
        }
        return columns;
    }
}

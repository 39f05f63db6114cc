namespace CdcToSnowflake.Model;

/// <summary>A source table of one brand over all its shapes: what STG and RAW hold.</summary>
internal sealed class BrandTable
{
    private BrandTable(string brand, string name, TableOptions options, IReadOnlyList<SourceTable> shapes, IReadOnlyList<MergedColumn> columns, IReadOnlyList<MergedColumn> dropped, IReadOnlyList<MergedColumn> awaited, IReadOnlyList<string> key) =>
        (Brand, Name, Options, Shapes, Columns, Dropped, Awaited, Key) = (brand, name, options, shapes, columns, dropped, awaited, key);

    public string Brand { get; }

    public string Schema => Shapes[0].Schema;

    public string Source => Shapes[0].Name;

    /// <summary>The Snowflake name.</summary>
    public string Name { get; }

    public TableOptions Options { get; }

    public IReadOnlyList<SourceTable> Shapes { get; }

    public IReadOnlyList<MergedColumn> Columns { get; }

    /// <summary>The columns that were dropped for good: STG still takes them in from files of older shapes, RAW and CI have them no more.</summary>
    public IReadOnlyList<MergedColumn> Dropped { get; }

    /// <summary>The columns that are declared as dropped, and that every shape has yet.</summary>
    public IReadOnlyList<MergedColumn> Awaited { get; }

    /// <summary>The Snowflake names of the key columns; none of a table that is a log.</summary>
    public IReadOnlyList<string> Key { get; }

    /// <summary>Whether it is a log.</summary>
    public bool IsAppendOnly => Shapes[0].IsAppendOnly;

    /// <summary>Whether RAW keeps deleted rows.</summary>
    public bool IsSoft => Options.RawDeletes == DeleteHandling.Soft && !IsAppendOnly;

    /// <summary>The shapes that are loaded each by itself; of a table that lands as VARIANT one for each format, which stands for all.</summary>
    public IReadOnlyList<SourceTable> Loads => Options.Landing == LandingMode.Variant ? [.. Shapes.DistinctBy(shape => shape.Format)] : Shapes;

    public string CiName => Options.CiTable is { } name ? WarehouseNames.Checked(name.ToUpperInvariant(), $"the CI table of {Schema}.{Source}") : Name;

    /// <summary>The source's name of it, for people.</summary>
    public string Title => field ??= $"{Schema}.{Source}";

    /// <summary>The table's name in manifests and paths.</summary>
    public string Path => field ??= StorePath.Table(Schema, Source);

    public static BrandTable Of(BrandModel model, IReadOnlyList<SourceTable> shapes, WarehouseNames names, TableRule? rule)
    {
        SourceTable first = shapes[0];
        string where = $"{first.Schema}.{first.Name} of the brand '{model.Id}'";
        TableOptions options = rule?.Options ?? TableOptions.Default;
        ColumnRenames renames = new(model.Renames.Where(rename => rename.Schema == first.Schema && rename.Table == first.Name), where);
        TableColumns table = new(where, options, renames);
        RefuseHalfLog(shapes, where);
        if (rule?.IsExact == true)
        {
            table.RefuseUnknown(shapes);
        }
        IReadOnlyList<MergedColumn> union = MergedColumns.Union([.. shapes.Select(shape => (shape.Shape, table.Of(shape)))], where);
        HashSet<string> declared = [.. model.Drops.Where(drop => drop.Schema == first.Schema && drop.Table == first.Name).Select(drop => WarehouseNames.ColumnOf(renames.Today(drop.Column)))];
        RefuseKeyDrop(union, declared, where);
        // Where every shape has the column, the source hasn't dropped it yet, and still writes values that RAW must have.
        HashSet<string> dropped = [.. union.Where(column => !column.IsEverywhere).Select(column => column.Name).Where(declared.Contains)];
        IReadOnlyList<MergedColumn> columns = dropped.Count == 0 ? union : [.. union.Where(column => !dropped.Contains(column.Name))];
        RefuseUnclusterable(columns, options.RawClusterBy, $"{nameof(TableOptions)}.{nameof(TableOptions.RawClusterBy)} of {where}");
        if (options.Landing == LandingMode.Variant)
        {
            VariantPaths.RefuseUnlike(shapes, where);
        }
        return new BrandTable(
            model.Id,
            names.TableOf(model.Id, first.Schema, first.Name),
            options,
            shapes,
            columns,
            [.. union.Where(column => dropped.Contains(column.Name))],
            [.. columns.Where(column => declared.Contains(column.Name))],
            MergedColumns.SameKey(shapes.Select(shape => (shape.Shape, table.KeyOf(shape))), where));
    }

    private static void RefuseHalfLog(IReadOnlyList<SourceTable> shapes, string where)
    {
        if (shapes.FirstOrDefault(shape => shape.IsAppendOnly != shapes[0].IsAppendOnly) is { } other)
        {
            (SourceTable log, SourceTable mirror) = other.IsAppendOnly ? (other, shapes[0]) : (shapes[0], other);
            throw new ModelException(ModelProblem.KeyChanged, $"{where} is a log in {log.Shape}, and isn't in {mirror.Shape}. Take it as before, or load the table anew under another name.");
        }
    }

    private static void RefuseKeyDrop(IReadOnlyList<MergedColumn> columns, HashSet<string> dropped, string where)
    {
        if (columns.FirstOrDefault(column => column.IsKey && dropped.Contains(column.Name)) is { } key)
        {
            throw new ModelException(ModelProblem.BadKey, $"The column {key.Name} of {where} is said to be dropped, but it is part of the key. Load the table anew under another name, or leave the drop out.");
        }
    }

    internal static void RefuseUnclusterable(IReadOnlyList<MergedColumn> columns, IReadOnlyList<string> clusterBy, string where)
    {
        foreach (string name in clusterBy)
        {
            MergedColumn column = columns.FirstOrDefault(column => column.Name == name)
                ?? throw new ModelException(ModelProblem.BadRule, $"{where} names the column {name}, which isn't there. Name columns as they are in Snowflake.");
            if (column.Type.Kind is SnowflakeKind.Variant or SnowflakeKind.Array)
            {
                throw new ModelException(ModelProblem.BadRule, $"{where} names the column {name} of type {column.Type}, which Snowflake doesn't cluster by. Name other columns.");
            }
        }
    }
}

namespace CdcToSnowflake.Model;

/// <summary>A table of all brands: the union of their columns, keyed by the brand and their common key.</summary>
internal sealed class CiTable
{
    private CiTable(string name, IReadOnlyList<BrandTable> members, IReadOnlyList<MergedColumn> columns, IReadOnlyList<string> key) =>
        (Name, Members, Columns, Key, Dropped) = (name, members, columns, key, DroppedBy(members, columns));

    public string Name { get; }

    public IReadOnlyList<BrandTable> Members { get; }

    public IReadOnlyList<MergedColumn> Columns { get; }

    public IReadOnlyList<string> Key { get; }

    /// <summary>The names of columns that each brand which had them dropped for good.</summary>
    public IReadOnlyList<string> Dropped { get; }

    public static CiTable Of(string name, IReadOnlyList<BrandTable> members, WarehouseNames names)
    {
        string where = $"the CI table {name}";
        foreach (BrandTable member in members)
        {
            if (member.Columns.Any(column => column.Name == names.BrandColumn))
            {
                throw new ModelException(ModelProblem.ReservedColumn,
                    $"{member.Schema}.{member.Source} of the brand '{member.Brand}' has a column {names.BrandColumn}, where CI keeps the brand's id. Name CI's column otherwise with {nameof(WarehouseNames)}.{nameof(WarehouseNames.BrandColumn)}.");
            }
        }
        return new CiTable(
            name,
            members,
            MergedColumns.Union(members.Select(member => (MemberName(member), Mirrored(member))), where),
            MergedColumns.SameKey(members.Select(member => (MemberName(member), member.Key)), where));
    }

    private static IReadOnlyList<string> DroppedBy(IReadOnlyList<BrandTable> members, IReadOnlyList<MergedColumn> columns) =>
        [.. members.SelectMany(member => member.Dropped).Select(column => column.Name).Distinct().Except(columns.Select(column => column.Name))];

    private static string MemberName(BrandTable member) => $"the brand '{member.Brand}'";

    // STG's types are of no concern here: only what RAW holds must fit.
    private static IReadOnlyList<MergedColumn> Mirrored(BrandTable member) => [.. member.Columns.Select(column => column with { Stg = column.Mirror, StgNames = [column.Name] })];
}

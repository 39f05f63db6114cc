namespace CdcToSnowflake.Model;

/// <summary>A brand's table as part of a CI table.</summary>
/// <param name="Table">The table.</param>
/// <param name="Columns">Its columns under their names in CI.</param>
/// <param name="Key">The key's names in CI.</param>
internal sealed record CiMember(BrandTable Table, IReadOnlyList<MergedColumn> Columns, IReadOnlyList<string> Key)
{
    // By the name in CI; null where all are called as in RAW.
    private Dictionary<string, string>? RawNames { get; init; }

    public string Where => $"the brand '{Table.Brand}'";

    public static CiMember Of(BrandTable table)
    {
        if (table.Options.CiColumns.Count == 0)
        {
            return new CiMember(table, [.. table.Columns.Select(column => InCi(column, column.Name))], table.Key);
        }
        Dictionary<string, string> rawNames = new(StringComparer.Ordinal);
        List<MergedColumn> columns = [];
        foreach (MergedColumn column in table.Columns)
        {
            string name = NameOf(table, column.Name);
            if (!rawNames.TryAdd(name, column.Name))
            {
                throw new ModelException(ModelProblem.NameCollision,
                    $"The columns {rawNames[name]} and {column.Name} of {table.Schema}.{table.Source} of the brand '{table.Brand}' would both be {name} in CI. Set {nameof(TableOptions)}.{nameof(TableOptions.CiColumns)} so that they differ.");
            }
            columns.Add(InCi(column, name));
        }
        return new CiMember(table, columns, [.. table.Key.Select(name => NameOf(table, name))]) { RawNames = rawNames };
    }

    /// <summary>What RAW calls a CI column.</summary>
    public string RawNameOf(string ciName) => RawNames?[ciName] ?? ciName;

    // STG's names are of no concern here: only what RAW holds must fit.
    private static MergedColumn InCi(MergedColumn column, string name) => column.Name == name && !column.IsRenamed
        ? column
        : column with { Name = name, StgNames = [name], FormerNames = name == column.Name ? column.FormerNames : [] };

    /// <summary>What a RAW column is called in CI.</summary>
    public static string NameOf(BrandTable table, string column) => table.Options.CiColumnOf(column) is { } name ? WarehouseNames.ColumnOf(name) : column;
}

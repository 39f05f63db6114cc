namespace CdcToSnowflake.Model;

/// <summary>A brand's table as part of a CI table.</summary>
/// <param name="Table">The table.</param>
/// <param name="Columns">Its columns under their names in CI.</param>
/// <param name="RawNames">The name in RAW, by the name in CI.</param>
/// <param name="Key">The key's names in CI.</param>
internal sealed record CiMember(BrandTable Table, IReadOnlyList<MergedColumn> Columns, IReadOnlyDictionary<string, string> RawNames, IReadOnlyList<string> Key)
{
    public string Where => $"the brand '{Table.Brand}'";

    public static CiMember Of(BrandTable table)
    {
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
            // STG's types are of no concern here: only what RAW holds must fit.
            columns.Add(column with { Name = name, Stg = column.Mirror, StgNames = [name], FormerNames = name == column.Name ? column.FormerNames : [] });
        }
        return new CiMember(table, columns, rawNames, [.. table.Key.Select(name => NameOf(table, name))]);
    }

    /// <summary>What a RAW column is called in CI.</summary>
    public static string NameOf(BrandTable table, string column) => table.Options.CiColumnOf(column) is { } name ? WarehouseNames.ColumnOf(name) : column;
}

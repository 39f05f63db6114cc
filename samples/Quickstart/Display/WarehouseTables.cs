using CdcToSnowflake.Model;

namespace Quickstart.Display;

/// <summary>The full, quoted names of the tables that the deployment makes, by its patterns.</summary>
internal sealed class WarehouseTables(WarehouseNames names)
{
    /// <summary>The schema of all brands' tables.</summary>
    public string CiSchema => $"{Quote(names.CiDatabase)}.{Quote(names.CiSchema)}";

    /// <summary>The databases that hold these brands, CI's last.</summary>
    public IEnumerable<string> Databases(IEnumerable<string> brands) => [.. brands.Select(b => Fill(names.BrandDatabase, b, "", "")), Quote(names.CiDatabase)];

    public string StgSchema(string brand) => $"{Fill(names.BrandDatabase, brand, "", "")}.{Fill(names.StgSchema, brand, "", "")}";

    public string Stg(string brand, string schema, string table) => Name(brand, schema, table, names.BrandDatabase, names.StgSchema);

    public string Raw(string brand, string schema, string table) => Name(brand, schema, table, names.BrandDatabase, names.RawSchema);

    public string Ci(string schema, string table) => Name("", schema, table, names.CiDatabase, names.CiSchema);

    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private string Name(string brand, string schema, string table, string database, string layer) =>
        $"{Fill(database, brand, schema, table)}.{Fill(layer, brand, schema, table)}.{Fill(names.Table, brand, schema, table)}";

    private static string Fill(string pattern, string brand, string schema, string table) => Quote(pattern
        .Replace("{BRAND}", brand.ToUpperInvariant(), StringComparison.Ordinal)
        .Replace("{SCHEMA}", schema.ToUpperInvariant(), StringComparison.Ordinal)
        .Replace("{TABLE}", table.ToUpperInvariant(), StringComparison.Ordinal));
}

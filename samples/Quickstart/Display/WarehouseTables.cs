using CdcToSnowflake.Model;

namespace Quickstart.Display;

/// <summary>The full, quoted names of the tables that the deployment makes, by its patterns.</summary>
internal sealed class WarehouseTables(WarehouseNames names)
{
    /// <summary>The schema of all brands' tables.</summary>
    public string CiSchema => $"{Quote(names.CiDatabase)}.{Quote(names.CiSchema)}";

    public string Stg(string brand, string schema, string table) => Name(brand, schema, table, names.BrandDatabase, names.StgSchema);

    public string Raw(string brand, string schema, string table) => Name(brand, schema, table, names.BrandDatabase, names.RawSchema);

    public string Ci(string schema, string table) => Name("", schema, table, names.CiDatabase, names.CiSchema);

    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private string Name(string brand, string schema, string table, params ReadOnlySpan<string> patterns)
    {
        string Fill(string pattern) => Quote(pattern
            .Replace("{BRAND}", brand.ToUpperInvariant(), StringComparison.Ordinal)
            .Replace("{SCHEMA}", schema.ToUpperInvariant(), StringComparison.Ordinal)
            .Replace("{TABLE}", table.ToUpperInvariant(), StringComparison.Ordinal));
        return $"{Fill(patterns[0])}.{Fill(patterns[1])}.{Fill(names.Table)}";
    }
}

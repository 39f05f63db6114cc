namespace CdcToSnowflake.IntegrationTests.EndToEnd;

/// <summary>A table of the workload: its key first, then its other columns, each with how the source is asked for it.</summary>
internal sealed record ShopTable(string Name, IReadOnlyList<string> Key, IReadOnlyList<ShopColumn> Columns)
{
    /// <summary>The table's name in RAW and CI.</summary>
    public string Target => Name.ToUpperInvariant();

    public string SourceSelect =>
        $"SELECT {string.Join(", ", Columns.Select(c => c.Source))} FROM {ShopSchema.Schema}.{Name}";

    /// <summary>RAW's columns in the same order.</summary>
    public string TargetColumns => string.Join(", ", Columns.Select(c => $"\"{c.Name.ToUpperInvariant()}\""));
}

namespace CdcToSnowflake.Emulator.Catalog;

internal sealed record IntegrationObject : CatalogObject
{
    /// <value>STORAGE or NOTIFICATION.</value>
    public required string Category { get; init; }

    /// <summary>What was set, by name: texts as written, lists joined by commas. No secret is among them.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    public bool IsEnabled { get; init; } = true;

    public override CatalogKey Key => KeyOf(Name);

    public static CatalogKey KeyOf(string name) => new(NameSpaceKind.Integration, string.Empty, string.Empty, name);
}

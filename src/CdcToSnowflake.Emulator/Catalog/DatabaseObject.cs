namespace CdcToSnowflake.Emulator.Catalog;

internal sealed record DatabaseObject : CatalogObject
{
    /// <value>DATA_RETENTION_TIME_IN_DAYS; null = the account's default.</value>
    public int? RetentionDays { get; init; }

    /// <value>MAX_DATA_EXTENSION_TIME_IN_DAYS; null = the account's default.</value>
    public int? ExtensionDays { get; init; }

    public bool IsTransient { get; init; }

    public override CatalogKey Key => KeyOf(Name);

    public static CatalogKey KeyOf(string name) => new(NameSpaceKind.Database, string.Empty, string.Empty, name);
}

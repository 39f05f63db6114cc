namespace CdcToSnowflake.Emulator.Catalog;

internal sealed record SchemaObject : CatalogObject
{
    public required string Database { get; init; }

    /// <value>DATA_RETENTION_TIME_IN_DAYS; null = the database's.</value>
    public int? RetentionDays { get; init; }

    /// <value>MAX_DATA_EXTENSION_TIME_IN_DAYS; null = the database's.</value>
    public int? ExtensionDays { get; init; }

    public bool IsTransient { get; init; }

    public override CatalogKey Key => KeyOf(Database, Name);

    public static CatalogKey KeyOf(string database, string name) => new(NameSpaceKind.Schema, database, string.Empty, name);
}

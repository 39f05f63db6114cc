namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>A database or a schema: what is inside follows its days.</summary>
internal abstract record ContainerObject : CatalogObject
{
    /// <value>DATA_RETENTION_TIME_IN_DAYS; null = that of what is around it: the database's, the account's default.</value>
    public int? RetentionDays { get; init; }

    /// <value>MAX_DATA_EXTENSION_TIME_IN_DAYS; null = that of what is around it.</value>
    public int? ExtensionDays { get; init; }

    public bool IsTransient { get; init; }
}

namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>DATA_RETENTION_TIME_IN_DAYS and MAX_DATA_EXTENSION_TIME_IN_DAYS: a table's own, or its schema's, or its database's, or the account's.</summary>
internal static class Retention
{
    /// <summary>The account's DATA_RETENTION_TIME_IN_DAYS, which cannot be changed here.</summary>
    public const int DefaultDays = 1;

    /// <summary>The account's MAX_DATA_EXTENSION_TIME_IN_DAYS, which cannot be changed here.</summary>
    public const int DefaultExtensionDays = 14;

    public static int Days(SchemaObject schema, CatalogSnapshot catalog) => schema.RetentionDays ?? Of(schema, catalog)?.RetentionDays ?? DefaultDays;

    public static int ExtensionDays(SchemaObject schema, CatalogSnapshot catalog) => schema.ExtensionDays ?? Of(schema, catalog)?.ExtensionDays ?? DefaultExtensionDays;

    private static DatabaseObject? Of(SchemaObject schema, CatalogSnapshot catalog) => catalog.Find(DatabaseObject.KeyOf(schema.Database)) as DatabaseObject;
}

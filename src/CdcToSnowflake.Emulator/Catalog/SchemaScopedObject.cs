namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>An object that lives in a schema.</summary>
internal abstract record SchemaScopedObject : CatalogObject
{
    public string Database { get; init; } = string.Empty;

    public string Schema { get; init; } = string.Empty;

    protected CatalogKey KeyIn(NameSpaceKind space) => new(space, Database, Schema, Name);
}

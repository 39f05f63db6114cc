namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>An object that lives in a schema.</summary>
internal abstract record SchemaScopedObject : CatalogObject
{
    public required string Database { get; init; }

    public required string Schema { get; init; }

    protected CatalogKey KeyIn(NameSpaceKind space) => new(space, Database, Schema, Name);
}

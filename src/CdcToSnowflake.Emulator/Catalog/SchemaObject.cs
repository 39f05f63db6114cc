namespace CdcToSnowflake.Emulator.Catalog;

internal sealed record SchemaObject : ContainerObject
{
    public required string Database { get; init; }

    public override CatalogKey Key => KeyOf(Database, Name);

    public static CatalogKey KeyOf(string database, string name) => new(NameSpaceKind.Schema, database, string.Empty, name);
}

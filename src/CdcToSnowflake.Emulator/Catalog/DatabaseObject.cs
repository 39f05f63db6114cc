namespace CdcToSnowflake.Emulator.Catalog;

internal sealed record DatabaseObject : ContainerObject
{
    public override CatalogKey Key => KeyOf(Name);

    public static CatalogKey KeyOf(string name) => new(NameSpaceKind.Database, string.Empty, string.Empty, name);
}

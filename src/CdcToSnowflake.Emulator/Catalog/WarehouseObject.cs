namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>A warehouse is only a name here: everything runs in this process.</summary>
internal sealed record WarehouseObject : CatalogObject
{
    public string Size { get; init; } = "X-Small";

    public override CatalogKey Key => KeyOf(Name);

    public static CatalogKey KeyOf(string name) => new(NameSpaceKind.Warehouse, string.Empty, string.Empty, name);
}

using CdcToSnowflake.Model;

namespace SqlOnly.Models;

/// <summary>The document of a model: <c>brands</c>, and if need be <c>names</c> and <c>rules</c>.</summary>
internal sealed record ModelDocument(IReadOnlyList<BrandDocument> Brands)
{
    public WarehouseNames? Names { get; init; }

    public IReadOnlyList<TableRule>? Rules { get; init; }

    public WarehouseModel ToModel() => new([.. Brands.Select(brand => brand.ToModel())], Names, Rules);
}

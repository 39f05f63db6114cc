using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;

namespace SqlOnly.Models;

/// <summary>The document of a model: <c>brands</c>, and if need be <c>names</c>, <c>rules</c> and <c>options</c>.</summary>
internal sealed record ModelDocument(IReadOnlyList<BrandDocument> Brands)
{
    public WarehouseNames? Names { get; init; }

    public IReadOnlyList<TableRule>? Rules { get; init; }

    public SqlOptions? Options { get; init; }

    public WarehouseModel ToModel() => new([.. Brands.Select(brand => brand.ToModel())], Names, Rules);
}

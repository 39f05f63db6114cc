using CdcToSnowflake.Capture;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.Operations;

/// <summary>The model of what is deployed, out of the store: captures keep each table's shapes there, and the service deploys by them. For operations beside the service, as comparisons and looks at streams, flow and cost.</summary>
public static class StoredModel
{
    /// <summary>Reads the model.</summary>
    /// <param name="store">Where the brands' cuts are.</param>
    /// <param name="brands">The brands' ids: all that are deployed into one CI.</param>
    /// <param name="options">How they are deployed, as the service is told; null for the defaults. A table that they treat otherwise has other columns, and other names other objects.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The model: all tables that ever had rows, in all their shapes. A brand that has written nothing yet has none.</returns>
    /// <exception cref="ModelException">What is in the store can't become a warehouse by these options.</exception>
    /// <exception cref="StorageException">The store failed.</exception>
    public static async Task<WarehouseModel> ReadAsync(IObjectStore store, IReadOnlyCollection<string> brands, DeploymentOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(brands);
        options ??= new DeploymentOptions();
        List<BrandModel> models = [];
        foreach (var brand in brands)
        {
            var registry = new ShapeRegistry(store, brand, observer: null);
            await registry.LoadAsync(cancellationToken).ConfigureAwait(false);
            models.Add(new BrandModel(brand, $"{store.Location.AbsoluteUri.TrimEnd('/')}/{StorePath.Brand(brand)}", [.. registry.Shapes])
            {
                StorageIntegration = options.StorageIntegration,
                Renames = options.Renames,
                Drops = options.Drops,
                Descriptions = options.Descriptions,
            });
        }

        return new WarehouseModel(models, options.Names, options.Tables);
    }
}

using System.Collections.Concurrent;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;
using Microsoft.Extensions.Logging;

namespace CdcToSnowflake.Hosting.Brands;

/// <summary>Brings the warehouse up to all brands at once when the service begins, by the shapes that the store has, before each brand's own work does it by itself.</summary>
internal static class BrandRecall
{
    private const int BrandsAtOnce = 8;

    /// <summary>Recalls what the store knows. A brand that can't be read, or a warehouse that refuses them together, is left to the brands' own work, which says why and tries again.</summary>
    public static async Task RunAsync(IObjectStore store, SnowflakeDeployment deployment, IReadOnlyCollection<string> brands, ILogger logger, CancellationToken cancellationToken)
    {
        ServiceLog.Recalls(logger, brands.Count);
        ConcurrentDictionary<string, IReadOnlyList<SourceTable>> shapes = new(StringComparer.Ordinal);
        try
        {
            await Parallel.ForEachAsync(
                brands,
                new ParallelOptions { MaxDegreeOfParallelism = BrandsAtOnce, CancellationToken = cancellationToken },
                async (brand, stop) =>
                {
                    var registry = new ShapeRegistry(store, brand, observer: null);
                    await registry.LoadAsync(stop).ConfigureAwait(false);
                    if (registry.Shapes.ToList() is { Count: > 0 } known)
                    {
                        shapes[brand] = known;
                    }
                }).ConfigureAwait(false);

            if (shapes.Count > 1)
            {
                await deployment.RecallAsync(store.Location, shapes, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            ServiceLog.RecallFailed(logger, e);
        }
    }
}

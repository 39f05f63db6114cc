using CdcToSnowflake.Hosting.Brands;
using CdcToSnowflake.Hosting.Changes;
using CdcToSnowflake.Hosting.Parts;
using CdcToSnowflake.Operations.Cost;
using CdcToSnowflake.Operations.Flow;
using Microsoft.Extensions.Options;

namespace CdcToSnowflake.Hosting;

/// <summary>How the service's brands and change handlers are; a singleton, for pages and checks of your own. Safe to use from any thread.</summary>
public sealed class CdcStatus
{
    private readonly Dictionary<string, BrandMonitor> _brands;
    private readonly List<HandlerMonitor> _handlers;
    private volatile CostReport? _cost;

    internal CdcStatus(IOptions<CdcOptions> options, TimeProvider time)
    {
        _brands = options.Value.Brands.Keys.ToDictionary(brand => brand, brand => new BrandMonitor(brand, options.Value.Brands[brand].LongestSilence, time), StringComparer.Ordinal);
        Parts = new PartMonitor(time);
        _handlers = [.. options.Value.Handlers.SelectMany(handler => _brands.Values.Where(brand => handler.Takes(brand.Brand)).Select(brand => new HandlerMonitor(handler, brand, time)))];
    }

    /// <summary>The brands, each as it is now.</summary>
    public IReadOnlyList<BrandStatus> Brands => [.. _brands.Values.Select(brand => brand.Status)];

    /// <summary>The change handlers, each with each brand that it follows, as they are now.</summary>
    public IReadOnlyList<HandlerStatus> Handlers => [.. _handlers.Select(handler => handler.Status)];

    /// <summary>The last look at each brand's way to CI, of those that were looked at (<see cref="CdcBuilder.WatchFlow"/>); none while another process works.</summary>
    public IReadOnlyList<FlowReport> Flows => [.. _brands.Values.Select(brand => brand.Flow).OfType<FlowReport>()];

    /// <summary>The last report of what the account cost (<see cref="CdcBuilder.WatchCost"/>), for a page of your own: <see cref="CostReport.ToHtml"/>; null before the first, and while another process works.</summary>
    public CostReport? Cost
    {
        get => _cost;
        internal set => _cost = value;
    }

    internal PartMonitor Parts { get; }

    internal BrandMonitor Monitor(string brand) => _brands[brand];

    internal IReadOnlyList<HandlerMonitor> HandlerMonitors => _handlers;

    /// <summary>Forgets what was seen beside the work of brands and handlers, when that work ends: whoever works next looks from then on, and what was seen before would stand for ever.</summary>
    internal void Forget()
    {
        foreach (var brand in _brands.Values)
        {
            (brand.Looks, brand.Flow) = (null, null);
        }

        _cost = null;
        Parts.Clear();
    }
}

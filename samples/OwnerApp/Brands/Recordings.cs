using CdcToSnowflake.Binlog;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Sources;
using Microsoft.Extensions.Options;

namespace OwnerApp.Brands;

/// <summary>Plays the recordings of the brands that have no server.</summary>
internal sealed class Recordings(IOptions<OwnerAppOptions> options, IOptions<CdcOptions> servers, Workspace workspace, ReplayClock clock) : BackgroundService
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<string, RecordedBinlog> _brands = [];

    /// <summary>Whether a brand is played from a recording.</summary>
    public bool Has(string brand) => options.Value.Brands.TryGetValue(brand, out var profile) && profile.Recording is not null && servers.Value.Brands[brand].ConnectionString is null;

    /// <summary>A brand's binlog, as far as it was played.</summary>
    public BrandSource Open(string brand)
    {
        lock (_brands)
        {
            return new BrandSource(new BinlogFileReader([_brands[brand].FirstFile]) { Follow = new BinlogFollow { PollInterval = PollInterval } });
        }
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        lock (_brands)
        {
            foreach (var (brand, profile) in options.Value.Brands.Where(brand => Has(brand.Key)))
            {
                string[] files = [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Recordings", profile.Recording!), "binlog.*").Order(StringComparer.Ordinal)];
                _brands[brand] = new RecordedBinlog(files, Path.Combine(workspace.Folder, "binlogs", brand));
            }
        }

        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        lock (_brands)
        {
            return Task.WhenAll(_brands.Values.Select(brand => brand.PlayAsync(clock, stoppingToken)));
        }
    }
}

using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;

namespace CostReport.Demo;

/// <summary>A brand's recorded binlog as cuts in a folder, which come to the account one by one.</summary>
internal sealed class DemoBrand(string brand, string folder)
{
    // So many that the three days are full of cuts.
    private const int RowsOfACut = 1_000;

    private readonly FolderObjectStore _captured = new(folder);
    private readonly Queue<List<string>> _cuts = [];

    /// <summary>Captures all; the warehouse follows the tables.</summary>
    public async Task CaptureAsync(SnowflakeDeployment deployment, Uri store)
    {
        await deployment.EnsureBrandAsync(brand, store);
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Recordings", brand.ToLowerInvariant()), "binlog.*").Order(StringComparer.Ordinal);
        await new BrandCapture(brand, new BinlogFileReader([.. files]), _captured, new CaptureOptions { CutRows = RowsOfACut, Tables = ["shop.orders", "shop.order_items", "shop.refunds"] }, deployment).RunAsync();
        SortedDictionary<string, List<string>> cuts = new(StringComparer.Ordinal);
        await foreach (var item in _captured.ListAsync($"{brand}/"))
        {
            // Names of files begin with the cut's number; manifests come last.
            var name = item.Key[(item.Key.LastIndexOf('/') + 1)..];
            if (name.Length > 20 && name[..20].All(char.IsAsciiDigit))
            {
                cuts[name[..20]] = [.. (cuts.GetValueOrDefault(name[..20]) ?? []).Append(item.Key).OrderBy(key => key.Contains("/cuts/", StringComparison.Ordinal))];
            }
        }

        foreach (var cut in cuts.Values)
        {
            _cuts.Enqueue(cut);
        }
    }

    /// <summary>Brings the next cut.</summary>
    /// <returns>false: there is none.</returns>
    public async Task<bool> BringAsync(IObjectStore store)
    {
        if (!_cuts.TryDequeue(out var cut))
        {
            return false;
        }

        foreach (var key in cut)
        {
            await using var content = await _captured.OpenReadAsync(key);
            await store.PutAsync(key, content);
        }

        return true;
    }
}

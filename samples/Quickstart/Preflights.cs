using System.Data.Common;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Model;
using CdcToSnowflake.Preflight;
using CdcToSnowflake.Storage;
using Quickstart.Arguments;

namespace Quickstart;

/// <summary>The preflight of each brand, printed.</summary>
internal static class Preflights
{
    /// <returns>The exit code: 1 if a brand isn't ready.</returns>
    public static async Task<int> RunAsync(IEnumerable<LiveSource> sources, IObjectStore store, DbDataSource snowflake, CaptureOptions capture, WarehouseNames names, CancellationToken cancellationToken)
    {
        var isReady = true;
        foreach (var source in sources)
        {
            var report = await new BrandPreflight(source.Brand, source.Queries, store, snowflake) { Capture = capture, Names = names }.RunAsync(cancellationToken);
            await Console.Out.WriteLineAsync(report.ToTable());
            isReady &= report.IsReady;
        }

        return isReady ? 0 : 1;
    }
}

using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using Quickstart.Arguments;

namespace Quickstart.Sources;

/// <summary>Opens what the user named: live servers, else the committed files.</summary>
internal static class BrandSources
{
    public static IReadOnlyList<IBrandSource> Open(QuickstartArguments arguments, CaptureOptions capture)
    {
        // The reader leaves out early what the capture wouldn't take.
        var decoding = new BinlogOptions { TableFilter = table => capture.Includes(table.Schema, table.Name) };
        return arguments.Sources.Count > 0
            ? [.. arguments.Sources.Select(source => new MySqlSource(source, capture, decoding))]
            : [.. ShopFiles.Brands.Select(brand =>
                new FilesSource(brand, ShopFiles.Binlogs(brand), new DumpState(ShopFiles.FinalState(brand), ShopFiles.Schema, capture.Includes), decoding))];
    }
}

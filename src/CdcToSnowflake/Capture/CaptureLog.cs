using CdcToSnowflake.Binlog;
using CdcToSnowflake.Cuts;
using Microsoft.Extensions.Logging;

namespace CdcToSnowflake.Capture;

/// <summary>The messages of captures.</summary>
internal sealed partial class CaptureLog(ILogger logger)
{
    public void Started(string brand, ulong cut, BinlogPosition? from) => Started(logger, brand, cut, from?.ToString() ?? "the earliest");

    public void TableSeen(string brand, CapturedTable table)
    {
        if (table.Target is { } target)
        {
            TableCaptured(logger, brand, target.Table.Schema, target.Table.Name, target.Table.Shape);
        }
        else
        {
            TablePassedOver(logger, brand, table.Source.Schema, table.Source.Name);
        }
    }

    public void Committed(string brand, CutManifest manifest) => Committed(logger, brand, manifest.Cut, manifest.Rows, manifest.Tables.Count, manifest.To.File, manifest.To.Offset);

    [LoggerMessage(1, LogLevel.Information, "Capture of {Brand} begins with cut {Cut} from {Position}.")]
    private static partial void Started(ILogger logger, string brand, ulong cut, string position);

    [LoggerMessage(2, LogLevel.Information, "Capture of {Brand} takes {Schema}.{Table} in shape {Shape}.")]
    private static partial void TableCaptured(ILogger logger, string brand, string schema, string table, string shape);

    [LoggerMessage(3, LogLevel.Debug, "Capture of {Brand} passes {Schema}.{Table} over.")]
    private static partial void TablePassedOver(ILogger logger, string brand, string schema, string table);

    [LoggerMessage(4, LogLevel.Debug, "Capture of {Brand} committed cut {Cut}: {Rows} rows of {Tables} tables, up to {File}:{Offset}.")]
    private static partial void Committed(ILogger logger, string brand, ulong cut, long rows, int tables, string file, long offset);
}

using System.Globalization;
using CdcToSnowflake.Capture;

namespace Quickstart.Display;

/// <summary>What is left of the tables that are read as they are, in words.</summary>
internal static class TablesToRead
{
    public static string Text(SnapshotProgress? snapshot) => snapshot is null or { TablesLeft: 0 }
        ? "no tables to read"
        : string.Create(CultureInfo.InvariantCulture, $"{snapshot.TablesLeft:N0} tables to read{Rows(snapshot.RowsLeft)}{Time(snapshot.TimeLeft)}");

    private static string Rows(long? rows) => rows is { } left ? string.Create(CultureInfo.InvariantCulture, $", about {left:N0} rows") : "";

    private static string Time(TimeSpan? time) => time is { } left ? $", about {left.ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture)}" : "";
}

using CdcToSnowflake.Binlog;

namespace Quickstart.Sources;

/// <summary>Which of two places of one server's log comes first: file numbers grow, and grow in length after 999999.</summary>
internal static class LogOrder
{
    public static bool IsAtOrAfter(this BinlogPosition place, BinlogPosition other) =>
        (place.File.Length, string.CompareOrdinal(place.File, other.File), place.Offset).CompareTo((other.File.Length, 0, other.Offset)) >= 0;
}

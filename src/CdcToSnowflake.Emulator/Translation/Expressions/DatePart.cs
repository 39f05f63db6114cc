using System.Collections.Frozen;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>Snowflake's names of date and time parts, as DuckDB calls them.</summary>
internal static class DatePart
{
    private static readonly FrozenDictionary<string, string> Parts = Build(
        "year y yy yyy yyyy yr years yrs", "quarter q qtr qtrs quarters", "month mm mon mons months", "week w wk weekofyear woy wy weeks",
        "day d dd days dayofmonth", "hour h hh hr hours hrs", "minute m mi min minutes mins", "second s sec seconds secs",
        "millisecond ms msec milliseconds", "microsecond us usec microseconds", "nanosecond ns nsec nanosec nsecond nanoseconds nanosecs nseconds",
        "dayofweek weekday dow dw", "dayofweekiso weekday_iso dow_iso dw_iso dayofweek_iso", "dayofyear yearday doy dy", "weekiso week_iso weekofyeariso weekofyear_iso",
        "yearofweek", "yearofweekiso", "epoch_second epoch epoch_seconds", "epoch_millisecond epoch_milliseconds", "epoch_microsecond epoch_microseconds", "epoch_nanosecond epoch_nanoseconds",
        "timezone_hour tzh", "timezone_minute tzm");

    /// <summary>The first name of the part; null if it is none.</summary>
    public static string? TryParse(string text) => Parts.GetValueOrDefault(text.ToLowerInvariant());

    public static bool IsTime(string part) => part is "hour" or "minute" or "second" or "millisecond" or "microsecond" or "nanosecond";

    private static FrozenDictionary<string, string> Build(params string[] groups) => groups
        .Select(group => group.Split(' '))
        .SelectMany(names => names.Select(name => KeyValuePair.Create(name, names[0])))
        .ToFrozenDictionary(StringComparer.Ordinal);
}

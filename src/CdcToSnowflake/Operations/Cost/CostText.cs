using System.Globalization;

namespace CdcToSnowflake.Operations.Cost;

/// <summary>Numbers for people.</summary>
internal static class CostText
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary><c>1.23 credits</c>.</summary>
    public static string Credits(decimal credits) => $"{Number(credits)} credits";

    /// <summary>Three digits that say something, whatever the size: 0.00123, 1.23, 123, 12,345.</summary>
    public static string Number(decimal number)
    {
        var size = Math.Abs(number);
        return size is > 0 and < 0.000005m ? "<0.00001"
            : number.ToString(size switch { >= 100 => "#,0", >= 10 => "0.0", >= 1 => "0.00", >= 0.1m => "0.000", >= 0.01m => "0.0000", 0 => "0", _ => "0.00000" }, CultureInfo.InvariantCulture);
    }

    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Share(double? share) => share is { } value ? value.ToString("0 %", CultureInfo.InvariantCulture) : "-";

    /// <summary><c>1.5 GB</c>: powers of 1,000.</summary>
    public static string Bytes(long bytes)
    {
        double size = bytes;
        var unit = 0;
        for (; size >= 1000 && unit < Units.Length - 1; unit++)
        {
            size /= 1000;
        }

        return size.ToString(unit == 0 || size >= 100 ? "0" : "0.0", CultureInfo.InvariantCulture) + " " + Units[unit];
    }

    /// <summary><c>90 s</c>, <c>5 min</c>, <c>2.5 h</c>, <c>3 d</c>.</summary>
    public static string Time(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } when time > TimeSpan.Zero => Of(time.TotalMilliseconds, "ms"),
        { TotalSeconds: < 120 } => Of(time.TotalSeconds, "s"),
        { TotalMinutes: < 120 } => Of(time.TotalMinutes, "min"),
        { TotalHours: < 72 } => Of(time.TotalHours, "h"),
        _ => Of(time.TotalDays, "d"),
    };

    public static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Of(double number, string unit) => number.ToString(number < 10 ? "0.#" : "#,0", CultureInfo.InvariantCulture) + " " + unit;
}

using System.Globalization;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Server.Http;

/// <summary>A value as the SQL API's text of it. From the manual's "Handling responses".</summary>
internal static class WireValue
{
    /// <summary>UTC as TIMESTAMP_TZ's offset: minutes, plus 1440.</summary>
    private const string Utc = " 1440";

    public static string? Of(object? value, DataType type) => (type.Kind, value) switch
    {
        (_, null) => null,
        (TypeKind.Boolean, bool flag) => flag ? "true" : "false",
        (TypeKind.Float, double number) => Real(number),
        (TypeKind.Binary, byte[] bytes) => Convert.ToHexString(bytes),
        (TypeKind.Date, DateTime date) => ((date.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerDay).ToString(CultureInfo.InvariantCulture),
        (TypeKind.Time, TimeSpan time) => Seconds(time.Ticks),
        (TypeKind.TimestampNtz, DateTime moment) => Seconds(moment.Ticks - DateTime.UnixEpoch.Ticks),
        (TypeKind.TimestampLtz, DateTimeOffset instant) => Seconds(instant.UtcTicks - DateTime.UnixEpoch.Ticks),
        (TypeKind.TimestampTz, DateTimeOffset instant) => Seconds(instant.UtcTicks - DateTime.UnixEpoch.Ticks) + Utc,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    public static string TypeName(DataType type) => type.Kind switch
    {
        TypeKind.Number => "fixed",
        TypeKind.Float => "real",
        TypeKind.Varchar or TypeKind.Null => "text",
        TypeKind.TimestampNtz => "timestamp_ntz",
        TypeKind.TimestampLtz => "timestamp_ltz",
        TypeKind.TimestampTz => "timestamp_tz",
        _ => type.Kind.ToString().ToLowerInvariant(),
    };

    private static string Real(double number) => number switch
    {
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        _ => number.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Seconds(long ticks)
    {
        var whole = Math.Abs(ticks) / TimeSpan.TicksPerSecond;
        var nanos = Math.Abs(ticks) % TimeSpan.TicksPerSecond * 100;
        return string.Create(CultureInfo.InvariantCulture, $"{(ticks < 0 ? "-" : "")}{whole}.{nanos:D9}");
    }
}

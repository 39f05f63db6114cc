using System.Globalization;

namespace CdcToSnowflake.Warehouse;

/// <summary>A point in time in an answer. Providers differ in the type that they give it.</summary>
internal static class AnswerTime
{
    public static DateTimeOffset Of(object value) => value switch
    {
        DateTimeOffset time => time,
        DateTime { Kind: DateTimeKind.Local } time => time,
        DateTime time => new DateTimeOffset(time, TimeSpan.Zero),
        _ => DateTimeOffset.Parse(Convert.ToString(value, CultureInfo.InvariantCulture)!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
    };
}

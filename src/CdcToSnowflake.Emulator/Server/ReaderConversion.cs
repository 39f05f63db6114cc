using System.Globalization;
using System.Numerics;

namespace CdcToSnowflake.Emulator.Server;

/// <summary>What the typed getters make of a value; never with loss.</summary>
internal static class ReaderConversion
{
    public static T To<T>(object value)
    {
        if (value is T same)
        {
            return same;
        }

        object converted = (typeof(T), value) switch
        {
            (var type, DateTimeOffset instant) when type == typeof(DateTime) => instant.UtcDateTime,
            (var type, DateTime time) when type == typeof(DateTimeOffset) => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
            (var type, DateTime time) when type == typeof(DateOnly) => DateOnly.FromDateTime(time),
            (var type, TimeSpan time) when type == typeof(TimeOnly) => TimeOnly.FromTimeSpan(time),
            (var type, _) when type == typeof(string) => Text(value),
            (var type, _) when type == typeof(BigInteger) => Whole(value),
            (_, BigInteger big) => Convert.ChangeType(BigInteger.Abs(big) <= new BigInteger(decimal.MaxValue) ? (decimal)big : throw new OverflowException($"{big} does not fit {typeof(T).Name}."), typeof(T), CultureInfo.InvariantCulture),
            (var type, decimal number) when type == typeof(long) || type == typeof(int) || type == typeof(short) || type == typeof(byte) =>
                decimal.Truncate(number) == number ? Convert.ChangeType(number, type, CultureInfo.InvariantCulture) : throw new InvalidCastException($"{number} is not whole."),
            _ => Convert.ChangeType(value, typeof(T), CultureInfo.InvariantCulture),
        };
        return (T)converted;
    }

    private static BigInteger Whole(object value) => value switch
    {
        long whole => whole,
        decimal number when decimal.Truncate(number) == number => new BigInteger(number),
        _ => throw new InvalidCastException($"{value} is not whole."),
    };

    private static string Text(object value) => value switch
    {
        DateTime time => time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF zzz", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        byte[] bytes => Convert.ToHexString(bytes),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}

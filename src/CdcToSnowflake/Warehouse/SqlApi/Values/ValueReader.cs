using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace CdcToSnowflake.Warehouse.SqlApi.Values;

/// <summary>The .NET values of Snowflake's texts, from the manual's "Handling responses". Never with loss: what the .NET type can't hold comes as a wider one, or as text.</summary>
internal static class ValueReader
{
    // More digits decimal.Parse would round.
    private const int DecimalDigits = 28;
    private const int ZoneOffsetBase = 1440;

    /// <summary>
    /// bool, long, decimal, double, string, byte[], DateTime, TimeSpan or DateTimeOffset by the column's type; a BigInteger for a whole number beyond decimal, the text for any other number beyond
    /// decimal and for a time with parts of 100 ns.
    /// </summary>
    /// <exception cref="FormatException">The text is not of the column's type.</exception>
    /// <exception cref="OverflowException">A date outside of the years 1 to 9999.</exception>
    public static object Read(ReadOnlySpan<byte> value, ResultColumn column)
    {
        switch (column.Kind)
        {
            case ColumnKind.Number:
                return Number(value, column);
            case ColumnKind.Float:
                return Float(value);
            case ColumnKind.Boolean:
                return Boolean(value);
            case ColumnKind.Binary:
                return Convert.FromHexString(value);
            case ColumnKind.Date:
                return Date(value);
            case ColumnKind.Time:
                return Epoch.TryTicks(Epoch.Nanos(value), out var time) ? new TimeSpan((long)time) : Text(value, column);
            case ColumnKind.TimestampNtz:
                return Epoch.TryTicks(Epoch.Nanos(value), out var moment) ? Epoch.AtTicks(moment) : Text(value, column);
            case ColumnKind.TimestampLtz or ColumnKind.TimestampTz:
                var (nanos, offset) = Instant(value);
                return Epoch.TryTicks(nanos, out var instant)
                    ? new DateTimeOffset(DateTime.SpecifyKind(Epoch.AtTicks(instant), DateTimeKind.Utc)).ToOffset(offset)
                    : Text(value, column);
            default:
                return Encoding.UTF8.GetString(value);
        }
    }

    /// <summary>The value as text: a number as Snowflake wrote it, times as ISO 8601 has them with a space for the T, bytes as hex.</summary>
    public static string Text(ReadOnlySpan<byte> value, ResultColumn column)
    {
        switch (column.Kind)
        {
            case ColumnKind.Date:
                return Date(value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            case ColumnKind.Time:
                return Epoch.TimeText(Epoch.Nanos(value));
            case ColumnKind.TimestampNtz:
                return Epoch.TimestampText(Epoch.Nanos(value));
            case ColumnKind.TimestampLtz or ColumnKind.TimestampTz:
                var (nanos, offset) = Instant(value);
                var minutes = Math.Abs((int)offset.TotalMinutes);
                return string.Create(CultureInfo.InvariantCulture, $"{Epoch.TimestampText(nanos + ((Int128)offset.Ticks * Epoch.NanosPerTick))} {(offset < TimeSpan.Zero ? '-' : '+')}{minutes / 60:D2}:{minutes % 60:D2}");
            default:
                return Encoding.UTF8.GetString(value);
        }
    }

    private static object Number(ReadOnlySpan<byte> value, ResultColumn column)
    {
        if (column.IsLong && Utf8Parser.TryParse(value, out long whole, out var used) && used == value.Length)
        {
            return whole;
        }

        var digits = value.Length - value.Count((byte)'-') - value.Count((byte)'.');
        var isWhole = !value.Contains((byte)'.');
        if (digits <= DecimalDigits)
        {
            return decimal.Parse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        }

        if (!isWhole)
        {
            return Encoding.UTF8.GetString(value);
        }

        var big = BigInteger.Parse(Encoding.UTF8.GetString(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return BigInteger.Abs(big) <= new BigInteger(decimal.MaxValue) ? (decimal)big : big;
    }

    private static double Float(ReadOnlySpan<byte> value) => value switch
    {
        _ when value.SequenceEqual("inf"u8) => double.PositiveInfinity,
        _ when value.SequenceEqual("-inf"u8) => double.NegativeInfinity,
        _ => double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static bool Boolean(ReadOnlySpan<byte> value) => value switch
    {
        _ when value.SequenceEqual("true"u8) => true,
        _ when value.SequenceEqual("false"u8) => false,
        _ => throw new FormatException("It is neither true nor false."),
    };

    private static DateTime Date(ReadOnlySpan<byte> value) => Epoch.AtTicks((Int128)long.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) * TimeSpan.TicksPerDay);

    /// <summary>An instant; TIMESTAMP_TZ's is followed by its offset in minutes, plus 1440.</summary>
    private static (Int128 Nanos, TimeSpan Offset) Instant(ReadOnlySpan<byte> value)
    {
        var space = value.IndexOf((byte)' ');
        if (space < 0)
        {
            return (Epoch.Nanos(value), TimeSpan.Zero);
        }

        var minutes = int.Parse(value[(space + 1)..], NumberStyles.None, CultureInfo.InvariantCulture) - ZoneOffsetBase;
        return Math.Abs(minutes) <= 14 * 60 ? (Epoch.Nanos(value[..space]), TimeSpan.FromMinutes(minutes)) : throw new FormatException("Its offset is beyond 14 hours.");
    }
}

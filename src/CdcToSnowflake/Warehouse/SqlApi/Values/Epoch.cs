using System.Buffers.Text;
using System.Globalization;

namespace CdcToSnowflake.Warehouse.SqlApi.Values;

/// <summary>Snowflake's times: seconds since 1970, or since midnight, as decimal text with up to 9 digits behind the point. Held in nanoseconds, of which a .NET tick is a hundred.</summary>
internal static class Epoch
{
    public const long NanosPerSecond = 1_000_000_000;
    public const int NanosPerTick = 100;
    private const int FractionDigits = 9;

    /// <summary>Nanoseconds of <c>[-]seconds[.fraction]</c>.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static Int128 Nanos(ReadOnlySpan<byte> text)
    {
        var isNegative = text is [(byte)'-', ..];
        var digits = isNegative ? text[1..] : text;
        var point = digits.IndexOf((byte)'.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? [] : digits[(point + 1)..];
        if (fraction.Length > FractionDigits || whole.Length is 0 or > 18 || !Utf8Parser.TryParse(whole, out ulong seconds, out var used) || used != whole.Length)
        {
            throw new FormatException("It is not a number of seconds.");
        }

        long nanos = 0;
        for (var i = 0; i < FractionDigits; i++)
        {
            var digit = i < fraction.Length ? fraction[i] - '0' : 0;
            nanos = digit is >= 0 and <= 9 ? (nanos * 10) + digit : throw new FormatException("It is not a number of seconds.");
        }

        var total = ((Int128)seconds * NanosPerSecond) + nanos;
        return isNegative ? -total : total;
    }

    /// <summary>Ticks, if the time has no part of one.</summary>
    public static bool TryTicks(Int128 nanos, out Int128 ticks)
    {
        ticks = nanos / NanosPerTick;
        return nanos % NanosPerTick == 0;
    }

    /// <summary><c>yyyy-MM-dd HH:mm:ss[.fraction]</c>, trailing zeros left out; exact to the nanosecond.</summary>
    public static string TimestampText(Int128 nanos)
    {
        var (second, fraction) = Split(nanos);
        var time = Moment(second);
        return time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + FractionText(fraction);
    }

    /// <summary><c>HH:mm:ss[.fraction]</c>.</summary>
    public static string TimeText(Int128 nanos)
    {
        var (second, fraction) = Split(nanos);
        return Moment(second).ToString("HH:mm:ss", CultureInfo.InvariantCulture) + FractionText(fraction);
    }

    /// <summary>A moment without a zone.</summary>
    /// <exception cref="OverflowException">It lies outside of the years 1 to 9999.</exception>
    public static DateTime Moment(Int128 seconds) => AtTicks(seconds * TimeSpan.TicksPerSecond);

    /// <inheritdoc cref="Moment"/>
    public static DateTime AtTicks(Int128 ticksSinceEpoch)
    {
        var ticks = DateTime.UnixEpoch.Ticks + ticksSinceEpoch;
        return ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks ? new DateTime((long)ticks) : throw new OverflowException("It lies outside of the years 1 to 9999, which .NET knows.");
    }

    // The fraction is never negative: a second before 1970 begins below.
    private static (Int128 Second, int Fraction) Split(Int128 nanos)
    {
        var fraction = (int)(nanos % NanosPerSecond);
        return fraction < 0 ? ((nanos / NanosPerSecond) - 1, fraction + (int)NanosPerSecond) : (nanos / NanosPerSecond, fraction);
    }

    private static string FractionText(int nanos) => nanos == 0 ? "" : "." + nanos.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
}

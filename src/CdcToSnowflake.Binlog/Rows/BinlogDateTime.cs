using System.Globalization;

namespace CdcToSnowflake.Binlog;

/// <summary>A DATE or DATETIME as MySQL keeps it: zero dates (0000-00-00) and partial dates (2024-00-00) are legal values.</summary>
public readonly record struct BinlogDateTime
{
    /// <summary>Days from 0001-01-01 to 1970-01-01.</summary>
    private const int DaysBefore1970 = 719_162;

    /// <summary>From the top: year, month (4 bits), day (5), hour (5), minute (6), second (6), microsecond (20): one register, and ordered as time is.</summary>
    private readonly long _packed;

    internal BinlogDateTime(int year, int month, int day, int hour, int minute, int second, int microsecond) =>
        _packed = ((long)((year << 9) | (month << 5) | day) << 37) | ((long)((hour << 12) | (minute << 6) | second) << 20) | (uint)microsecond;

    /// <summary>0–9999.</summary>
    public int Year => (int)(_packed >> 46);

    /// <summary>0–12; 0 in zero and partial dates.</summary>
    public int Month => (int)(_packed >> 42) & 15;

    /// <summary>0–31; 0 in zero and partial dates.</summary>
    public int Day => (int)(_packed >> 37) & 31;

    /// <summary>0–23.</summary>
    public int Hour => (int)(_packed >> 32) & 31;

    /// <summary>0–59.</summary>
    public int Minute => (int)(_packed >> 26) & 63;

    /// <summary>0–59.</summary>
    public int Second => (int)(_packed >> 20) & 63;

    /// <summary>0–999999.</summary>
    public int Microsecond => (int)_packed & 0xFFFFF;

    /// <summary>Whether it is 0000-00-00 (with any time).</summary>
    public bool IsZero => _packed >> 37 == 0;

    /// <summary>Whether its month or day is zero, or the day isn't in the calendar (ALLOW_INVALID_DATES): no such day exists.</summary>
    public bool IsPartial => !TryGetUnixDays(out _);

    /// <summary>A TIMESTAMP as a date and time in UTC.</summary>
    /// <param name="micros">Microseconds since 1970 UTC, as <see cref="BinlogRow.GetTimestampMicros"/> gives them; 0 is the zero date.</param>
    /// <returns>The value; zero for 0.</returns>
    public static BinlogDateTime FromTimestamp(long micros)
    {
        if (micros == 0)
        {
            return default;
        }

        var time = DateTime.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
        return new BinlogDateTime(time.Year, time.Month, time.Day, time.Hour, time.Minute, time.Second, (int)(micros % 1_000_000));
    }

    /// <summary>Reads what MySQL prints: <c>YYYY-MM-DD[ HH:MM:SS[.ffffff]]</c>, zero and partial dates too.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="value">The value; zero if it is none.</param>
    /// <returns>False if the text is no such date.</returns>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out BinlogDateTime value)
    {
        value = default;
        if (utf8.Length < 10 || utf8[4] != '-' || utf8[7] != '-' || !Number(utf8[..4], 9999, out var year) || !Number(utf8[5..7], 12, out var month) || !Number(utf8[8..10], 31, out var day))
        {
            return false;
        }

        if (utf8.Length == 10)
        {
            value = new BinlogDateTime(year, month, day, 0, 0, 0, 0);
            return true;
        }

        var micros = 0;
        if (utf8.Length < 19 || utf8[10] != ' ' || utf8[13] != ':' || utf8[16] != ':' || !Number(utf8[11..13], 23, out var hour) || !Number(utf8[14..16], 59, out var minute)
            || !Number(utf8[17..19], 59, out var second) || (utf8.Length > 19 && !TryParseFraction(utf8[19..], out micros)))
        {
            return false;
        }

        value = new BinlogDateTime(year, month, day, hour, minute, second, micros);
        return true;
    }

    /// <summary>The value as microseconds since 1970-01-01, read as if in UTC.</summary>
    /// <param name="micros">The microseconds; negative before 1970.</param>
    /// <returns>False if no such day exists (<see cref="IsPartial"/>).</returns>
    public bool TryGetUnixMicros(out long micros)
    {
        var isDay = TryGetUnixDays(out var days);
        micros = isDay ? ((days * 86_400L) + (Hour * 3600) + (Minute * 60) + Second) * 1_000_000 + Microsecond : 0;
        return isDay;
    }

    /// <summary>The date as days since 1970-01-01.</summary>
    /// <param name="days">The days; negative before 1970.</param>
    /// <returns>False if no such day exists (<see cref="IsPartial"/>).</returns>
    public bool TryGetUnixDays(out int days)
    {
        var (year, month, day) = ((uint)Year, Month, (uint)Day);
        var isLeap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
        var months = isLeap ? LeapMonths : Months;
        uint before = months[month];

        // Day 0 wraps around and fails too, as does any day of month 0, whose length is 0.
        if (day - 1 >= months[month + 1] - before || year == 0)
        {
            days = 0;
            return false;
        }

        // Proleptic Gregorian, as MySQL counts.
        var past = year - 1;
        days = (int)((past * 365) + (past / 4) - (past / 100) + (past / 400) + before + day - 1) - DaysBefore1970;
        return true;
    }

    /// <summary>Writes <c>YYYY-MM-DD</c> as MySQL prints a DATE.</summary>
    /// <param name="utf8">At least 10 bytes.</param>
    /// <param name="written">10, or 0.</param>
    /// <returns>False if there is too little room.</returns>
    public bool TryFormatDate(Span<byte> utf8, out int written)
    {
        written = 0;
        if (utf8.Length < 10)
        {
            return false;
        }

        Digits(utf8, Year, 4);
        utf8[4] = (byte)'-';
        Digits(utf8[5..], Month, 2);
        utf8[7] = (byte)'-';
        Digits(utf8[8..], Day, 2);
        written = 10;
        return true;
    }

    /// <summary>Writes <c>YYYY-MM-DD HH:MM:SS[.ffffff]</c> as MySQL prints a DATETIME.</summary>
    /// <param name="utf8">At least 26 bytes.</param>
    /// <param name="fractionDigits">0–6, the declared ones.</param>
    /// <param name="written">Bytes written, or 0.</param>
    /// <returns>False if there is too little room.</returns>
    public bool TryFormat(Span<byte> utf8, int fractionDigits, out int written)
    {
        var length = fractionDigits > 0 ? 20 + fractionDigits : 19;
        if (utf8.Length < length)
        {
            written = 0;
            return false;
        }

        TryFormatDate(utf8, out _);
        utf8[10] = (byte)' ';
        Digits(utf8[11..], Hour, 2);
        utf8[13] = (byte)':';
        Digits(utf8[14..], Minute, 2);
        utf8[16] = (byte)':';
        Digits(utf8[17..], Second, 2);
        Fraction(utf8[19..], Microsecond, fractionDigits);
        written = length;
        return true;
    }

    /// <summary>The value as MySQL prints a DATETIME(6).</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Month:D2}-{Day:D2} {Hour:D2}:{Minute:D2}:{Second:D2}.{Microsecond:D6}");

    /// <summary>Days of a year before each month, for months that are 4 bits: month 0 and those beyond 12 have no days.</summary>
    private static ReadOnlySpan<ushort> Months => [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365, 365, 365, 365];

    /// <inheritdoc cref="Months"/>
    private static ReadOnlySpan<ushort> LeapMonths => [0, 0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366, 366, 366, 366];

    internal static void Digits(Span<byte> utf8, int value, int count)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            utf8[i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }

    internal static void Fraction(Span<byte> utf8, int microsecond, int digits)
    {
        if (digits <= 0)
        {
            return;
        }

        utf8[0] = (byte)'.';
        for (var i = digits; i < 6; i++)
        {
            microsecond /= 10;
        }

        Digits(utf8[1..], microsecond, digits);
    }

    /// <summary>Reads a point and 1 to 6 digits.</summary>
    internal static bool TryParseFraction(ReadOnlySpan<byte> utf8, out int micros)
    {
        micros = 0;
        if (utf8.Length is < 2 or > 7 || utf8[0] != '.' || !Number(utf8[1..], 999_999, out micros))
        {
            return false;
        }

        for (var digits = utf8.Length - 1; digits < 6; digits++)
        {
            micros *= 10;
        }

        return true;
    }

    internal static bool Number(ReadOnlySpan<byte> digits, int most, out int value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            value = (value * 10) + digit - '0';
        }

        return value <= most;
    }
}

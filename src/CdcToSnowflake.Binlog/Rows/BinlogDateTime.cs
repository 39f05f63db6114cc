using System.Globalization;

namespace CdcToSnowflake.Binlog;

/// <summary>A DATE or DATETIME as MySQL keeps it: zero dates (0000-00-00) and partial dates (2024-00-00) are legal values.</summary>
public readonly record struct BinlogDateTime
{
    internal BinlogDateTime(int year, int month, int day, int hour, int minute, int second, int microsecond)
    {
        _date = (year << 16) | (month << 8) | day;
        _time = (hour << 16) | (minute << 8) | second;
        Microsecond = microsecond;
    }

    private readonly int _date;
    private readonly int _time;

    /// <summary>0–9999.</summary>
    public int Year => _date >> 16;

    /// <summary>0–12; 0 in zero and partial dates.</summary>
    public int Month => (_date >> 8) & 0xFF;

    /// <summary>0–31; 0 in zero and partial dates.</summary>
    public int Day => _date & 0xFF;

    /// <summary>0–23.</summary>
    public int Hour => _time >> 16;

    /// <summary>0–59.</summary>
    public int Minute => (_time >> 8) & 0xFF;

    /// <summary>0–59.</summary>
    public int Second => _time & 0xFF;

    /// <summary>0–999999.</summary>
    public int Microsecond { get; }

    /// <summary>Whether it is 0000-00-00 (with any time).</summary>
    public bool IsZero => _date == 0;

    /// <summary>Whether its month or day is zero, or the day isn't in the calendar (ALLOW_INVALID_DATES): no such day exists.</summary>
    public bool IsPartial => Year == 0 || Month is 0 or > 12 || Day == 0 || Day > DateTime.DaysInMonth(Year, Month);

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

    /// <summary>The value as microseconds since 1970-01-01, read as if in UTC.</summary>
    /// <param name="micros">The microseconds; negative before 1970.</param>
    /// <returns>False if no such day exists (<see cref="IsPartial"/>) or the time of day is out of range.</returns>
    public bool TryGetUnixMicros(out long micros)
    {
        if (!TryGetUnixDays(out var days) || Hour > 23 || Minute > 59 || Second > 59)
        {
            micros = 0;
            return false;
        }

        micros = ((((((days * 24L) + Hour) * 60) + Minute) * 60) + Second) * 1_000_000 + Microsecond;
        return true;
    }

    /// <summary>The date as days since 1970-01-01.</summary>
    /// <param name="days">The days; negative before 1970.</param>
    /// <returns>False if no such day exists (<see cref="IsPartial"/>).</returns>
    public bool TryGetUnixDays(out int days)
    {
        if (IsPartial)
        {
            days = 0;
            return false;
        }

        // Days from civil (proleptic Gregorian, as MySQL counts), March-based so that the leap day ends a year.
        var y = Month <= 2 ? Year - 1 : Year;
        var era = y / 400;
        var yearOfEra = y - (era * 400);
        var dayOfYear = (((153 * (Month > 2 ? Month - 3 : Month + 9)) + 2) / 5) + Day - 1;
        days = (era * 146_097) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - 719_468;
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
}

namespace CdcToSnowflake.Binlog;

/// <summary>A TIME's text.</summary>
public static class BinlogTime
{
    /// <summary>Writes <c>[-]HH:MM:SS[.ffffff]</c> as MySQL prints a TIME; hours take two digits or more.</summary>
    /// <param name="micros">Microseconds, as <see cref="BinlogRow.GetTimeMicros"/> gives them.</param>
    /// <param name="utf8">At least 18 bytes.</param>
    /// <param name="fractionDigits">0–6, the declared ones.</param>
    /// <param name="written">Bytes written, or 0.</param>
    /// <returns>False if there is too little room.</returns>
    public static bool TryFormat(long micros, Span<byte> utf8, int fractionDigits, out int written)
    {
        var magnitude = Math.Abs(micros);
        var seconds = magnitude / 1_000_000;
        var hours = (int)(seconds / 3600);
        var hourDigits = hours > 99 ? hours > 999 ? 4 : 3 : 2;
        var sign = micros < 0 ? 1 : 0;
        var length = sign + hourDigits + 6 + (fractionDigits > 0 ? 1 + fractionDigits : 0);
        if (utf8.Length < length)
        {
            written = 0;
            return false;
        }

        utf8[0] = (byte)'-';
        utf8 = utf8[sign..];
        BinlogDateTime.Digits(utf8, hours, hourDigits);
        utf8[hourDigits] = (byte)':';
        BinlogDateTime.Digits(utf8[(hourDigits + 1)..], (int)(seconds / 60 % 60), 2);
        utf8[hourDigits + 3] = (byte)':';
        BinlogDateTime.Digits(utf8[(hourDigits + 4)..], (int)(seconds % 60), 2);
        BinlogDateTime.Fraction(utf8[(hourDigits + 6)..], (int)(magnitude % 1_000_000), fractionDigits);
        written = length;
        return true;
    }

    /// <summary>Reads what MySQL prints of a TIME: <c>[-]HHH:MM:SS[.ffffff]</c>, two to four digits of hours.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="micros">Microseconds; 0 if it is no such text.</param>
    /// <returns>False if the text is no such time.</returns>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out long micros)
    {
        micros = 0;
        var isNegative = utf8.Length > 0 && utf8[0] == '-';
        var text = isNegative ? utf8[1..] : utf8;
        var colon = text.IndexOf((byte)':');
        var fraction = 0;
        if (colon is < 2 or > 4 || text.Length < colon + 6 || text[colon + 3] != ':' || !BinlogDateTime.Number(text[..colon], 9999, out var hours)
            || !BinlogDateTime.Number(text[(colon + 1)..(colon + 3)], 59, out var minutes) || !BinlogDateTime.Number(text[(colon + 4)..(colon + 6)], 59, out var seconds)
            || (text.Length > colon + 6 && !BinlogDateTime.TryParseFraction(text[(colon + 6)..], out fraction)))
        {
            return false;
        }

        micros = ((hours * 3600L) + (minutes * 60) + seconds) * 1_000_000 + fraction;
        micros = isNegative ? -micros : micros;
        return true;
    }
}

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
}

using System.Buffers.Text;

namespace CdcToSnowflake.Files;

/// <summary>A TIME as MySQL prints it: <c>[-]HHH:MM:SS[.ffffff]</c>, at least two digits of hours.</summary>
internal static class TimeText
{
    public const int Longest = 20;

    public static int Format(long micros, int fractionDigits, Span<byte> utf8)
    {
        var at = 0;
        if (micros < 0)
        {
            utf8[at++] = (byte)'-';
            micros = -micros;
        }

        var seconds = micros / 1_000_000;
        var hours = (int)(seconds / 3600);
        if (hours < 100)
        {
            at = Two(utf8, at, hours);
        }
        else
        {
            Utf8Formatter.TryFormat(hours, utf8[at..], out var digits);
            at += digits;
        }

        utf8[at++] = (byte)':';
        at = Two(utf8, at, (int)(seconds / 60 % 60));
        utf8[at++] = (byte)':';
        at = Two(utf8, at, (int)(seconds % 60));
        if (fractionDigits > 0)
        {
            utf8[at++] = (byte)'.';
            var unit = 100_000;
            for (var i = 0; i < fractionDigits; i++, unit /= 10)
            {
                utf8[at++] = (byte)('0' + (micros / unit % 10));
            }
        }

        return at;
    }

    private static int Two(Span<byte> utf8, int at, int value)
    {
        utf8[at++] = (byte)('0' + (value / 10));
        utf8[at++] = (byte)('0' + (value % 10));
        return at;
    }
}

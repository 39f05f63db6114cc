using System.Buffers.Text;
using System.Globalization;

namespace CdcToSnowflake.Binlog.Rows.Json;

/// <summary>A double as MySQL prints it (strings/dtoa.cc, my_gcvt): the shortest digits that round-trip; with an exponent beyond 15 digits.</summary>
internal static class MySqlDouble
{
    private const int MaxPointPlace = 15;

    public static void Write(double value, ref Utf8Buffer output)
    {
        Span<byte> digits = stackalloc byte[24];
        var count = TryFewDecimals(Math.Abs(value), digits, out var point);
        if (count == 0)
        {
            count = Shortest(value, digits, out point);
        }

        var span = output.Reserve(48);
        var at = 0;
        if (double.IsNegative(value))
        {
            span[at++] = (byte)'-';
        }

        at += point is > -MaxPointPlace and <= MaxPointPlace ? Plain(digits[..count], point, span[at..]) : Exponent(digits[..count], point - 1, span[at..]);
        output.Advance(at);
    }

    /// <summary>
    /// The same for a number with few decimals, as prices have: one of 15 digits at most that gives the double back is the only such one, hence the shortest.
    /// </summary>
    /// <returns>How many digits; 0 if it is no such number.</returns>
    private static int TryFewDecimals(double value, Span<byte> digits, out int point)
    {
        const double Most = 999_999_999_999_999;
        for (var decimals = 0; decimals < Powers.Length; decimals++)
        {
            var scaled = Math.Round(value * Powers[decimals]);

            // Division rounds as reading the digits does. An infinity or NaN fails here too.
            if (scaled is > 0 and <= Most && scaled / Powers[decimals] == value)
            {
                Utf8Formatter.TryFormat((long)scaled, digits, out var count);
                point = count - decimals;
                return digits[..count].LastIndexOfAnyExcept((byte)'0') + 1;
            }
        }

        point = 0;
        return 0;
    }

    private static ReadOnlySpan<double> Powers => [1, 10, 100, 1_000, 10_000];

    /// <summary>The shortest digits, and where the point stands relative to their start.</summary>
    private static int Shortest(double value, Span<byte> digits, out int point)
    {
        Span<byte> text = stackalloc byte[40];
        Math.Abs(value).TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        text = text[..length];
        point = 0;
        var exponentAt = text.IndexOf((byte)'E');
        if (exponentAt >= 0)
        {
            point = int.Parse(text[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text[..exponentAt];
        }

        var dot = text.IndexOf((byte)'.');
        point += dot < 0 ? text.Length : dot;
        var count = 0;
        foreach (var b in text)
        {
            if (b == (byte)'.')
            {
                continue;
            }

            if (count == 0 && b == (byte)'0')
            {
                point--;
                continue;
            }

            digits[count++] = b;
        }

        while (count > 0 && digits[count - 1] == (byte)'0')
        {
            count--;
        }

        if (count == 0)
        {
            digits[count++] = (byte)'0';
            point = 1;
        }

        return count;
    }

    private static int Plain(ReadOnlySpan<byte> digits, int point, Span<byte> span)
    {
        var at = 0;
        if (point <= 0)
        {
            span[at++] = (byte)'0';
            span[at++] = (byte)'.';
            span.Slice(at, -point).Fill((byte)'0');
            at += -point;
            digits.CopyTo(span[at..]);
            return at + digits.Length;
        }

        for (var i = 0; i < Math.Max(point, digits.Length); i++)
        {
            if (i == point)
            {
                span[at++] = (byte)'.';
            }

            span[at++] = i < digits.Length ? digits[i] : (byte)'0';
        }

        if (digits.Length <= point)
        {
            // A double stays one when the text is parsed again.
            span[at++] = (byte)'.';
            span[at++] = (byte)'0';
        }

        return at;
    }

    private static int Exponent(ReadOnlySpan<byte> digits, int exponent, Span<byte> span)
    {
        span[0] = digits[0];
        var at = 1;
        if (digits.Length > 1)
        {
            span[at++] = (byte)'.';
            digits[1..].CopyTo(span[at..]);
            at += digits.Length - 1;
        }

        span[at++] = (byte)'e';
        exponent.TryFormat(span[at..], out var written, default, CultureInfo.InvariantCulture);
        return at + written;
    }
}

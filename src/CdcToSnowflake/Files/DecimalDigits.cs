using System.Buffers.Text;
using System.Globalization;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Files;

/// <summary>The digits of a DECIMAL's text.</summary>
internal static class DecimalDigits
{
    /// <summary>Bytes that are always enough for a number of 128 bits: 39 digits, a zero in front, a sign and a point.</summary>
    public const int Longest = 42;

    /// <summary>The value times 10^scale.</summary>
    /// <exception cref="UnfitValueException">The text hasn't the digits that the column declares.</exception>
    public static Int128 Unscaled(ReadOnlySpan<byte> utf8, ColumnSpec column, Landing landing)
    {
        var isNegative = utf8.Length > 0 && utf8[0] == '-';
        var digits = isNegative ? utf8[1..] : utf8;
        var point = digits.IndexOf((byte)'.');
        var (count, scale) = point < 0 ? (digits.Length, 0) : (digits.Length - 1, digits.Length - 1 - point);
        var value = Int128.Zero;
        var isSound = scale == landing.Scale && count > scale && WholeDigits(digits[..(count - scale)]) + scale <= landing.Precision;
        for (var i = 0; i < digits.Length && isSound; i++)
        {
            if (i != point)
            {
                isSound = char.IsAsciiDigit((char)digits[i]);
                value = (value * 10) + digits[i] - '0';
            }
        }

        return isSound
            ? isNegative ? -value : value
            : throw new UnfitValueException(column.Name, $"a number that isn't one of its type {column.Type}", "Its definition has changed while it was read: start again.");
    }

    /// <summary>Writes a number as MySQL prints it.</summary>
    /// <param name="unscaled">The number times 10^scale; not the least of its type.</param>
    /// <param name="scale">Digits after the point.</param>
    /// <param name="utf8">At least <see cref="Longest"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    public static int Format(Int128 unscaled, int scale, Span<byte> utf8)
    {
        var at = 0;
        if (unscaled < 0)
        {
            utf8[at++] = (byte)'-';
            unscaled = -unscaled;
        }

        Span<byte> digits = stackalloc byte[Longest];
        var count = 0;
        _ = unscaled <= long.MaxValue
            ? Utf8Formatter.TryFormat((long)unscaled, digits, out count)
            : unscaled.TryFormat(digits, out count, default, CultureInfo.InvariantCulture);
        if (count <= scale)
        {
            digits[..count].CopyTo(digits[(scale + 1 - count)..]);
            digits[..(scale + 1 - count)].Fill((byte)'0');
            count = scale + 1;
        }

        digits[..(count - scale)].CopyTo(utf8[at..]);
        at += count - scale;
        if (scale > 0)
        {
            utf8[at++] = (byte)'.';
            digits.Slice(count - scale, scale).CopyTo(utf8[at..]);
            at += scale;
        }

        return at;
    }

    // 0.5 prints a zero that isn't one of the declared digits.
    private static int WholeDigits(ReadOnlySpan<byte> whole) => whole is [(byte)'0'] ? 0 : whole.Length;
}

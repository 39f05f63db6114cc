using CdcToSnowflake.Model;

namespace CdcToSnowflake.Files;

/// <summary>The digits of a DECIMAL's text.</summary>
internal static class DecimalDigits
{
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

    // 0.5 prints a zero that isn't one of the declared digits.
    private static int WholeDigits(ReadOnlySpan<byte> whole) => whole is [(byte)'0'] ? 0 : whole.Length;
}

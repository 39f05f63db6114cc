using System.Globalization;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>A number as JSON writes it: 0.d₁d₂… × 10^exponent, the first and the last digit not 0; zero has no digits.</summary>
internal readonly record struct DocumentNumber(bool IsNegative, string Digits, long Exponent)
{
    // Longer numbers are written with an exponent.
    private const int Longest = 76;

    public static DocumentNumber Of(string text)
    {
        var isNegative = text[0] == '-';
        var mark = text.AsSpan().IndexOfAny('e', 'E');
        var exponent = mark < 0 ? 0 : Clamped(text[(mark + 1)..]);
        var mantissa = text[(isNegative ? 1 : 0)..(mark < 0 ? text.Length : mark)];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        exponent += point < 0 ? mantissa.Length : point;
        var digits = mantissa.Replace(".", string.Empty, StringComparison.Ordinal);
        var significant = digits.TrimStart('0');
        exponent -= digits.Length - significant.Length;
        significant = significant.TrimEnd('0');
        return significant.Length == 0 ? new DocumentNumber(false, string.Empty, 0) : new DocumentNumber(isNegative, significant, exponent);
    }

    /// <summary>The one way in which equal numbers are written.</summary>
    public override string ToString()
    {
        var sign = IsNegative ? "-" : string.Empty;
        return Digits.Length == 0 ? "0"
            : Exponent > Longest || Exponent < -Longest ? string.Create(CultureInfo.InvariantCulture, $"{sign}{Digits[0]}.{(Digits.Length > 1 ? Digits[1..] : "0")}e{Exponent - 1}")
            : Exponent >= Digits.Length ? sign + Digits.PadRight((int)Exponent, '0')
            : Exponent > 0 ? $"{sign}{Digits[..(int)Exponent]}.{Digits[(int)Exponent..]}"
            : $"{sign}0.{new string('0', (int)-Exponent)}{Digits}";
    }

    // No double's exponent has more digits.
    private static long Clamped(string exponent) => long.TryParse(exponent, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? Math.Clamp(value, -400_000, 400_000) : exponent[0] == '-' ? -400_000 : 400_000;
}

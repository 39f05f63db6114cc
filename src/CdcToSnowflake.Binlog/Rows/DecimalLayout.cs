namespace CdcToSnowflake.Binlog.Rows;

/// <summary>How a DECIMAL of a precision and scale lies in its bytes: groups of nine decimal digits as big-endian integers, the groups at both ends shorter.</summary>
internal sealed class DecimalLayout
{
    /// <summary>Digits of the nine groups that the server computes with. A column has 65 at most; in JSON whole groups may be there.</summary>
    public const int MaxDigits = 81;

    private const int DigitsPerGroup = 9;

    /// <summary>The widest value that one 64-bit load takes.</summary>
    private const int MaxShortWidth = 8;

    /// <summary>Made when first asked for; two threads may make the same one, and either will do.</summary>
    private static readonly DecimalLayout?[] s_made = new DecimalLayout?[(MaxDigits + 1) * (MaxDigits + 1)];

    private DecimalLayout(int precision, int scale)
    {
        Precision = precision;
        Scale = scale;
        Groups = [.. Split(precision - scale, scale)];
        Width = Groups.Sum(group => group.Width);
        Short = Width <= MaxShortWidth ? new ShortDecimal(Groups, Width) : null;
    }

    /// <summary>Digits in all.</summary>
    public int Precision { get; }

    /// <summary>Digits after the point.</summary>
    public int Scale { get; }

    /// <summary>Bytes of a value.</summary>
    public int Width { get; }

    /// <summary>The groups from the most significant one on.</summary>
    public DecimalGroup[] Groups { get; }

    /// <summary>The quick way for values of at most 8 bytes; else null.</summary>
    public ShortDecimal? Short { get; }

    /// <param name="precision">1 to <see cref="MaxDigits"/>.</param>
    /// <param name="scale">0 to the precision.</param>
    public static DecimalLayout Of(int precision, int scale) => s_made[(precision * (MaxDigits + 1)) + scale] ??= new DecimalLayout(precision, scale);

    private static IEnumerable<DecimalGroup> Split(int whole, int scale)
    {
        if (whole % DigitsPerGroup is > 0 and var odd)
        {
            yield return new DecimalGroup(odd);
        }

        for (var i = 0; i < (whole / DigitsPerGroup) + (scale / DigitsPerGroup); i++)
        {
            yield return new DecimalGroup(DigitsPerGroup);
        }

        if (scale % DigitsPerGroup is > 0 and var last)
        {
            yield return new DecimalGroup(last);
        }
    }
}

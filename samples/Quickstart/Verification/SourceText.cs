using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Quickstart.Verification;

/// <summary>
/// Brings a value as the source's server prints it to the one form in which both sides are compared. Written from the manuals' descriptions of the
/// types and on purpose with nothing of the SDK, so that a mistake there can't hide here.
/// </summary>
internal static class SourceText
{
    /// <summary>The common form of a value.</summary>
    /// <param name="kind">The column's kind.</param>
    /// <param name="text">As printed: numbers and temporals as text, binary, geometry and vectors as hexadecimal.</param>
    public static string? Canonical(ColumnKind kind, string? text) => text is null ? null : kind switch
    {
        ColumnKind.Integer or ColumnKind.Decimal => Number(text),
        ColumnKind.Floating => Double(double.Parse(text, CultureInfo.InvariantCulture)),
        ColumnKind.Json => JsonText.Canonical(text),
        ColumnKind.Date => IsNoDate(text) ? null : text,
        ColumnKind.DateTime => IsNoDate(text) ? null : Fraction(text),
        ColumnKind.Geometry => Geometry(text),
        ColumnKind.Vector => Vector(text),
        _ => text,
    };

    /// <summary>Whether the value is one that Snowflake can't hold and that arrives as NULL: a date without a day, a month or a year.</summary>
    public static bool IsNoDate(ColumnKind kind, string? text) => kind is ColumnKind.Date or ColumnKind.DateTime && text is not null && IsNoDate(text);

    /// <summary>A number without leading and trailing zeros: 1.50, 01.5 and 1.5 are one value.</summary>
    public static string Number(string text)
    {
        var digits = text.AsSpan();
        bool isNegative = digits.StartsWith("-");
        digits = isNegative ? digits[1..] : digits;
        digits = digits.Contains('.') ? digits.TrimEnd('0').TrimEnd('.') : digits;
        digits = digits.TrimStart('0');
        return digits.IsEmpty ? "0" : $"{(isNegative ? "-" : "")}{(digits[0] == '.' ? "0" : "")}{digits}";
    }

    /// <summary>The shortest text that reads back as the same double.</summary>
    public static string Double(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A date and time with six digits of fraction.</summary>
    public static string Fraction(string text)
    {
        int point = text.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? text + ".000000" : text.PadRight(point + 7, '0');
    }

    private static bool IsNoDate(string text) => text.StartsWith("0000", StringComparison.Ordinal) || text.AsSpan(5, 2) is "00" || text.AsSpan(8, 2) is "00";

    // The server keeps SRID (little-endian) and WKB. With an SRID the common form is PostGIS' EWKB: the flag 0x20000000 in the type, then the SRID.
    private static string Geometry(string hex)
    {
        byte[] value = Convert.FromHexString(hex);
        uint srid = BinaryPrimitives.ReadUInt32LittleEndian(value);
        var wkb = value.AsSpan(4);
        if (srid == 0)
        {
            return Convert.ToHexString(wkb);
        }

        var ewkb = new byte[value.Length];
        ewkb[0] = wkb[0];
        BinaryPrimitives.WriteUInt32LittleEndian(ewkb.AsSpan(1), BinaryPrimitives.ReadUInt32LittleEndian(wkb[1..]) | 0x20000000);
        BinaryPrimitives.WriteUInt32LittleEndian(ewkb.AsSpan(5), srid);
        wkb[5..].CopyTo(ewkb.AsSpan(9));
        return Convert.ToHexString(ewkb);
    }

    private static string Vector(string hex)
    {
        byte[] value = Convert.FromHexString(hex);
        var text = new StringBuilder();
        for (int i = 0; i < value.Length; i += sizeof(float))
        {
            text.Append(i == 0 ? '[' : ',').Append(BinaryPrimitives.ReadSingleLittleEndian(value.AsSpan(i)).ToString("R", CultureInfo.InvariantCulture));
        }

        return text.Append(']').ToString();
    }
}

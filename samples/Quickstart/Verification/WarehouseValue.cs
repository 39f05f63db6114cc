using System.Globalization;
using System.Numerics;

namespace Quickstart.Verification;

/// <summary>Brings a value as Snowflake's data source returns it to the form of <see cref="SourceText"/>.</summary>
internal static class WarehouseValue
{
    public static string? Canonical(ColumnKind kind, object value) => value is DBNull ? null : kind switch
    {
        ColumnKind.Integer or ColumnKind.Decimal => SourceText.Number(Invariant(value)),
        ColumnKind.Floating => SourceText.Double(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        ColumnKind.Json => JsonText.Canonical((string)value),
        ColumnKind.Date => value switch
        {
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => Invariant(value),
        },
        ColumnKind.DateTime => value switch
        {
            DateTimeOffset time => Micros(time.UtcDateTime),
            DateTime time => Micros(time),
            _ => Invariant(value),
        },
        ColumnKind.Binary or ColumnKind.Geometry => value is byte[] bytes ? Convert.ToHexString(bytes) : Invariant(value),
        ColumnKind.Vector => value is byte[] floats ? SourceText.Canonical(kind, Convert.ToHexString(floats)) : Numbers((string)value), // MariaDB's is the bytes
        _ => Invariant(value),
    };

    private static string Micros(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    private static string Numbers(string array) =>
        $"[{string.Join(',', array.Trim('[', ']').Split(',', StringSplitOptions.RemoveEmptyEntries).Select(n => float.Parse(n, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture)))}]";

    private static string Invariant(object value) => value switch
    {
        string text => text,
        BigInteger number => number.ToString(CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}

using System.Globalization;
using System.Numerics;
using CdcToSnowflake.Emulator.Parsing.Ast;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace CdcToSnowflake.Emulator.Execution.Results;

/// <summary>One value from DuckDB, exact. DuckDB.NET's GetValue silently rounds a DECIMAL of more than 28 digits, so numbers are read by their own types.</summary>
internal static class DuckValue
{
    // What fits every long, and what fits every decimal.
    private const int LongDigits = 18;
    private const int DecimalDigits = 28;

    public static object Read(DuckDBDataReader rows, int column, DataType type) => type.Kind switch
    {
        TypeKind.Number => Number(rows, column, type),
        TypeKind.Float => Convert.ToDouble(rows.GetValue(column), CultureInfo.InvariantCulture),
        TypeKind.Boolean => rows.GetBoolean(column),
        TypeKind.Binary => Bytes(rows, column),
        TypeKind.Date or TypeKind.TimestampNtz => rows.GetDateTime(column),
        TypeKind.Time => rows.GetFieldValue<TimeOnly>(column).ToTimeSpan(),
        TypeKind.TimestampLtz or TypeKind.TimestampTz => new DateTimeOffset(DateTime.SpecifyKind(rows.GetDateTime(column), DateTimeKind.Utc)),
        TypeKind.Vector => "[" + string.Join(",", Items(rows.GetValue(column))) + "]",
        _ => rows.GetValue(column) is string text ? text : Convert.ToString(rows.GetValue(column), CultureInfo.InvariantCulture)!,
    };

    /// <summary>The .NET type that a column of this type gives, save for numbers of over 28 digits.</summary>
    public static Type ClrType(DataType type) => type.Kind switch
    {
        TypeKind.Number => type.Scale is null or 0 && (type.Precision ?? 38) <= LongDigits ? typeof(long) : typeof(decimal),
        TypeKind.Float => typeof(double),
        TypeKind.Boolean => typeof(bool),
        TypeKind.Binary => typeof(byte[]),
        TypeKind.Date or TypeKind.TimestampNtz => typeof(DateTime),
        TypeKind.Time => typeof(TimeSpan),
        TypeKind.TimestampLtz or TypeKind.TimestampTz => typeof(DateTimeOffset),
        _ => typeof(string),
    };

    private static object Number(DuckDBDataReader rows, int column, DataType type)
    {
        var value = rows.GetProviderSpecificValue(column);
        var (unscaled, scale) = value switch
        {
            DuckDBDecimal d => (d.Value.ToBigInteger(), d.Scale),
            DuckDBHugeInt h => (h.ToBigInteger(), 0),
            BigInteger b => (b, 0),
            decimal d => throw new InvalidOperationException($"DuckDB gave the decimal {d} without its digits."),
            double d => (new BigInteger(d), 0),
            IConvertible whole => (new BigInteger(whole.ToInt64(CultureInfo.InvariantCulture)), 0),
            _ => throw new InvalidOperationException($"DuckDB gave a {value.GetType()} for a {type}."),
        };
        return Exact(unscaled, scale, ClrType(type) == typeof(long));
    }

    private static object Exact(BigInteger unscaled, int scale, bool asLong)
    {
        if (scale == 0)
        {
            return asLong && unscaled >= long.MinValue && unscaled <= long.MaxValue ? (long)unscaled
                : BigInteger.Abs(unscaled) <= new BigInteger(decimal.MaxValue) ? (decimal)unscaled
                : unscaled;
        }

        if (BigInteger.Abs(unscaled) < BigInteger.Pow(10, DecimalDigits) && scale <= DecimalDigits)
        {
            return new decimal(Parts(unscaled, 0), Parts(unscaled, 1), Parts(unscaled, 2), unscaled.Sign < 0, (byte)scale);
        }

        var digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return string.Concat(unscaled.Sign < 0 ? "-" : string.Empty, digits.AsSpan(0, digits.Length - scale), ".", digits.AsSpan(digits.Length - scale));
    }

    private static int Parts(BigInteger value, int index) => unchecked((int)(uint)((BigInteger.Abs(value) >> (32 * index)) & uint.MaxValue));

    private static byte[] Bytes(DuckDBDataReader rows, int column)
    {
        using var stream = rows.GetStream(column);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static IEnumerable<string> Items(object list) =>
        ((System.Collections.IEnumerable)list).Cast<object>().Select(item => Convert.ToString(item, CultureInfo.InvariantCulture)!);
}

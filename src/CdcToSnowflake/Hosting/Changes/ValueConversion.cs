using System.Globalization;
using System.Text.Json;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Hosting.Changes;

/// <summary>Which .NET types a column's values can become.</summary>
internal static class ValueConversion
{
    /// <summary>The type that holds every value of a column.</summary>
    public static Type Natural(SourceType type) => type.Kind switch
    {
        SourceKind.BigInt when type.IsUnsigned => typeof(ulong),
        SourceKind.Bit => typeof(ulong),
        SourceKind.TinyInt or SourceKind.SmallInt or SourceKind.MediumInt or SourceKind.Int or SourceKind.BigInt or SourceKind.Year => typeof(long),
        SourceKind.Decimal => typeof(decimal),
        SourceKind.Float or SourceKind.Double => typeof(double),
        SourceKind.Date => typeof(DateOnly),
        SourceKind.DateTime => typeof(DateTime),
        SourceKind.Timestamp => typeof(DateTimeOffset),
        SourceKind.Time => typeof(TimeSpan),
        SourceKind.Binary or SourceKind.VarBinary or SourceKind.Blob or SourceKind.Geometry => typeof(byte[]),
        _ => typeof(string),
    };

    /// <summary>The conversion from the form in which values are read, or null where there is none.</summary>
    public static Func<object, object>? For(SourceType from, Type to)
    {
        if (to == typeof(object) || (to == Natural(from) && from.Kind != SourceKind.Decimal))
        {
            return value => value;
        }

        if (to == typeof(string))
        {
            return Text;
        }

        return from.Kind switch
        {
            SourceKind.TinyInt or SourceKind.SmallInt or SourceKind.MediumInt or SourceKind.Int or SourceKind.BigInt or SourceKind.Year or SourceKind.Bit => Integer(to),
            // Wider than a decimal, it comes as text.
            SourceKind.Decimal when to == typeof(decimal) => value => value is decimal ? value : decimal.Parse((string)value, NumberStyles.Number, CultureInfo.InvariantCulture),
            SourceKind.Decimal when to == typeof(double) => value => Convert.ToDouble(value, CultureInfo.InvariantCulture),
            SourceKind.Decimal when from.Scale == 0 => Integer(to),
            SourceKind.Float when to == typeof(float) => value => (float)(double)value,
            SourceKind.Date when to == typeof(DateTime) => value => ((DateOnly)value).ToDateTime(TimeOnly.MinValue),
            SourceKind.Timestamp when to == typeof(DateTime) => value => ((DateTimeOffset)value).UtcDateTime,
            SourceKind.Binary when to == typeof(Guid) => value => new Guid((byte[])value, bigEndian: true),
            SourceKind.Char or SourceKind.VarChar when to == typeof(Guid) => value => Guid.Parse((string)value),
            SourceKind.Enum or SourceKind.Char or SourceKind.VarChar when to.IsEnum => value => Enum.Parse(to, ((string)value).Replace("_", "", StringComparison.Ordinal), ignoreCase: true),
            SourceKind.Json when to == typeof(JsonElement) => value => JsonElement.Parse((string)value),
            SourceKind.Vector when to == typeof(float[]) => value => Floats((string)value),
            _ => null,
        };
    }

    private static Func<object, object>? Integer(Type to)
    {
        if (to == typeof(bool))
        {
            return value => Convert.ToDecimal(value, CultureInfo.InvariantCulture) != 0;
        }

        if (to.IsEnum)
        {
            var underlying = Enum.GetUnderlyingType(to);
            return value => Enum.ToObject(to, Convert.ChangeType(value, underlying, CultureInfo.InvariantCulture));
        }

        return Type.GetTypeCode(to) is >= TypeCode.SByte and <= TypeCode.Decimal and not (TypeCode.Single or TypeCode.Double)
            ? value => Convert.ChangeType(value, to, CultureInfo.InvariantCulture)
            : null;
    }

    private static float[] Floats(string json)
    {
        var array = JsonElement.Parse(json);
        return [.. array.EnumerateArray().Select(number => number.GetSingle())];
    }

    private static string Text(object value) => value switch
    {
        string text => text,
        byte[] bytes => Convert.ToHexString(bytes),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}

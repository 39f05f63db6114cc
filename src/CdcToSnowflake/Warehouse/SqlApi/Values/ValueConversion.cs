using System.Globalization;
using System.Numerics;

namespace CdcToSnowflake.Warehouse.SqlApi.Values;

/// <summary>What the typed getters make of a value; an error rather than a loss, save for double and float, which round by nature.</summary>
internal static class ValueConversion
{
    /// <exception cref="InvalidCastException">The types don't go together, or a fraction would be lost.</exception>
    /// <exception cref="OverflowException">The value is too large.</exception>
    public static T To<T>(object value)
    {
        if (value is T same)
        {
            return same;
        }

        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        return (T)To(value, type);
    }

    private static object To(object value, Type type) => value switch
    {
        DateTimeOffset instant when type == typeof(DateTime) => instant.UtcDateTime,
        DateTime moment when type == typeof(DateOnly) && moment.TimeOfDay == TimeSpan.Zero => DateOnly.FromDateTime(moment),
        DateTime moment when type == typeof(DateTimeOffset) => new DateTimeOffset(moment, TimeSpan.Zero),
        TimeSpan time when type == typeof(TimeOnly) => TimeOnly.FromTimeSpan(time),
        string text when type == typeof(Guid) => Guid.Parse(text, CultureInfo.InvariantCulture),
        string text when type == typeof(char) && text.Length == 1 => text[0],
        long or decimal or BigInteger when type == typeof(BigInteger) => Whole(value),
        long or decimal or BigInteger when IsInteger(type) => Integer(Whole(value), type),
        long number when type == typeof(decimal) => (decimal)number,
        long or decimal or BigInteger when type == typeof(double) => value is BigInteger big ? (double)big : Convert.ToDouble(value, CultureInfo.InvariantCulture),
        double number when type == typeof(float) => (float)number,
        _ => throw new InvalidCastException($"A {value.GetType().Name} is no {type.Name}{(value is string ? ": read it as text, or CAST it in the statement to a type of fewer digits" : "")}."),
    };

    private static bool IsInteger(Type type) => Type.GetTypeCode(type) is TypeCode.Byte or TypeCode.SByte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Int64 or TypeCode.UInt64 && !type.IsEnum;

    private static BigInteger Whole(object value) => value switch
    {
        long whole => whole,
        BigInteger whole => whole,
        decimal number when decimal.Truncate(number) == number => new BigInteger(number),
        _ => throw new InvalidCastException("A number with a fraction is no whole number: read it as decimal."),
    };

    private static object Integer(BigInteger whole, Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Byte => (byte)whole,
        TypeCode.SByte => (sbyte)whole,
        TypeCode.Int16 => (short)whole,
        TypeCode.UInt16 => (ushort)whole,
        TypeCode.Int32 => (int)whole,
        TypeCode.UInt32 => (uint)whole,
        TypeCode.Int64 => (long)whole,
        _ => (ulong)whole,
    };
}

using System.Globalization;

namespace CdcToSnowflake.Binlog.Changes;

/// <summary>Gives a value as a type that holds it without loss.</summary>
internal static class ValueConversion
{
    public static T To<T>(object? value, BinlogTable table, int column)
    {
        if (value is T same)
        {
            return same;
        }

        var target = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        if (value is null)
        {
            return default(T) is null ? default! : throw new InvalidCastException($"{table}, column {table.NameOf(column)}: NULL isn't a {target.Name}; ask for {target.Name}?.");
        }

        return Converted(value, target) is { } converted
            ? (T)converted
            : throw new InvalidCastException($"{table}, column {table.NameOf(column)}: a {table.Columns[column].Type} is a {value.GetType().Name}, which {target.Name} doesn't hold without loss.");

        object? Converted(object from, Type to) => from switch
        {
            sbyte v => Integer(v, to),
            byte v => Integer(v, to),
            short v => Integer(v, to),
            ushort v => Integer(v, to),
            int v => Integer(v, to),
            uint v => Integer(v, to),
            long v => Integer(v, to),
            ulong v => Integer(v, to),
            float v when to == typeof(double) => (double)v,
            string v when to == typeof(decimal) && table.Columns[column].Type == BinlogColumnType.Decimal => Number(v),
            DateOnly v when to == typeof(DateTime) => v.ToDateTime(default),
            DateOnly v when to == typeof(BinlogDateTime) => new BinlogDateTime(v.Year, v.Month, v.Day, 0, 0, 0, 0),
            DateTime v when to == typeof(BinlogDateTime) => new BinlogDateTime(v.Year, v.Month, v.Day, v.Hour, v.Minute, v.Second, (int)(v.Ticks / TimeSpan.TicksPerMicrosecond % 1_000_000)),
            DateTime { Kind: DateTimeKind.Utc } v when to == typeof(DateTimeOffset) => new DateTimeOffset(v),
            byte[] v when to == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>(v),
            float[] v when to == typeof(ReadOnlyMemory<float>) => new ReadOnlyMemory<float>(v),
            _ => null,
        };

        object? Integer(Int128 v, Type to) =>
            to == typeof(bool) ? v != 0
            : to == typeof(decimal) ? (decimal)v
            : to == typeof(long) ? (long)InRange(v, long.MinValue, long.MaxValue)
            : to == typeof(ulong) ? (ulong)InRange(v, 0, ulong.MaxValue)
            : to == typeof(int) ? (int)InRange(v, int.MinValue, int.MaxValue)
            : to == typeof(uint) ? (uint)InRange(v, 0, uint.MaxValue)
            : to == typeof(short) ? (short)InRange(v, short.MinValue, short.MaxValue)
            : to == typeof(ushort) ? (ushort)InRange(v, 0, ushort.MaxValue)
            : to == typeof(sbyte) ? (sbyte)InRange(v, sbyte.MinValue, sbyte.MaxValue)
            : to == typeof(byte) ? (byte)InRange(v, 0, byte.MaxValue)
            : null;

        Int128 InRange(Int128 v, Int128 least, Int128 most) => v >= least && v <= most ? v : throw Beyond(v.ToString(CultureInfo.InvariantCulture));

        // Parsing rounds what has too many digits; then the text isn't the same any more.
        object Number(string text) =>
            decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == text ? number : throw Beyond(text);

        OverflowException Beyond(string text) => new($"{table}, column {table.NameOf(column)}: {text} is beyond {target.Name}.");
    }
}

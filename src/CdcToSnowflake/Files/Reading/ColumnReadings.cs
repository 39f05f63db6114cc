using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CdcToSnowflake.Model;
using ParquetSharp;

namespace CdcToSnowflake.Files.Reading;

/// <summary>The reading for each way that a column can land: the inverse of <see cref="ColumnBuilders"/>.</summary>
/// <remarks>
/// Values are long, ulong (BIGINT UNSIGNED, BIT), decimal (string beyond 28 digits), double, DateOnly, DateTime without a zone, DateTimeOffset (TIMESTAMP), TimeSpan (TIME), byte[] or string.
/// </remarks>
internal static class ColumnReadings
{
    public static ColumnReading For(SourceColumn column, int mostRows)
    {
        var landing = Landing.Of(column.WrittenType);
        return landing.Form switch
        {
            FileForm.Integer => new ColumnReadingOf<long>(mostRows, value => value),
            FileForm.Decimal when landing.Precision <= SmallDecimalColumn.MostDigits => new ColumnReadingOf<long>(mostRows, value => Decimal(value, landing.Scale)),
            FileForm.Decimal => Wide(column.Type, landing, mostRows),
            FileForm.Double => new ColumnReadingOf<double>(mostRows, value => value),
            FileForm.Date => new ColumnReadingOf<int>(mostRows, days => DateOnly.FromDayNumber(DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber + days)),
            FileForm.Micros => new ColumnReadingOf<long>(mostRows, micros => new DateTime(DateTime.UnixEpoch.Ticks + (micros * TimeSpan.TicksPerMicrosecond), DateTimeKind.Unspecified)),
            FileForm.InstantText or FileForm.Text or FileForm.Json or FileForm.Vector or FileForm.Hex => Text(mostRows, TextForms.For(column)),
            _ => throw new InvalidOperationException($"No column reading reads {landing.Form}."),
        };
    }

    public static ColumnReadingOf<ByteArray> Text(int mostRows, Func<string, object> convert) => new(mostRows, bytes => convert(TextOf(bytes)));

    private static ColumnReadingOf<FixedLenByteArray> Wide(SourceType type, Landing landing, int mostRows)
    {
        var width = WideDecimalColumn.WidthOf(landing.Precision);
        return new ColumnReadingOf<FixedLenByteArray>(mostRows, bytes =>
        {
            var unscaled = Unscaled(bytes, width);
            return type.Kind == SourceKind.Decimal ? Decimal(unscaled, landing.Scale) : (ulong)unscaled;
        });
    }

    private static object Decimal(Int128 unscaled, int scale)
    {
        Span<byte> text = stackalloc byte[DecimalDigits.Longest];
        return TextForms.Decimal(System.Text.Encoding.ASCII.GetString(text[..DecimalDigits.Format(unscaled, scale, text)]));
    }

    private static Int128 Unscaled(FixedLenByteArray value, int width)
    {
        Span<byte> whole = stackalloc byte[16];
        for (var i = 0; i < width; i++)
        {
            whole[16 - width + i] = Marshal.ReadByte(value.Pointer, i);
        }

        whole[..(16 - width)].Fill((whole[16 - width] & 0x80) == 0 ? (byte)0 : (byte)0xFF);
        return BinaryPrimitives.ReadInt128BigEndian(whole);
    }

    private static string TextOf(ByteArray bytes)
    {
        if (bytes.Length == 0)
        {
            return "";
        }

        var copy = ArrayPool<byte>.Shared.Rent(bytes.Length);
        Marshal.Copy(bytes.Pointer, copy, 0, bytes.Length);
        var text = System.Text.Encoding.UTF8.GetString(copy, 0, bytes.Length);
        ArrayPool<byte>.Shared.Return(copy);
        return text;
    }
}

using CdcToSnowflake.Binlog;

namespace CdcToSnowflake.Throughput.Columns;

/// <summary>Appends a row image's values to column builders.</summary>
internal struct BuilderVisitor(ColumnBuilder[] columns, bool jsonAsText) : IRowVisitor
{
    /// <summary>The number of the image in its group.</summary>
    public int Image;

    public readonly void Null(int column) => columns[column].NoValue(Image, Gap.Null);

    public readonly void Absent(int column) => columns[column].NoValue(Image, Gap.Absent);

    public readonly void Int64(int column, long value) => columns[column].Number(Image, value);

    public readonly void UInt64(int column, ulong value) => columns[column].Number(Image, (long)value);

    public readonly void Single(int column, float value) => columns[column].Number(Image, BitConverter.SingleToInt32Bits(value));

    public readonly void Double(int column, double value) => columns[column].Number(Image, BitConverter.DoubleToInt64Bits(value));

    public readonly void Decimal(int column, BinlogDecimal value)
    {
        if (value.TryGetUnscaled(out long unscaled))
        {
            columns[column].Number(Image, unscaled);
        }
        else
        {
            WideDecimal(column, value);
        }
    }

    public readonly void Date(int column, BinlogDateTime value)
    {
        if (value.TryGetUnixDays(out var days))
        {
            columns[column].Number(Image, days);
        }
        else
        {
            columns[column].NoValue(Image, Gap.NoSuchDay);
        }
    }

    public readonly void DateTime(int column, BinlogDateTime value)
    {
        if (value.TryGetUnixMicros(out var micros))
        {
            columns[column].Number(Image, micros);
        }
        else
        {
            columns[column].NoValue(Image, Gap.NoSuchDay);
        }
    }

    public readonly void Timestamp(int column, long micros) => columns[column].Number(Image, micros);

    public readonly void Time(int column, long micros) => columns[column].Number(Image, micros);

    public readonly void Text(int column, ReadOnlySpan<byte> utf8) => columns[column].Bytes(Image, utf8);

    public readonly void Bytes(int column, ReadOnlySpan<byte> bytes) => columns[column].Bytes(Image, bytes);

    public readonly void Json(int column, BinlogJson value)
    {
        if (jsonAsText)
        {
            value.WriteTo(columns[column]);
            columns[column].EndBytes(Image);
        }
        else
        {
            columns[column].Bytes(Image, value.Binary);
        }
    }

    public readonly void JsonDiff(int column, BinlogJsonDiffs diffs) => columns[column].Bytes(Image, diffs.Bytes);

    private readonly void WideDecimal(int column, BinlogDecimal value)
    {
        if (value.TryGetUnscaled(out Int128 unscaled))
        {
            columns[column].Number(Image, unscaled);
            return;
        }

        // More than 38 digits: beyond any integer type of a columnar file, so text.
        Span<byte> text = stackalloc byte[67];
        value.TryFormat(text, out var length);
        columns[column].Bytes(Image, text[..length]);
    }
}

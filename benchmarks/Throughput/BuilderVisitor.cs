using CdcToSnowflake.Binlog;

namespace CdcToSnowflake.Throughput;

/// <summary>Appends values to column builders.</summary>
internal readonly struct BuilderVisitor(ColumnBuilder[] columns, bool jsonAsText) : IRowVisitor
{
    public void Null(int column) => columns[column].Add(long.MinValue);

    public void Absent(int column) => columns[column].Add(long.MinValue + 1);

    public void Int64(int column, long value) => columns[column].Add(value);

    public void UInt64(int column, ulong value) => columns[column].Add((long)value);

    public void Single(int column, float value) => columns[column].Add(BitConverter.SingleToInt32Bits(value));

    public void Double(int column, double value) => columns[column].Add(BitConverter.DoubleToInt64Bits(value));

    public void Decimal(int column, BinlogDecimal value)
    {
        if (value.TryGetUnscaled(out long unscaled))
        {
            columns[column].Add(unscaled);
        }
        else if (value.TryGetUnscaled(out Int128 wide))
        {
            columns[column].Add((long)(wide >> 64));
            columns[column].Add((long)wide);
        }
        else
        {
            Span<byte> text = stackalloc byte[67];
            value.TryFormat(text, out var length);
            columns[column].Add(text[..length]);
        }
    }

    public void Date(int column, BinlogDateTime value) => columns[column].Add(value.TryGetUnixDays(out var days) ? days : long.MinValue + 2);

    public void DateTime(int column, BinlogDateTime value) => columns[column].Add(value.TryGetUnixMicros(out var micros) ? micros : long.MinValue + 2);

    public void Timestamp(int column, long micros) => columns[column].Add(micros);

    public void Time(int column, long micros) => columns[column].Add(micros);

    public void Text(int column, ReadOnlySpan<byte> utf8) => columns[column].Add(utf8);

    public void Bytes(int column, ReadOnlySpan<byte> bytes) => columns[column].Add(bytes);

    public void JsonDiff(int column, BinlogJsonDiffs diffs) =>
        throw new NotSupportedException("Partial JSON updates have whole documents only with binlog_row_image=FULL.");

    public void Json(int column, BinlogJson value)
    {
        if (jsonAsText)
        {
            value.WriteTo(columns[column]);
            columns[column].EndText();
        }
        else
        {
            columns[column].Add(value.Binary);
        }
    }
}

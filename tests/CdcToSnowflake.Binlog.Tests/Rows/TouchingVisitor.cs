using System.Buffers;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>Decodes every value to the last digit and keeps a sum, allocating nothing of its own.</summary>
internal struct TouchingVisitor(ArrayBufferWriter<byte> json) : IRowVisitor
{
    public long Sum { get; private set; }

    public void Null(int column) => Sum++;

    public void Absent(int column) => Sum += 2;

    public void Int64(int column, long value) => Sum += value;

    public void UInt64(int column, ulong value) => Sum += (long)value;

    public void Single(int column, float value) => Sum += BitConverter.SingleToInt32Bits(value);

    public void Double(int column, double value) => Sum += BitConverter.DoubleToInt64Bits(value);

    public void Decimal(int column, BinlogDecimal value)
    {
        Span<byte> text = stackalloc byte[67];
        value.TryFormat(text, out var length);
        Sum += length;
        Sum += value.TryGetUnscaled(out Int128 unscaled) ? (long)unscaled : 0;
        Sum += value.TryGetDecimal(out var number) ? number.Scale : 0;
    }

    public void Date(int column, BinlogDateTime value) => Sum += value.TryGetUnixDays(out var days) ? days : value.Year;

    public void DateTime(int column, BinlogDateTime value) => Sum += value.TryGetUnixMicros(out var micros) ? micros : value.Year;

    public void Timestamp(int column, long micros) => Sum += micros + BinlogDateTime.FromTimestamp(micros).Year;

    public void Time(int column, long micros) => Sum += micros;

    public void Text(int column, ReadOnlySpan<byte> utf8) => Sum += utf8.Length;

    public void Bytes(int column, ReadOnlySpan<byte> bytes) => Sum += bytes.Length;

    public void Json(int column, BinlogJson value)
    {
        json.ResetWrittenCount();
        value.WriteTo(json);
        Sum += json.WrittenCount;
    }

    public void JsonDiff(int column, BinlogJsonDiffs diffs)
    {
        foreach (var diff in diffs)
        {
            Json(column, diff.Value);
        }
    }
}

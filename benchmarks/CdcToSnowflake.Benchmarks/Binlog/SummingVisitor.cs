using CdcToSnowflake.Binlog;

namespace CdcToSnowflake.Benchmarks.Binlog;

/// <summary>Takes each value in the form that a columnar file has it in.</summary>
internal struct SummingVisitor : IRowVisitor
{
    public long Sum { get; private set; }

    public void Null(int column) => Sum++;

    public void Absent(int column) => Sum++;

    public void Int64(int column, long value) => Sum += value;

    public void UInt64(int column, ulong value) => Sum += (long)value;

    public void Single(int column, float value) => Sum += BitConverter.SingleToInt32Bits(value);

    public void Double(int column, double value) => Sum += BitConverter.DoubleToInt64Bits(value);

    public void Decimal(int column, BinlogDecimal value)
    {
        if (value.TryGetUnscaled(out long unscaled))
        {
            Sum += unscaled;
        }
        else if (value.TryGetUnscaled(out Int128 wide))
        {
            Sum += (long)wide;
        }
        else
        {
            Span<byte> text = stackalloc byte[67];
            value.TryFormat(text, out var length);
            Sum += text[length - 1];
        }
    }

    public void Date(int column, BinlogDateTime value) => Sum += value.TryGetUnixDays(out var days) ? days : 0;

    public void DateTime(int column, BinlogDateTime value) => Sum += value.TryGetUnixMicros(out var micros) ? micros : 0;

    public void Timestamp(int column, long micros) => Sum += micros;

    public void Time(int column, long micros) => Sum += micros;

    public void Text(int column, ReadOnlySpan<byte> utf8) => Sum += utf8.Length;

    public void Bytes(int column, ReadOnlySpan<byte> bytes) => Sum += bytes.Length;

    public void Json(int column, BinlogJson value) => Sum += value.Binary.Length;

    public void JsonDiff(int column, BinlogJsonDiffs diffs)
    {
        foreach (var diff in diffs)
        {
            Sum += diff.Value.Binary.Length;
        }
    }
}

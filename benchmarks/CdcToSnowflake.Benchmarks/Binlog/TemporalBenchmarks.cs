using BenchmarkDotNet.Attributes;
using CdcToSnowflake.Binlog.Rows;

namespace CdcToSnowflake.Benchmarks.Binlog;

/// <summary>Dates as days, times and timestamps as microseconds; per value.</summary>
[MemoryDiagnoser]
public class TemporalBenchmarks
{
    private readonly OneColumn _date = Of(ColumnCode.Date, row => Little((Year(row) << 9) | (Month(row) << 5) | Day(row), 3));
    private readonly OneColumn _dateTime = Of(ColumnCode.DateTime, row => [.. Big(WholeSecond(row), 5), .. Big(row % 1000 * 10, 2)]);
    private readonly OneColumn _timestamp = Of(ColumnCode.Timestamp, row => [.. Big(1_700_000_000 + (row * 61L), 4), .. Big(row * 997 % 1_000_000, 3)]);
    private readonly OneColumn _time = Of(ColumnCode.Time, row => Big(0x80_0000 + (row % 24 << 12) + (row % 60 << 6), 3));

    [Benchmark(OperationsPerInvoke = OneColumn.Rows)]
    public long Date() => _date.Sum();

    [Benchmark(Baseline = true, OperationsPerInvoke = OneColumn.Rows)]
    public long DateTime3() => _dateTime.Sum();

    [Benchmark(OperationsPerInvoke = OneColumn.Rows)]
    public long Timestamp6() => _timestamp.Sum();

    [Benchmark(OperationsPerInvoke = OneColumn.Rows)]
    public long Time() => _time.Sum();

    private static OneColumn Of(ColumnCode code, Func<int, byte[]> valueOf) => new(new ColumnPlan { Code = code, Width = valueOf(0).Length }, valueOf);

    private static int Year(int row) => 2000 + (row % 30);

    private static int Month(int row) => 1 + (row % 12);

    private static int Day(int row) => 1 + (row % 28);

    private static long WholeSecond(int row) =>
        0x80_0000_0000 + ((((long)((Year(row) * 13) + Month(row)) << 5) | (uint)Day(row)) << 17) + (row % 24 << 12) + (row % 60 << 6) + (row % 59);

    private static byte[] Little(long value, int width) => BitConverter.GetBytes(value)[..width];

    private static byte[] Big(long value, int width) => [.. Little(value, width).Reverse()];
}

using BenchmarkDotNet.Attributes;
using CdcToSnowflake.Binlog.Rows;

namespace CdcToSnowflake.Benchmarks.Binlog;

/// <summary>Integers of each width, per value, the walk over its row included.</summary>
[MemoryDiagnoser]
public class IntegerBenchmarks
{
    private readonly OneColumn _int8 = Of(ColumnCode.Int8, 1);
    private readonly OneColumn _int24 = Of(ColumnCode.Int24, 3);
    private readonly OneColumn _int32 = Of(ColumnCode.Int32, 4);
    private readonly OneColumn _uint64 = Of(ColumnCode.UInt64, 8);
    private readonly OneColumn _bit = Of(ColumnCode.Bit, 5);

    [Benchmark(OperationsPerInvoke = OneColumn.Rows)]
    public long TinyInt() => _int8.Sum();

    [Benchmark(OperationsPerInvoke = OneColumn.Rows)]
    public long MediumInt() => _int24.Sum();

    [Benchmark(Baseline = true, OperationsPerInvoke = OneColumn.Rows)]
    public long Int() => _int32.Sum();

    [Benchmark(OperationsPerInvoke = OneColumn.Rows)]
    public long BigIntUnsigned() => _uint64.Sum();

    [Benchmark(OperationsPerInvoke = OneColumn.Rows)]
    public long Bit40() => _bit.Sum();

    private static OneColumn Of(ColumnCode code, int width) =>
        new(new ColumnPlan { Code = code, Width = width }, row => BitConverter.GetBytes((ulong)row * 0x9E3779B97F4A7C15UL)[..width]);
}

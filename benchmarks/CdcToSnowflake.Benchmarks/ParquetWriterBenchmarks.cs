using BenchmarkDotNet.Attributes;

namespace CdcToSnowflake.Benchmarks;

/// <summary>The two Parquet libraries on the columns that capture writes; results in <c>benchmarks/results/parquet-writers.md</c>.</summary>
[MemoryDiagnoser]
public class ParquetWriterBenchmarks
{
    public static IEnumerable<ParquetTable> Tables => [ParquetTable.Narrow, ParquetTable.Wide, ParquetTable.Widest];

    [ParamsSource(nameof(Tables))]
    public ParquetTable Table { get; set; } = null!;

    [Benchmark(Baseline = true)]
    public Task<long> ParquetNet() => ParquetNetWriter.WriteAsync(Table);

    [Benchmark]
    public long ParquetSharp() => ParquetSharpWriter.Write(Table, dictionaries: false);

    [Benchmark]
    public long ParquetSharpDictionaries() => ParquetSharpWriter.Write(Table, dictionaries: true);
}

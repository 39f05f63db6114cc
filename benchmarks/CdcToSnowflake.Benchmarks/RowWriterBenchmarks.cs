using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using BenchmarkDotNet.Attributes;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.EmulatorFlow;
using CdcToSnowflake.Files;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Benchmarks;

/// <summary>The SDK's own writers of rows, from values to a finished file on the disk, compression included; results in <c>benchmarks/results/row-writers.md</c>.</summary>
[MemoryDiagnoser]
public class RowWriterBenchmarks : IDisposable
{
    private const int Rows = 50_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("row-writers-").FullName;
    private readonly byte[][] _rows = [.. Enumerable.Range(0, Rows).Select(Row)];
    private TableWriter? _writer;

    [Params(FileFormat.Parquet, FileFormat.NdjsonGzip, FileFormat.CsvGzip)]
    public FileFormat Format { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        var table = OrdersLog.Table with { Format = Format };
        _writer = new TableWriter(table, CutTarget.NoLabels(table), new ZeroDatePolicy(ZeroDates.Error), null, _folder, CompressionLevel.Fastest, new WriteBehind());
    }

    [Benchmark]
    public long Write()
    {
        _writer!.Begin(1, "w");
        for (var i = 0; i < _rows.Length; i++)
        {
            _writer.Append(new QueriedRow(_rows[i]), RowOp.Insert, 1_767_225_600_000_000 + i, i);
        }

        using var file = _writer.Finish();
        return file.Bytes;
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _writer?.Dispose();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        GC.SuppressFinalize(this);
    }

    // As a server's SELECT gives them: texts, and eight bytes for a DOUBLE.
    private static byte[] Row(int id)
    {
        var weight = new byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(weight, id / 7.0);
        return
        [
            .. Text($"{id}"), .. Text($"{id % 50_000}"), .. Text(((string[])["open", "paid", "sent", "returned"])[id % 4]), .. Text($"{id * 37 % 1_000_000}.{id % 100:00}"), .. Text($"{id * 7 % 1_000}.50"),
            .. Text($"2026-01-{1 + (id % 28):00} {id % 24:00}:{id % 60:00}:00.{id:000000}"), .. Text($"order number {id} of customer {id % 50_000}"), .. Column(weight), .. Text($"{id % 30}"), .. Text($"2026-{1 + (id % 12):00}-{1 + (id % 28):00}"),
        ];
    }

    private static byte[] Text(string text) => Column(Encoding.UTF8.GetBytes(text));

    private static byte[] Column(byte[] value)
    {
        var column = new byte[QueriedRow.LengthBytes + value.Length];
        BinaryPrimitives.WriteInt32LittleEndian(column, value.Length);
        value.CopyTo(column, QueriedRow.LengthBytes);
        return column;
    }
}

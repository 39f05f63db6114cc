using System.Buffers;
using BenchmarkDotNet.Attributes;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Binlog.Rows.Json;

namespace CdcToSnowflake.Benchmarks.Binlog;

/// <summary>A document that a real MySQL stored: as text, and its first level taken apart (what a partial update does).</summary>
[MemoryDiagnoser]
public class JsonBenchmarks
{
    private readonly byte[] _document = RecordedLog.FirstJson();
    private readonly ArrayBufferWriter<byte> _text = new(4096);
    private readonly JsonContainer _container = new();

    [Benchmark(Baseline = true)]
    public int Text()
    {
        _text.ResetWrittenCount();
        new BinlogJson(_document).WriteTo(_text);
        return _text.WrittenCount;
    }

    [Benchmark]
    public int Walk()
    {
        JsonDocumentReader.Read(_container, (JsonType)_document[0], _document, start: 1, _document.Length - 1);
        return _container[0].Length;
    }
}

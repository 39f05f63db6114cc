using BenchmarkDotNet.Attributes;
using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Benchmarks.Binlog;

/// <summary>A table map of a real server with full metadata: seen for the first time, and seen again as before each statement's rows.</summary>
[MemoryDiagnoser]
public class TableMapBenchmarks
{
    private const int PostHeaderLength = 8;

    private readonly byte[] _body = RecordedLog.LongestTableMap();
    private readonly TableMaps _known = new(filter: null);

    [Benchmark(Baseline = true)]
    public object First()
    {
        var maps = new TableMaps(filter: null);
        maps.Add(_body, PostHeaderLength);
        return maps;
    }

    [Benchmark]
    public object Again()
    {
        _known.Add(_body, PostHeaderLength);
        return _known;
    }
}

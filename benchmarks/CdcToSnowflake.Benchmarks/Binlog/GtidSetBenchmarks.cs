using System.Globalization;
using BenchmarkDotNet.Attributes;
using CdcToSnowflake.Binlog;

namespace CdcToSnowflake.Benchmarks.Binlog;

/// <summary>GTID sets of a topology with a history: eight servers, with gaps.</summary>
[MemoryDiagnoser]
public class GtidSetBenchmarks
{
    private const int Adds = 1000;

    private static readonly Guid s_uuid = new("00000000-1111-2222-3333-444444444444");

    private string _text = "";
    private GtidSet _set = GtidSet.Parse("");
    private byte[] _binary = [];

    [GlobalSetup]
    public void SetUp()
    {
        _text = string.Join(',', Enumerable.Range(0, 8).Select(server => string.Create(
            CultureInfo.InvariantCulture, $"0000000{server}-1111-2222-3333-444444444444:1-1000000:1000002-2000000:2000005")));
        _set = GtidSet.Parse(_text);
        _binary = _set.ToBinary();
    }

    [Benchmark(Baseline = true)]
    public GtidSet Parse() => GtidSet.Parse(_text);

    [Benchmark]
    public GtidSet FromBinary() => GtidSet.FromBinary(_binary);

    [Benchmark]
    public string Print() => _set.ToString();

    /// <summary>What each transaction costs: its number joins the set.</summary>
    [Benchmark(OperationsPerInvoke = Adds)]
    public bool Add()
    {
        for (var i = 0; i < Adds; i++)
        {
            _set.Add(s_uuid, 3_000_000 + i);
        }

        return _set.Contains(s_uuid, 3_000_000);
    }
}

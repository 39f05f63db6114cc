using BenchmarkDotNet.Attributes;
using CdcToSnowflake.Binlog.Rows;

namespace CdcToSnowflake.Benchmarks.Binlog;

/// <summary>DECIMAL as an integer of 64 or 128 bits, and as text where neither holds it; per value.</summary>
[MemoryDiagnoser]
public class DecimalBenchmarks
{
    private readonly OneColumn _price = Of(12, 2);
    private readonly OneColumn _amount = Of(18, 2);
    private readonly OneColumn _rate = Of(20, 6);
    private readonly OneColumn _most = Of(65, 30);

    [Benchmark(Baseline = true, OperationsPerInvoke = OneColumn.Rows)]
    public long Decimal12() => _price.Sum();

    [Benchmark(OperationsPerInvoke = OneColumn.Rows)]
    public long Decimal18() => _amount.Sum();

    [Benchmark(OperationsPerInvoke = OneColumn.Rows)]
    public long Decimal20() => _rate.Sum();

    [Benchmark(OperationsPerInvoke = OneColumn.Rows)]
    public long Decimal65AsText() => _most.Sum();

    private static OneColumn Of(int precision, int scale)
    {
        var layout = DecimalLayout.Of(precision, scale);
        return new OneColumn(new ColumnPlan { Code = ColumnCode.Decimal, Width = layout.Width, Decimal = layout }, row => Bytes(layout, row));
    }

    /// <summary>As the server packs it: groups big-endian, the first bit flipped, every third value negative.</summary>
    private static byte[] Bytes(DecimalLayout layout, int row)
    {
        var bytes = new List<byte>();
        foreach (var group in layout.Groups)
        {
            var digits = (uint)((row + 1) * 7_654_321L % group.Power);
            bytes.AddRange(BitConverter.GetBytes(digits)[..group.Width].Reverse());
        }

        bytes[0] ^= 0x80;
        return [.. row % 3 == 0 ? bytes.Select(b => (byte)~b) : bytes];
    }
}

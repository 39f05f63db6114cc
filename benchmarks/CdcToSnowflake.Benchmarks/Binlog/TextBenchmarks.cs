using System.Text;
using BenchmarkDotNet.Attributes;
using CdcToSnowflake.Binlog.Rows;
using CdcToSnowflake.Binlog.Rows.Text;

namespace CdcToSnowflake.Benchmarks.Binlog;

/// <summary>VARCHARs of some fifty bytes as UTF-8: as they are, of one byte a character, and of two; per value.</summary>
[MemoryDiagnoser]
public class TextBenchmarks
{
    private readonly OneColumn _utf8 = Of(null, Encoding.UTF8.GetBytes("Zoë Müller, 12 rue de l’Église, Genève, étage "));
    private readonly OneColumn _latin1 = Of("latin1", Encoding.Latin1.GetBytes("Zoë Müller, 12 rue de la Préfecture, Genève, étage "));
    private readonly OneColumn _asciiInLatin1 = Of("latin1", "Zoe Mueller, 12 rue de la Prefecture, Geneve, etage "u8.ToArray());

    /// <summary>東京都千代田区丸の内 and digits, in Shift JIS.</summary>
    private readonly OneColumn _sjis = Of("sjis", Convert.FromHexString("938C8B9E93738FE791E3936393E68ADB82CC93E0208140312D392D3120938C8B9E93738FE791E3936393E68ADB82CC93E020"));

    [Benchmark(Baseline = true, OperationsPerInvoke = OneColumn.Rows)]
    public long Utf8() => _utf8.Sum();

    [Benchmark(OperationsPerInvoke = OneColumn.Rows)]
    public long AsciiInLatin1() => _asciiInLatin1.Sum();

    [Benchmark(OperationsPerInvoke = OneColumn.Rows)]
    public long Latin1() => _latin1.Sum();

    [Benchmark(OperationsPerInvoke = OneColumn.Rows)]
    public long ShiftJis() => _sjis.Sum();

    private static OneColumn Of(string? charset, byte[] text)
    {
        var plan = new ColumnPlan
        {
            Code = charset is null ? ColumnCode.Utf8 : ColumnCode.Text,
            LengthBytes = 1,
            Charset = charset is null ? null : Charsets.Decoder(charset),
        };
        return new OneColumn(plan, row => [(byte)(text.Length + 1), .. text, (byte)('0' + (row % 10))]);
    }
}

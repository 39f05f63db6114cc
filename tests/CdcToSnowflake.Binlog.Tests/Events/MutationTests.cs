using System.Globalization;
using CdcToSnowflake.Binlog.Tests.Corpus;
using CdcToSnowflake.Binlog.Tests.Fuzz;

namespace CdcToSnowflake.Binlog.Tests.Events;

/// <summary>
/// Mutated events, their lengths and checksums made sound again so that the decoders behind them are reached: a typed error or a parse, no other exception,
/// no end that isn't reached, no large allocation. CDC_TEST_MUTATIONS sets how many, CDC_TEST_SEED where they start; a failure prints its whole input.
/// </summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const long Default = 300_000;
    private const long Long = 20_000_000;
    private const int Threads = 2;

    [Fact]
    public async Task Decode_MutatedCorpus_ParsesOrThrowsBinlogException()
    {
        var count = Number("CDC_TEST_MUTATIONS") ?? (Environment.GetEnvironmentVariable("CDC_TEST_LONG") is { Length: > 0 } ? Long : Default);
        var seed = (int)(Number("CDC_TEST_SEED") ?? Random.Shared.Next(1 << 30));
        var corpus = Corpus();
        FuzzRun[] runs = [.. Enumerable.Range(seed, Threads).Select(s => new FuzzRun(s, corpus))];

        // No time is measured: but what never ends must end the test, and say what it was.
        var all = Task.WhenAll(runs.Select(r => Task.Factory.StartNew(() => r.Run(count / Threads), TaskCreationOptions.LongRunning)));
        for (var last = -1L; await Task.WhenAny(all, Task.Delay(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken)) != all;)
        {
            var done = runs.Sum(r => r.Parsed + r.Refused);
            Assert.True(done > last, $"CDC_TEST_SEED={seed}: no end in 5 minutes, input {string.Join(" or ", runs.Select(r => Convert.ToBase64String(r.Current)))}");
            last = done;
        }

        await all;
        var (parsed, refused, rows) = (runs.Sum(r => r.Parsed), runs.Sum(r => r.Refused), runs.Sum(r => r.Rows));
        var told = string.Create(CultureInfo.InvariantCulture,
            $"CDC_TEST_SEED={seed}: {parsed:N0} parsed with {rows:N0} rows, {refused:N0} refused, {runs.Max(r => r.Ways)} ways, at most {runs.Max(r => r.MostAllocated) >> 10:N0} KiB allocated");
        output.WriteFigure(told);

        // Both must happen, or the mutations don't reach what they are for.
        Assert.Equal(count / Threads * Threads, parsed + refused);
        Assert.True(count < 1000 || (parsed > count / 20 && refused > count / 20 && rows > count / 20 && runs.Max(r => r.Ways) > 100), told);
    }

    [Fact]
    public void Decode_CorpusUnmutated_Parses()
    {
        using var target = new FuzzTarget();
        var rows = 0;
        foreach (var segment in Corpus())
        {
            target.Decode(segment.ToBytes(), withValues: true);
            rows += target.Rows;
        }

        Assert.True(rows > 80, $"{rows} rows");
    }

    private static List<FuzzSegment> Corpus() => [.. CorpusFiles.All.SelectMany(f => FuzzSegment.Of(File.ReadAllBytes(f)))];

    private static long? Number(string variable) => long.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}

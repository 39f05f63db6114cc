using CdcToSnowflake.Emulator;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.IntegrationTests.EndToEnd;

/// <summary>Live MySQL servers under concurrent writes → S3 → STG → RAW → CI, and then every row compared with the source.</summary>
public sealed class EndToEndTests(ITestOutputHelper output)
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("CDC_TEST_LONG") == "1";

    [Fact]
    public async Task TwoBrands_UnderConcurrentWrites_RawEqualsTheSourceAndCiTheUnion()
    {
        await using var pipeline = await Pipeline.StartAsync(new EmulatorOptions());
        await using var a = await Brand.StartAsync("brand_a");
        // The other brand's server runs on what MySQL ships: no names in the binlog.
        await using var b = await Brand.StartAsync("brand_b", "--binlog-row-metadata=MINIMAL");
        using var stop = new CancellationTokenSource();
        var captures = new[] { a, b }.Select(brand => pipeline.CaptureAsync(brand, pipeline.Store, TimeSpan.FromMilliseconds(300), stop.Token)).ToList();

        await Task.WhenAll(a.WriteAsync(4, 20, seed: 1, default), b.WriteAsync(4, 20, seed: 2, default));
        await ArriveAsync(pipeline, captures, a, b);
        var writing = Task.WhenAll(a.WriteAsync(4, Long ? 5_000 : 150, seed: 3, default), b.WriteAsync(4, Long ? 5_000 : 150, seed: 4, default));
        var looks = await WatchLedgerAsync(pipeline, writing, a, b);
        await writing;
        await ArriveAsync(pipeline, captures, a, b);

        await AssertEqualAsync(pipeline, a, b);
        output.WriteFigure($"Consistent at each of {looks} looks while it ran.");
        Assert.True(looks > 0);
        await StopAsync(stop, captures);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Captures_BrokenOffAgainAndAgainWithLateAndDoubledLoads_StillEqualTheSource(int seed)
    {
        await using var pipeline = await Pipeline.StartAsync(new EmulatorOptions { Chaos = new PipeChaos { Seed = seed } });
        await using var a = await Brand.StartAsync("brand_a");
        await using var b = await Brand.StartAsync("brand_b");
        using var stop = new CancellationTokenSource();
        var captures = new[] { a, b }.Select((brand, n) => BrokenOffAsync(pipeline, brand, new Random(seed * 10 + n), stop.Token)).ToList();

        var writing = Task.WhenAll(a.WriteAsync(3, Long ? 3_000 : 200, seed, default), b.WriteAsync(3, Long ? 3_000 : 200, seed + 50, default));
        await WatchLedgerAsync(pipeline, writing, a, b);
        await writing;
        await ArriveAsync(pipeline, captures, a, b);

        await AssertEqualAsync(pipeline, a, b);
        await stop.CancelAsync();
        var breaks = await Task.WhenAll(captures.Cast<Task<(int Cancelled, int Failed)>>());
        output.WriteFigure($"seed {seed}: broken off {breaks.Sum(n => n.Cancelled)} times, the store failed {breaks.Sum(n => n.Failed)} times.");
        Assert.True(breaks.Sum(n => n.Cancelled) > 0 && breaks.Sum(n => n.Failed) > 0);
    }

    /// <summary>Runs captures one after another, each broken off at a random moment, by cancellation or by a store that fails.</summary>
    private static async Task<(int Cancelled, int Failed)> BrokenOffAsync(Pipeline pipeline, Brand brand, Random random, CancellationToken stop)
    {
        var (cancelled, failed) = (0, 0);
        while (!stop.IsCancellationRequested)
        {
            using var life = CancellationTokenSource.CreateLinkedTokenSource(stop);
            // Lives grow, so that on a slow machine, too, one is long enough to come through.
            life.CancelAfter(TimeSpan.FromMilliseconds(random.Next(200, 2_500) + (100 * (cancelled + failed))));
            try
            {
                await pipeline.CaptureAsync(brand, new FaultyStore(pipeline.Store, random, 0.02), TimeSpan.FromMilliseconds(random.Next(20, 400)), life.Token);
            }
            catch (OperationCanceledException)
            {
                cancelled++;
            }
            catch (StorageException)
            {
                failed++;
            }
        }

        return (cancelled, failed);
    }

    /// <summary>While the brands are written to: in RAW and in CI, what one transaction wrote into two tables is never seen apart.</summary>
    private static async Task<int> WatchLedgerAsync(Pipeline pipeline, Task writing, params Brand[] brands)
    {
        var looks = 0;
        while (!writing.IsCompleted)
        {
            foreach (var brand in brands)
            {
                Assert.Equal(0, await pipeline.CountAsync(ShopSchema.LedgerMismatches(brand.Raw, "l.WRITER = r.WRITER")));
            }

            Assert.Equal(0, await pipeline.CountAsync(ShopSchema.LedgerMismatches("CI_DB.CI_SCHEMA", "l.BRAND_ID = r.BRAND_ID AND l.WRITER = r.WRITER")));
            looks += await pipeline.CountAsync("SELECT COUNT(*) FROM CI_DB.CI_SCHEMA.LEDGER_LEFT") > 0 ? 1 : 0;
            await Task.Delay(50);
        }

        return looks;
    }

    private static async Task ArriveAsync(Pipeline pipeline, IReadOnlyList<Task> captures, params Brand[] brands)
    {
        foreach (var brand in brands)
        {
            var arriving = pipeline.UntilInCiAsync(brand, await brand.CommitSentinelAsync());
            // A capture that failed says so at once, instead of a wait that ends in nothing.
            var first = await Task.WhenAny([arriving, .. captures]);
            await first;
            await arriving;
        }
    }

    private static async Task AssertEqualAsync(Pipeline pipeline, params Brand[] brands)
    {
        foreach (var brand in brands)
        {
            foreach (var table in ShopSchema.Tables)
            {
                var source = await brand.SourceRowsAsync(table);
                Assert.NotEmpty(source);
                Assert.Equal(source, await pipeline.RowsAsync(table, brand));
                Assert.Equal(await brand.SourceRowsAsync(table, brand.Id + " | "), await pipeline.CiRowsAsync(table, brand));
            }
        }
    }

    private static async Task StopAsync(CancellationTokenSource stop, IEnumerable<Task> captures)
    {
        await stop.CancelAsync();
        foreach (var capture in captures)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => capture);
        }
    }
}

using CdcToSnowflake.Emulator;
using CdcToSnowflake.Model;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.IntegrationTests.EndToEnd;

/// <summary>One server's changes, captured in each format of files, and in formats that change: the same rows arrive.</summary>
public sealed class FormatTests
{
    private static readonly TimeSpan CutInterval = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task OneServer_CapturedInEachFormat_StgRowsAreTheSameAndRawEqualsTheSource()
    {
        await using var pipeline = await Pipeline.StartAsync(new EmulatorOptions());
        await using var source = await Brand.StartAsync("parquet");
        await source.WriteAsync(4, 150, seed: 7, default);
        await source.Server.ExecuteAsync("TRUNCATE shop.order_items");
        await source.WriteAsync(2, 50, seed: 8, default);
        (Brand Brand, FileFormat Format)[] brands = [(source, FileFormat.Parquet), (new Brand("ndjson", source.Server), FileFormat.NdjsonGzip), (new Brand("csv", source.Server), FileFormat.CsvGzip)];
        foreach (var (brand, format) in brands)
        {
            await CaptureAsync(pipeline, brand, format, await source.CommitSentinelAsync());
        }

        // Those before the last sentinel don't have it.
        await source.Server.ExecuteAsync("DELETE FROM shop.accounts WHERE owner = 'sentinel'");
        var last = await source.CommitSentinelAsync();
        foreach (var (brand, format) in brands)
        {
            await CaptureAsync(pipeline, brand, format, last);
        }

        foreach (var table in ShopSchema.Tables)
        {
            var expected = await source.SourceRowsAsync(table);
            var staged = await pipeline.StagedRowsAsync(table, source);
            Assert.NotEmpty(expected);
            Assert.True(staged.Count > expected.Count);
            foreach (var (brand, _) in brands)
            {
                Assert.Equal(staged, await pipeline.StagedRowsAsync(table, brand));
                Assert.Equal(expected, await pipeline.RowsAsync(table, brand));
            }
        }
    }

    [Theory]
    [InlineData(LandingMode.Columns, new[] { FileFormat.Parquet, FileFormat.CsvGzip, FileFormat.NdjsonGzip, FileFormat.Parquet })]
    [InlineData(LandingMode.Variant, new[] { FileFormat.NdjsonGzip, FileFormat.Parquet, FileFormat.NdjsonGzip })]
    public async Task OneBrand_FormatChangedBetweenRuns_RawEqualsTheSource(LandingMode landing, FileFormat[] formats)
    {
        await using var pipeline = await Pipeline.StartAsync(new EmulatorOptions(), new DeploymentOptions { Tables = [new TableRule("shop.*", new TableOptions { Landing = landing })] });
        await using var brand = await Brand.StartAsync("changing");
        for (var run = 0; run < formats.Length; run++)
        {
            await brand.WriteAsync(2, 60, seed: 20 + run, default);
            await CaptureAsync(pipeline, brand, formats[run], await brand.CommitSentinelAsync());
        }

        foreach (var table in ShopSchema.Tables)
        {
            Assert.Equal(await brand.SourceRowsAsync(table), await pipeline.RowsAsync(table, brand));
        }
    }

    private static async Task CaptureAsync(Pipeline pipeline, Brand brand, FileFormat format, ulong sentinel)
    {
        using var stop = new CancellationTokenSource();
        var capture = pipeline.CaptureAsync(brand, pipeline.Store, CutInterval, stop.Token, format);
        var arriving = pipeline.UntilInCiAsync(brand, sentinel);
        await await Task.WhenAny(arriving, capture);
        await arriving;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => capture);
    }
}

using CdcToSnowflake.Sql;

namespace CdcToSnowflake.Emulator.Tests.Merges;

/// <summary>Snowpipe may commit a manifest's lines in several transactions: the line that ends a snapshot may come last.</summary>
public sealed class LateSweepTests
{
    [Theory]
    [InlineData(MergeScope.Brand)]
    [InlineData(MergeScope.Table)]
    public async Task EndOfASnapshot_LoadedBehindTheRestOfItsManifest_SweepsNonetheless(MergeScope scope)
    {
        await using EmulatedBrand brand = new();
        var orders = EmulatedBrand.Table("orders");
        await brand.PlanAsync(new SqlOptions { RawScope = scope }, orders);
        brand.LoadCuts([1, 2, 3], orders);
        brand.LoadHeader(4, tables: 0, sweeps: 1);
        await brand.RunAsync();
        Assert.Equal(3, brand.Merged);

        brand.LoadSweep(4, orders, firstCut: 3);
        await brand.RunAsync();

        Assert.Equal(["3|3"], brand.Raw(orders));
        Assert.Equal(4, brand.Merged);
    }

    [Theory]
    [InlineData(MergeScope.Brand)]
    [InlineData(MergeScope.Table)]
    public async Task ManifestsLoadedByAPipeOfBefore_WithoutTheCountOfSweeps_AreMerged(MergeScope scope)
    {
        await using EmulatedBrand brand = new();
        var orders = EmulatedBrand.Table("orders");
        await brand.PlanAsync(new SqlOptions { RawScope = scope }, orders);
        brand.LoadCuts([1, 2], orders);
        brand.LoadHeader(3, tables: 0, sweeps: null);
        brand.LoadSweep(3, orders, firstCut: 2);

        await brand.RunAsync();

        Assert.Equal(["2|2"], brand.Raw(orders));
    }
}

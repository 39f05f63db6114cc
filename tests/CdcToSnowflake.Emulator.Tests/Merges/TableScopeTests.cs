using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;

namespace CdcToSnowflake.Emulator.Tests.Merges;

/// <summary>Tables that merge each by itself: none loses its first rows, however late its merge or its plan comes.</summary>
public sealed class TableScopeTests
{
    private static readonly SqlOptions ByTable = new() { RawScope = MergeScope.Table };
    private static readonly SourceTable Orders = EmulatedBrand.Table("orders");
    private static readonly SourceTable Items = EmulatedBrand.Table("items");

    [Fact]
    public async Task FirstMergeOfATable_Failed_BeginsLaterWithItsFirstCut()
    {
        await using EmulatedBrand brand = new();
        await brand.PlanAsync(ByTable, Orders);
        brand.LoadCuts([1, 2], Orders);
        await brand.RunAsync();
        await brand.PlanAsync(ByTable, Orders, Items);
        brand.Sql.Run("ALTER TABLE B_DB.RAW_SCHEMA.ITEMS RENAME TO B_DB.RAW_SCHEMA.AWAY");
        brand.LoadCuts([3, 4], Orders, Items);
        await brand.RunAsync();
        Assert.Equal(4, brand.Raw(Orders).Count);
        Assert.Equal(2, brand.Merged);

        brand.Sql.Run("ALTER TABLE B_DB.RAW_SCHEMA.AWAY RENAME TO B_DB.RAW_SCHEMA.ITEMS");
        brand.LoadCuts([5], Orders, Items);
        await brand.RunAsync();

        Assert.Equal(["3|3", "4|4", "5|5"], brand.Raw(Items));
        Assert.Equal(5, brand.Merged);
    }

    [Fact]
    public async Task PlanOfATable_AfterItsFirstCuts_BeginsWithThem()
    {
        await using EmulatedBrand brand = new();
        await brand.PlanAsync(ByTable, Orders);
        brand.LoadCuts([1, 2], Orders);
        foreach (var cut in new[] { 3, 4 })
        {
            brand.LoadManifest(cut, (Orders, 1), (Items, 1));
            brand.LoadRows(cut, Orders, cut);
        }

        await brand.RunAsync();
        Assert.Equal(4, brand.Raw(Orders).Count);
        Assert.Equal(2, brand.Merged);

        await brand.PlanAsync(ByTable, Orders, Items);
        brand.LoadRows(3, Items, 3);
        brand.LoadRows(4, Items, 4);
        await brand.RunAsync();

        Assert.Equal(["3|3", "4|4"], brand.Raw(Items));
        Assert.Equal(4, brand.Merged);
    }

    [Fact]
    public async Task TableThatLeftTheModel_WithAllMerged_HoldsTheBrandUpNoMore()
    {
        await using EmulatedBrand brand = new();
        await brand.PlanAsync(ByTable, Orders, Items);
        brand.LoadCuts([1], Orders, Items);
        brand.LoadManifest(2, (Orders, 1), (Items, 1));
        brand.LoadRows(2, Items, 2);
        await brand.RunAsync();
        Assert.Equal(1, brand.Merged);

        await brand.PlanAsync(ByTable, Orders);
        brand.LoadRows(2, Orders, 2);
        brand.LoadCuts([3], Orders);
        await brand.RunAsync();
        Assert.Equal(3, brand.Merged);

        await brand.PlanAsync(ByTable, Orders, Items);
        brand.LoadCuts([4], Items);
        await brand.RunAsync();

        Assert.Equal(["1|1", "2|2", "4|4"], brand.Raw(Items));
        Assert.Equal(4, brand.Merged);
    }
}

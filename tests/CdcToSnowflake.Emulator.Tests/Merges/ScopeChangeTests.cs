using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;

namespace CdcToSnowflake.Emulator.Tests.Merges;

/// <summary>What one transaction of the merge holds changes while tables stand apart: no change of a log comes twice, and no mirror goes back.</summary>
public sealed class ScopeChangeTests
{
    // Short of where the foremost table stands: the brand must go there in one step nonetheless.
    private static readonly SqlOptions ByBrand = new() { MaxCutsPerRun = 1 };
    private static readonly SqlOptions ByTable = ByBrand with { RawScope = MergeScope.Table };
    private static readonly SourceTable Orders = EmulatedBrand.Table("orders");
    private static readonly SourceTable Totals = EmulatedBrand.Table("totals");
    private static readonly SourceTable Events = EmulatedBrand.Log("events");

    [Fact]
    public async Task TableToBrand_WhileOneTableWaits_TheBrandWaitsUntilItCanGoWhereTheForemostStands()
    {
        await using EmulatedBrand brand = new();
        await StandApartAsync(brand);

        await brand.PlanAsync(ByBrand, Orders, Totals, Events);
        brand.LoadRows(3, Orders, 3);
        await brand.RunAsync();
        Assert.Equal(2, brand.Merged);
        Assert.Equal(["0|5"], brand.Raw(Totals));

        brand.LoadRows(4, Orders, 4);
        brand.LoadRows(5, Orders, 5);
        await brand.RunAsync();

        Assert.Equal(5, brand.Merged);
        Assert.Equal(["1|1", "2|2", "3|3", "4|4", "5|5"], brand.Raw(Orders));
        Assert.Equal(["0|5"], brand.Raw(Totals));
        Assert.Equal(["1|1", "2|2", "3|3", "4|4", "5|5"], brand.Raw(Events));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TableToBrandToTable_WithStgPurged_EachTableGoesOnWhereTheBrandStands(bool failsOnce)
    {
        await using EmulatedBrand brand = new();
        await StandApartAsync(brand);
        await brand.PlanAsync(ByBrand, Orders, Totals, Events);
        foreach (var cut in new[] { 3, 4, 5 })
        {
            brand.LoadRows(cut, Orders, cut);
        }

        LoadCut(brand, 6, Orders);
        await brand.RunAsync();
        Assert.Equal(6, brand.Merged);
        foreach (var table in new[] { "CDC_CUT WHERE \"CUT\"", "ORDERS WHERE \"_CUT\"", "TOTALS WHERE \"_CUT\"" })
        {
            brand.Sql.Run($"DELETE FROM B_DB.STG_SCHEMA.{table} < 6");
        }

        await brand.PlanAsync(ByTable, Orders, Totals, Events);
        if (failsOnce)
        {
            brand.Sql.Run("ALTER TABLE B_DB.RAW_SCHEMA.ORDERS RENAME TO B_DB.RAW_SCHEMA.AWAY");
            LoadCut(brand, 7, Orders);
            await brand.RunAsync();
            Assert.Equal(6, brand.Merged);
            brand.Sql.Run("ALTER TABLE B_DB.RAW_SCHEMA.AWAY RENAME TO B_DB.RAW_SCHEMA.ORDERS");
            LoadCut(brand, 8, Orders);
        }
        else
        {
            LoadCut(brand, 7, Orders);
            LoadCut(brand, 8, Orders);
        }

        await brand.RunAsync();

        Assert.Equal(8, brand.Merged);
        Assert.Equal(8, brand.Raw(Orders).Count);
        Assert.Equal(["0|8"], brand.Raw(Totals));
        Assert.Equal(["1|1", "2|2", "3|3", "4|4", "5|5", "6|6", "7|7", "8|8"], brand.Raw(Events));
    }

    // Orders' rows are late from cut 3 on; the others stand at 5.
    private static async Task StandApartAsync(EmulatedBrand brand)
    {
        await brand.PlanAsync(ByTable, Orders, Totals, Events);
        LoadCut(brand, 1, Orders);
        LoadCut(brand, 2, Orders);
        LoadCut(brand, 3);
        LoadCut(brand, 4);
        LoadCut(brand, 5);
        await brand.RunAsync();
        Assert.Equal(2, brand.Merged);
        Assert.Equal(["0|5"], brand.Raw(Totals));
        Assert.Equal(5, brand.Raw(Events).Count);
    }

    private static void LoadCut(EmulatedBrand brand, int cut, params IEnumerable<SourceTable> inTime)
    {
        brand.LoadManifest(cut, (Orders, 1), (Totals, 1), (Events, 1));
        brand.LoadRows(cut, Totals, 0);
        brand.LoadRows(cut, Events, cut);
        foreach (var table in inTime)
        {
            brand.LoadRows(cut, table, cut);
        }
    }
}

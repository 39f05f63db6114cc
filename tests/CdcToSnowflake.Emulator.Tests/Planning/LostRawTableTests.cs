using CdcToSnowflake.Emulator.Tests.Operations;
using CdcToSnowflake.Model;
using CdcToSnowflake.Warehouse.Planning;

namespace CdcToSnowflake.Emulator.Tests.Planning;

/// <summary>A RAW table that somebody took away: CI keeps its rows until somebody says that they may go.</summary>
public sealed class LostRawTableTests
{
    private const string Rows = "SELECT \"ID\", \"TOTAL\", \"NOTE\" FROM CI_DB.CI_SCHEMA.ORDERS ORDER BY \"ID\"";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Apply_WithoutConsent_RunsNothing_AndWhenTheTableIsBackAllGoesOn()
    {
        // Renamed and back, as UNDROP would bring it: the same table, with its stream.
        await using var world = await LostAsync("ALTER TABLE BRAND_A_DB.RAW_SCHEMA.ORDERS RENAME TO BRAND_A_DB.RAW_SCHEMA.MISLAID");

        var error = await Assert.ThrowsAsync<PlanException>(async () => await (await PlanAsync(world)).ApplyAsync(world.Emulator, cancellationToken: Cancellation));

        Assert.Contains("UNDROP TABLE", error.Message, StringComparison.Ordinal);
        Assert.Equal(world.Source.Expected, world.Sql.Rows(Rows));
        world.Sql.Run("ALTER TABLE BRAND_A_DB.RAW_SCHEMA.MISLAID RENAME TO BRAND_A_DB.RAW_SCHEMA.ORDERS");
        await (await PlanAsync(world)).ApplyAsync(world.Emulator, cancellationToken: Cancellation);
        await NextCutAsync(world);
        Assert.Equal(world.Source.Expected, world.Sql.Rows(Rows));
    }

    [Fact]
    public async Task Apply_WithConsent_EmptiesCi_AndTheMergesGoOn()
    {
        await using var world = await LostAsync("DROP TABLE BRAND_A_DB.RAW_SCHEMA.ORDERS");

        await (await PlanAsync(world)).ApplyAsync(world.Emulator, acceptLoss: true, cancellationToken: Cancellation);

        Assert.Empty(world.Sql.Rows(Rows));
        await NextCutAsync(world);
        Assert.Equal(world.Sql.Rows(Rows.Replace("CI_DB.CI_SCHEMA", "BRAND_A_DB.RAW_SCHEMA", StringComparison.Ordinal)), world.Sql.Rows(Rows));
        Assert.True((await PlanAsync(world)).IsEmpty);
    }

    private static async Task<OperatedWorld> LostAsync(string loss)
    {
        var world = await OperatedWorld.CreateAsync();
        await NextCutAsync(world);
        Assert.NotEmpty(world.Source.Expected);
        Assert.Equal(world.Source.Expected, world.Sql.Rows(Rows));
        world.Sql.Run(loss);
        return world;
    }

    private static async Task NextCutAsync(OperatedWorld world)
    {
        await world.Source.CutAsync(world.Store);
        await world.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
    }

    private static Task<WarehousePlan> PlanAsync(OperatedWorld world) =>
        new WarehousePlanner(world.Emulator).PlanAsync(new WarehouseModel([new BrandModel(OperatedWorld.Brand, $"{world.Store.Location.AbsoluteUri}brand_a/", [ShopSource.Orders])]), Cancellation);
}

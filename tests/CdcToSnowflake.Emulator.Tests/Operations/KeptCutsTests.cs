using CdcToSnowflake.Operations.Reconciliation;

namespace CdcToSnowflake.Emulator.Tests.Operations;

/// <summary>Whether a comparison can know what was in motion.</summary>
public sealed class KeptCutsTests
{
    [Fact]
    public async Task Check_CutsAfterThatAreThere_Passes_AndOnceOneIsPurgedSaysWhatToDo()
    {
        await using var world = await OperatedWorld.CreateAsync();
        await CheckAsync(world, 0);
        for (var cut = 0; cut < 3; cut++)
        {
            await world.Source.CutAsync(world.Store);
        }

        await world.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        await CheckAsync(world, 0);
        world.Sql.Run("DELETE FROM BRAND_A_DB.STG_SCHEMA.CDC_CUT WHERE CUT <= 2");
        await CheckAsync(world, 2);
        await CheckAsync(world, 3);
        var error = await Assert.ThrowsAsync<ReconciliationException>(() => CheckAsync(world, 1));
        Assert.Contains("StgKeep", error.Message, StringComparison.Ordinal);
    }

    private static Task CheckAsync(OperatedWorld world, ulong after) => KeptCuts.CheckAsync(world.Sql, world.Generated, OperatedWorld.Brand, "shop.orders", after, TestContext.Current.CancellationToken);
}

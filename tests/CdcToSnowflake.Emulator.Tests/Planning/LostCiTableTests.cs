using CdcToSnowflake.Emulator.Tests.Operations;
using CdcToSnowflake.Model;
using CdcToSnowflake.Warehouse.Planning;

namespace CdcToSnowflake.Emulator.Tests.Planning;

/// <summary>A CI table that somebody dropped is made anew with all that RAW holds, wherever the plan is broken off.</summary>
public sealed class LostCiTableTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Plan_BrokenOffAtEachStep_TheNextBringsWhatRawHolds()
    {
        for (var steps = 0; ; steps++)
        {
            await using var world = await OperatedWorld.CreateAsync();
            await world.Source.CutAsync(world.Store);
            await world.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
            Assert.NotEmpty(world.Source.Expected);
            world.Sql.Run("DROP TABLE CI_DB.CI_SCHEMA.ORDERS");
            var plan = await PlanAsync(world);
            Assert.Equal(["object/label", "table/create-ci", "stream/reconcile-raw"], plan.Steps.Select(step => step.Statement.Template).Where(template => template is not ("task/create" or "task/resume" or "task/suspend")).Take(3));
            foreach (var step in plan.Steps.Take(steps))
            {
                world.Sql.Run(step.Statement.Text);
            }

            await (await PlanAsync(world)).ApplyAsync(world.Emulator, cancellationToken: Cancellation);
            await world.Source.CutAsync(world.Store);
            await world.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));

            Assert.Equal(world.Source.Expected, world.Sql.Rows("SELECT \"ID\", \"TOTAL\", \"NOTE\" FROM CI_DB.CI_SCHEMA.ORDERS ORDER BY \"ID\""));
            Assert.Empty((await PlanAsync(world)).Steps);
            if (steps == plan.Steps.Count)
            {
                return;
            }
        }
    }

    private static Task<WarehousePlan> PlanAsync(OperatedWorld world) =>
        new WarehousePlanner(world.Emulator).PlanAsync(new WarehouseModel([new BrandModel(OperatedWorld.Brand, $"{world.Store.Location.AbsoluteUri}brand_a/", [ShopSource.Orders])]), Cancellation);
}

using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Warehouse.Planning;
using CdcToSnowflake.Warehouse.Planning.Inventory;
using static CdcToSnowflake.Tests.Sql.SampleModels;

namespace CdcToSnowflake.Tests.Warehouse.Planning;

/// <summary>A pipe is given to the loader's role only where that leaves it running, and within sight of who plans and of who owned it.</summary>
public sealed class PipeHandOverTests
{
    private static readonly WarehouseModel Model = new([new BrandModel("b", "s3://cdc/b/", [Orders])]);
    private static readonly SqlOptions Options = new() { Account = new AccountOptions { Roles = new RoleOptions() } };
    private static readonly ObjectName Cut = new("B_DB", "STG_SCHEMA", "CDC_CUT_PIPE");

    [Theory]
    [InlineData("DEPLOYER", true, true, false, null)]
    [InlineData("ADMIN", true, true, true, null)]
    [InlineData("ADMIN", true, true, false, "Grant CDC_LOADER to DEPLOYER, and plan again")]
    [InlineData("ADMIN", true, false, true, "Plan once as a role that holds DEPLOYER and CDC_LOADER")]
    [InlineData("ADMIN", true, null, true, "Plan once as a role that holds DEPLOYER and CDC_LOADER")]
    [InlineData("DEPLOYER", false, true, false, "Grant CDC_LOADER to the role that plans")]
    public void Plan_PipeOfAnotherRole_IsGivenOrLeftRunningWithARemark(string planner, bool holdsLoader, bool? holdsOwner, bool isGranted, string? told)
    {
        WarehouseInventory there = Accounts.After(Model, options: Options);
        there.Pipes[Cut] = there.Pipes[Cut] with { Owner = "DEPLOYER" };
        (there.Planner, there.HoldsLoader) = (planner, holdsLoader);
        if (holdsOwner is { } holds)
        {
            there.Owners["DEPLOYER"] = holds;
        }
        if (isGranted)
        {
            there.Grants.Add(new GrantFact("DEPLOYER", "USAGE", "ROLE", new ObjectName("CDC_LOADER"), IsFuture: false));
        }

        WarehousePlan plan = Plan(there);

        Assert.Equal(told is null ? ["object/label", "pipe/pause", "grant/own-pipe", "pipe/resume", "object/label"] : [], plan.Steps.Select(step => step.Statement.Template));
        Assert.Equal(told is not null, plan.Remarks.Any(remark => remark.StartsWith("1 pipes aren't given to CDC_LOADER", StringComparison.Ordinal) && remark.Contains(told ?? "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Plan_PipeThatStandsStill_IsLeftSo_WithARemark()
    {
        WarehouseInventory there = Accounts.After(Model, options: Options);
        there.Pipes[Cut] = there.Pipes[Cut] with { Owner = "DEPLOYER", IsPaused = true };
        (there.Planner, there.HoldsLoader, there.Owners["DEPLOYER"]) = ("DEPLOYER", true, true);

        WarehousePlan plan = Plan(there);

        Assert.Empty(plan.Steps);
        Assert.Contains("they stand still", Assert.Single(plan.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_NewPipesOfWhoCannotDoWhatTheLoaderCan_AreNeverPaused()
    {
        WarehousePlan plan = Plan(new WarehouseInventory());

        Assert.DoesNotContain(plan.Steps, step => step.Statement.Template is "pipe/pause" or "grant/own-pipe" or "pipe/resume");
        Assert.Contains("2 pipes aren't given to CDC_LOADER", Assert.Single(plan.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_PipeIsTheLoadersAndWhoPlansDoesNotSeeIt_IsRefusedWithTheGrantThatItTakes()
    {
        WarehouseInventory there = Accounts.After(Model, options: Options);
        there.Grants.Add(new GrantFact("CDC_LOADER", "OWNERSHIP", "PIPE", Cut, IsFuture: false));
        there.Pipes.Remove(Cut);
        there.HoldsLoader = false;

        Assert.Contains("Grant CDC_LOADER to the role that plans", Assert.Throws<PlanException>(() => Plan(there)).Message, StringComparison.Ordinal);
    }

    private static WarehousePlan Plan(WarehouseInventory there) => WarehousePlanner.Plan(Model, new SnowflakeSql(Model, Options), there);
}

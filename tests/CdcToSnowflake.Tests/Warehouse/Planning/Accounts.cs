using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Warehouse.Planning;
using CdcToSnowflake.Warehouse.Planning.Inventory;

namespace CdcToSnowflake.Tests.Warehouse.Planning;

/// <summary>Accounts as they are found.</summary>
internal static class Accounts
{
    /// <summary>An account after a plan for a model, or after the first steps of it, as the steps themselves note. That they note what their SQL does is proven where it runs.</summary>
    public static WarehouseInventory After(WarehouseModel model, int steps = int.MaxValue, SqlOptions? options = null)
    {
        WarehouseInventory there = new() { HoldsLoader = true };
        foreach (PlanStep step in WarehousePlanner.Plan(model, new SnowflakeSql(model, options), there).Steps.Take(steps))
        {
            step.Effect();
        }
        foreach ((var pipe, PipeFacts facts) in there.Pipes.ToList())
        {
            there.Pipes[pipe] = facts with { Queue = "arn:aws:sqs:eu-central-1:1:snowpipe" };
        }
        return there;
    }
}

using CdcToSnowflake.Warehouse.Planning;

namespace CdcToSnowflake.IntegrationTests.Readme;

internal static class PlanAccount
{
    public static async Task RunAsync(System.Data.Common.DbDataSource account, CdcToSnowflake.Model.WarehouseModel model, CancellationToken cancellationToken)
    {
        var plan = await new WarehousePlanner(account).PlanAsync(model, cancellationToken);
        Console.WriteLine(plan.ToScript()); // each statement with its reason and its cost; empty when all is there
        await plan.ApplyAsync(account, cancellationToken: cancellationToken);
    }
}

using System.Data.Common;
using CdcToSnowflake.Model;
using CdcToSnowflake.Warehouse.Planning;

namespace CdcToSnowflake.IntegrationTests.Readme;

internal static class PlanAccount
{
    public static async Task RunAsync(DbDataSource account, WarehouseModel model, CancellationToken cancellationToken)
    {
        var plan = await new WarehousePlanner(account).PlanAsync(model, cancellationToken);
        Console.WriteLine(plan.ToScript()); // each statement with its reason and its cost; empty when all is there
        await plan.ApplyAsync(account, cancellationToken: cancellationToken);
    }
}

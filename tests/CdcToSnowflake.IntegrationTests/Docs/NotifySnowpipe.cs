using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse.Planning;

namespace CdcToSnowflake.IntegrationTests.Docs;

internal static class NotifySnowpipe
{
    public static async Task RunAsync(System.Data.Common.DbDataSource account, CancellationToken cancellationToken)
    {
        var planner = new WarehousePlanner(account);
        var model = new WarehouseModel([new BrandModel("BRAND_A", "s3://cdc/prod/BRAND_A/", []) { StorageIntegration = "CDC_S3" }]);
        await (await planner.PlanAsync(model, cancellationToken)).ApplyAsync(account, cancellationToken: cancellationToken);

        using var bucket = new S3BucketNotifications(new S3StoreOptions { Bucket = "cdc", Prefix = "prod", Region = "eu-central-1" });
        foreach (var queue in (await planner.PlanAsync(model, cancellationToken)).Queues)
        {
            await bucket.EnsureAsync(queue, cancellationToken);
        }
    }
}

using CdcToSnowflake.Operations;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.IntegrationTests.Docs;

internal static class ReadModel
{
    public static async Task<CdcToSnowflake.Model.WarehouseModel> RunAsync(CdcToSnowflake.Storage.IObjectStore store, CancellationToken cancellationToken)
    {
        var deployment = new DeploymentOptions(); // as the service has it: Snowflake:Deployment
        var model = await StoredModel.ReadAsync(store, ["BRAND_A", "BRAND_B"], deployment, cancellationToken);
        return model;
    }
}

using CdcToSnowflake.Warehouse;
using CdcToSnowflake.Warehouse.Connections;

namespace CdcToSnowflake.IntegrationTests.Readme;

internal static class DeployToAccount
{
    public static async Task RunAsync(CdcToSnowflake.Model.SourceTable orders, CancellationToken cancellationToken)
    {
        await using var account = SnowflakeDataSource.Create(
            "account=myorg-myaccount;user=cdc;authenticator=snowflake_jwt;private_key_file=rsa_key.p8;warehouse=etl;role=loader");
        using var deployment = new SnowflakeDeployment(account);
        await deployment.EnsureBrandAsync("BRAND_A", new Uri("s3://cdc/prod/"), cancellationToken);
        await deployment.ShapeAppearedAsync("BRAND_A", orders, cancellationToken);
    }
}

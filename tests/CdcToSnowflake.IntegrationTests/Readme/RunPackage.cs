using CdcToSnowflake.Hosting;
using Microsoft.Extensions.Hosting;

namespace CdcToSnowflake.IntegrationTests.Readme;

/// <summary>The code in the package's own README, which needs nothing else.</summary>
internal static class RunPackage
{
    public static async Task RunAsync(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddCdcToSnowflake(cdc =>
        {
            cdc.ToS3(s3 => { s3.Bucket = "cdc"; s3.Prefix = "prod"; });
            cdc.ToSnowflake(snowflake => snowflake.ConnectionString = "account=…;user=cdc;…");   // or cdc.ToEmulator("local.db")
            cdc.AddBrand("BRAND_A", brand => brand.FromMySql("Server=db-a;User ID=cdc;Password=…").Tables("shop.*"));
            cdc.AddBrand("BRAND_B", brand => brand.FromMySql("Server=db-b;User ID=cdc;Password=…").Tables("shop.*"));
        });
        await builder.Build().RunAsync();
    }
}

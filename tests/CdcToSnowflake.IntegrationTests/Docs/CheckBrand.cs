using CdcToSnowflake.Preflight;

namespace CdcToSnowflake.IntegrationTests.Docs;

internal static class CheckBrand
{
    public static async Task RunAsync(CdcToSnowflake.Storage.IObjectStore store, System.Data.Common.DbDataSource account, CancellationToken cancellationToken)
    {
        var report = await new BrandPreflight("BRAND_A", "Server=db-a;User ID=cdc;Password=…", store, account).RunAsync(cancellationToken);
        Console.WriteLine(report.ToTable());
    }
}

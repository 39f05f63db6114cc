using System.Data.Common;
using CdcToSnowflake.Preflight;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.IntegrationTests.Docs;

internal static class CheckBrand
{
    public static async Task RunAsync(IObjectStore store, DbDataSource account, CancellationToken cancellationToken)
    {
        var report = await new BrandPreflight("BRAND_A", "Server=db-a;User ID=cdc;Password=…", store, account).RunAsync(cancellationToken);
        Console.WriteLine(report.ToTable());
    }
}

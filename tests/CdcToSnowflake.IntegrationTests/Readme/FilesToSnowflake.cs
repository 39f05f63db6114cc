using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.IntegrationTests.Readme;

internal static class FilesToSnowflake
{
    public static async Task RunAsync(string[] args)
    {
        await using var snowflake = new SnowflakeEmulator();
        var store = await snowflake.WatchAsync(new FolderObjectStore("cuts"));     // or new S3ObjectStore(…)
        using var deployment = new SnowflakeDeployment(snowflake);
        await deployment.EnsureBrandAsync("BRAND_A", store.Location);
        var binlogs = new BinlogFileReader(args);                                  // or new BinlogClient(…)
        await new BrandCapture("BRAND_A", binlogs, store, new CaptureOptions { Tables = ["shop.*"] }, deployment).RunAsync();
        await snowflake.DrainAsync();                                              // loads the files and runs the merges, to the end

        await using var query = snowflake.CreateCommand("SELECT COUNT(*) FROM CI_DB.CI_SCHEMA.ORDERS");
        Console.WriteLine($"{await query.ExecuteScalarAsync()} orders");
    }
}

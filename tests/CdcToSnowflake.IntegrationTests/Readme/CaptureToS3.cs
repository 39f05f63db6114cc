using CdcToSnowflake.Capture;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.IntegrationTests.Readme;

internal static class CaptureToS3
{
    public static async Task RunAsync(CdcToSnowflake.Binlog.BinlogClient client, CancellationToken cancellationToken)
    {
        using var store = new S3ObjectStore(new S3StoreOptions { Bucket = "cdc", Prefix = "prod", Region = "eu-central-1" });
        var options = new CaptureOptions { Tables = ["shop.*"], CutInterval = TimeSpan.FromSeconds(10) };
        var tables = new MySqlSnapshotSource("Server=127.0.0.1;User ID=cdc;Password=secret"); // reads what is there already
        var capture = new BrandCapture("BRAND_A", client, store, options, snapshots: tables);
        await capture.RunAsync(cancellationToken);
    }
}

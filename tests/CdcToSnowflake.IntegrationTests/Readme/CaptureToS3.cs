using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.IntegrationTests.Readme;

internal static class CaptureToS3
{
    public static async Task RunAsync(BinlogClient client, CancellationToken cancellationToken)
    {
        using var store = new S3ObjectStore(new S3StoreOptions { Bucket = "cdc", Prefix = "prod", Region = "eu-central-1" });
        var options = new CaptureOptions { Tables = ["shop.*"], CutInterval = TimeSpan.FromSeconds(10) };
        var capture = new BrandCapture("BRAND_A", client, store, options);
        await capture.RunAsync(cancellationToken);
    }
}

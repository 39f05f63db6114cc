using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;

namespace CdcToSnowflake.IntegrationTests.Docs;

internal static class ReadAgain
{
    public static async Task RunAsync(CdcToSnowflake.Storage.IObjectStore store, CancellationToken cancellationToken)
    {
        const string server = "Server=db-a;User ID=cdc;Password=…";
        await using var binlog = new BinlogClient(BinlogClientOptions.Parse(server));
        var capture = new BrandCapture("BRAND_A", binlog, store, new CaptureOptions { Tables = ["shop.*"] }, snapshots: new MySqlSnapshotSource(server));
        await capture.RequestSnapshotAsync("shop", "orders", cancellationToken);
    }
}

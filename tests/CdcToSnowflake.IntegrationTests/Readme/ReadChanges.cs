using CdcToSnowflake.Binlog;

namespace CdcToSnowflake.IntegrationTests.Readme;

internal static class ReadChanges
{
    public static async Task RunAsync(IBinlogReader client, BinlogPosition? position, CancellationToken cancellationToken)
    {
        await foreach (var change in client.ReadChangesAsync(position, cancellationToken))
        {
            if (change.Kind == BinlogChangeKind.Update && change.Table == "orders")
                Console.WriteLine($"order {change.After!["id"]}: total {change.Before!.Get<decimal>("total")} → {change.After.Get<decimal>("total")}");
            if (change.IsBoundary)
                position = change.Position; // where to go on after a restart
        }
    }
}

using CdcToSnowflake.Binlog;

namespace CdcToSnowflake.IntegrationTests.Readme;

internal static class ReadBinlog
{
    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var client = new BinlogClient(BinlogClientOptions.Parse("Server=127.0.0.1;User ID=cdc;Password=secret"));
        await foreach (var batch in client.ReadAsync(from: null, cancellationToken))
        {
            while (batch.Read())
            {
                if (batch.Kind == BinlogEventKind.Rows && batch.Table.Name == "orders")
                {
                    foreach (var change in batch.Rows)
                    {
                        var row = change.HasAfter ? change.After : change.Before;
                        Console.WriteLine($"{change.Operation} of order {row.GetUInt64(0)} at {batch.File}:{batch.StartOffset}");
                    }
                }
            }
        }
    }
}

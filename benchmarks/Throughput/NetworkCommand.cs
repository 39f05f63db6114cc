using CdcToSnowflake.Binlog;
using CdcToSnowflake.Throughput.Columns;

namespace CdcToSnowflake.Throughput;

/// <summary>How fast a live server's binlog is read and decoded, up to where the server was at the start.</summary>
internal static class NetworkCommand
{
    public static async Task<string> RunAsync(string connectionString, Arguments arguments)
    {
        var repeat = arguments.Count("--repeat", 3);
        var jsonAsText = !arguments.IsFirst("--json", "binary", "text");
        var from = arguments.Text("--from");
        var count = arguments.Count("--files", 10_000);
        arguments.ThrowIfLeftOver();
        var client = new BinlogClient(Options(connectionString));
        await using (client.ConfigureAwait(false))
        {
            var files = Range((await client.InspectAsync().ConfigureAwait(false)).Logs, from, count);
            var sink = new ColumnSink(jsonAsText);
            var passes = new List<Pass>();
            for (var i = 0; i <= repeat; i++)
            {
                passes.Add(await Pass.MeasureAsync(() => ReadAsync(client, sink, files)).ConfigureAwait(false));
            }

            // The first pass was there to warm up.
            return Report.Line(passes[1..]);
        }
    }

    private static BinlogClientOptions Options(string connectionString)
    {
        try
        {
            return BinlogClientOptions.Parse(connectionString);
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static List<BinlogLogFile> Range(IReadOnlyList<BinlogLogFile>? files, string? from, int count)
    {
        if (files is not { Count: > 0 })
        {
            throw new UsageException("The server lists no binlog files; the account may lack REPLICATION CLIENT.");
        }

        var range = files.SkipWhile(file => from is not null && file.Name != from).Take(count).ToList();
        return range.Count > 0 ? range : throw new UsageException($"The server has no binlog file {from}; it has {files[0].Name} to {files[^1].Name}.");
    }

    private static async Task<Pass> ReadAsync(BinlogClient client, ColumnSink sink, List<BinlogLogFile> files)
    {
        sink.Restart();
        var end = files[^1];
        await foreach (var batch in client.ReadAsync(new BinlogPosition(files[0].Name, BinlogPosition.FirstEvent)).ConfigureAwait(false))
        {
            while (batch.Read())
            {
                if (batch.Kind == BinlogEventKind.Rows)
                {
                    sink.Add(batch);
                }

                if (batch.EndOffset >= end.Size && batch.File == end.Name)
                {
                    return new Pass(files.Sum(file => file.Size), batch.EventsRead, sink.Rows, sink.Checksum());
                }
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }
}

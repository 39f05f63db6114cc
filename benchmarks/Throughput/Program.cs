using System.Diagnostics;
using System.Globalization;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Binlog.Events;
using CdcToSnowflake.Throughput;

// decode FILE [--repeat N] [--crc on|off] [--json binary|text]
if (args is not ["decode", var path, ..])
{
    Console.Error.WriteLine("usage: Throughput decode FILE [--repeat N] [--crc on|off] [--json binary|text]");
    return 2;
}

string Option(string name, string otherwise) => Array.IndexOf(args, name) is > 0 and var at && at + 1 < args.Length ? args[at + 1] : otherwise;
var repeat = int.Parse(Option("--repeat", "5"), CultureInfo.InvariantCulture);
var options = new BinlogOptions { VerifyChecksums = Option("--crc", "on") == "on" };
var file = File.ReadAllBytes(path);
var sink = new ColumnSink(jsonAsText: Option("--json", "binary") == "text");
for (var run = 0; run < repeat; run++)
{
    sink.Restart();
    long events = 0, rows = 0;
    var allocated = GC.GetAllocatedBytesForCurrentThread();
    var cpu = Environment.CpuUsage.TotalTime;
    var clock = Stopwatch.StartNew();
    using var decoder = new BinlogDecoder(options, fromServer: false);
    decoder.Start(null);
    var batch = decoder.Decode(file.AsMemory(4));
    while (batch.Read())
    {
        events++;
        if (batch.Kind == BinlogEventKind.Rows)
        {
            sink.Use(batch.Table);
            foreach (var change in batch.Rows)
            {
                rows++;
                if (change.HasBefore)
                {
                    change.Before.Visit(ref sink.Visitor);
                }

                if (change.HasAfter)
                {
                    change.After.Visit(ref sink.Visitor);
                }

                sink.EndRow();
            }
        }
    }

    var checksum = sink.Checksum();
    var seconds = clock.Elapsed.TotalSeconds;
    var cpuSeconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
    allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"mb_per_s\":{file.Length / 1e6 / seconds:F1},\"rows_per_s\":{rows / seconds:F0},\"rows_per_cpu_s\":{rows / cpuSeconds:F0},\"events\":{events},\"rows\":{rows},\"bytes_per_row_allocated\":{(double)allocated / Math.Max(rows, 1):F3},\"checksum\":\"{checksum:x16}\"}}"));
}

return 0;

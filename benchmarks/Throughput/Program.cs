using System.Data.Common;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Storage;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Throughput;
using CdcToSnowflake.Throughput.Captured;
using CdcToSnowflake.Throughput.Generate;
using CdcToSnowflake.Throughput.Legacy;
using CdcToSnowflake.Throughput.Planned;
using CdcToSnowflake.Throughput.Scaling;

const string Usage = """
    usage: Throughput decode FILE [--repeat N] [--crc on|off] [--json binary|text]
                      network CONNECTION_STRING [--from BINLOG] [--files N] [--repeat N] [--json binary|text]
                      compare FILE [--repeat N] [--json binary|text]
                      capture FILE… [--format parquet|ndjson|csv] [--level fastest|optimal|smallest] [--repeat N]
                      plan [--tables N] [--brands N] [--repeat N]
                      legacy FOLDER [--days N]
                      scale FOLDER [--curve rows|tables|brands|columns|transaction] [--repeat N]
                      charts FOLDER
                      generate narrow|wide FOLDER
    """;
try
{
    switch (args)
    {
        case ["decode", var file, ..]:
            Console.WriteLine(DecodeCommand.Run(file, new Arguments(args.AsSpan(2))));
            return 0;
        case ["network", var connectionString, ..]:
            Console.WriteLine(await NetworkCommand.RunAsync(connectionString, new Arguments(args.AsSpan(2))).ConfigureAwait(false));
            return 0;
        case ["compare", var file, ..]:
            Console.WriteLine(CompareCommand.Run(file, new Arguments(args.AsSpan(2))));
            return 0;
        case ["capture", ..]:
            Console.WriteLine(await CaptureCommand.RunAsync(args[1..]).ConfigureAwait(false));
            return 0;
        case ["plan", ..]:
            Console.WriteLine(PlanCommand.Run(new Arguments(args.AsSpan(1))));
            return 0;
        case ["legacy", var folder, ..]:
            Console.WriteLine(await LegacyCommand.RunAsync(folder, new Arguments(args.AsSpan(2))).ConfigureAwait(false));
            return 0;
        case ["scale", var folder, ..]:
            await ScaleCommand.RunAsync(folder, new Arguments(args.AsSpan(2))).ConfigureAwait(false);
            return 0;
        case ["charts", var folder]:
            ChartsCommand.Run(folder);
            return 0;
        case ["generate", "narrow" or "wide", var folder]:
            await GenerateCommand.RunAsync(args[1], folder).ConfigureAwait(false);
            return 0;
        case ["--help" or "-h"]:
            Console.WriteLine(Usage);
            return 0;
        default:
            Console.Error.WriteLine(Usage);
            return 2;
    }
}
catch (UsageException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
catch (Exception e) when (e is BinlogException or CaptureException or StorageException or TestServerException or DbException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

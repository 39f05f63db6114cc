using System.Diagnostics;
using System.Globalization;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.EmulatorFlow;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;

// The embedded Snowflake's whole way, by the SDK's own SQL: Parquet files → pipe → STG → task, MERGE → RAW → stream, task, MERGE → CI.
if (args is ["catalog", .. var size] && size.Length < 2)
{
    return await CatalogRun.RunAsync(size is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 10_000).ConfigureAwait(false);
}

if (args is not [] and not [_] and not [_, _] || (args.Length > 0 && args[0] is "--help" or "-h"))
{
    Console.Error.WriteLine("usage: EmulatorFlow [ROWS, 1000000 by default] [CUTS, 10 by default]\n       EmulatorFlow catalog [TABLES, 10000 by default]");
    return 2;
}

var rows = args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
var cuts = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10;
var folder = Directory.CreateTempSubdirectory("emulator-flow-").FullName;
try
{
    var store = new FolderObjectStore(Path.Combine(folder, "store"));
    await new OrdersLog(store, rows, cuts).WriteAsync().ConfigureAwait(false);

    var emulator = new SnowflakeEmulator(new EmulatorOptions { Database = Path.Combine(folder, "snowflake.db") });
    await using (emulator.ConfigureAwait(false))
    {
        using var deployment = new SnowflakeDeployment(emulator);
        await deployment.EnsureBrandAsync(OrdersLog.Brand, store.Location).ConfigureAwait(false);
        await deployment.ShapeAppearedAsync(OrdersLog.Brand, OrdersLog.Table, CancellationToken.None).ConfigureAwait(false);

        var (clock, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        await emulator.WatchAsync(store).ConfigureAwait(false);
        await emulator.DrainAsync().ConfigureAwait(false);
        var (total, used) = (clock.Elapsed, Environment.CpuUsage.TotalTime - processor);

        var result = new FlowResult(emulator);
        Console.WriteLine(result.Json(rows, cuts, total, used));
        return result.IsComplete(rows, cuts) ? 0 : 1;
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

// The whole way on one machine: binlogs → cuts in an object store → STG → RAW → CI, and the proof that RAW is what the source holds.
using CdcToSnowflake.Capture;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.Model;
using CdcToSnowflake.Warehouse;
using Quickstart;
using Quickstart.Sources;

return await Shell.RunAsync(args, async (arguments, ctrlC) =>
{
    using var workspace = new Workspace(arguments);
    var names = new WarehouseNames();
    names = names with { Table = arguments.TableName ?? names.Table };

    // Snowflake: any DbDataSource will do. This one runs the same SQL in this process, and its tasks needn't wait for Snowflake's ten seconds.
    await using var snowflake = new SnowflakeEmulator(new() { Database = workspace.Database, MinimumTriggerInterval = TimeSpan.FromSeconds(1) });

    // The object store, watched: each file that is written is announced to the pipes, as S3 does it for Snowpipe.
    var store = await snowflake.WatchAsync(workspace.Store, ctrlC);

    // The warehouse follows the tables as the captures meet them: columns, pipes, streams, tasks.
    using var deployment = new SnowflakeDeployment(snowflake, new() { Names = names });
    var tables = new SeenTables(deployment);

    // A capture for each brand, which takes its binlog to the store in cuts of whole transactions.
    var capture = new CaptureOptions { KeyColumns = arguments.Keys };
    capture = capture with
    {
        Tables = arguments.Tables.Count > 0 ? arguments.Tables : capture.Tables,
        CutInterval = arguments.CutInterval ?? TimeSpan.FromSeconds(2),
        CutRows = arguments.Sources.Count > 0 ? capture.CutRows : 4_000, // so that files, too, come in more than one cut
    };
    if (arguments.Preflight)
    {
        return await Preflights.RunAsync(arguments.Sources, workspace.Store, snowflake, capture, names, ctrlC);
    }

    await using var run = new Run(arguments, BrandSources.Open(arguments, capture), snowflake);
    await run.PrepareAsync(ctrlC);
    foreach (var source in run.Sources)
    {
        await deployment.EnsureBrandAsync(source.Brand, store.Location, ctrlC);
        await SameStore.CheckAsync(snowflake, new(names), source.Brand, store, ctrlC);
        run.Add(source, new BrandCapture(source.Brand, source.Binlog, store, capture, tables, source.Schema, snapshots: source.Tables));
    }

    // Everything runs until the files end, or live sources are quiet or Ctrl-C comes; then the results.
    return await run.ToTheEndAsync(names, tables, ctrlC);
});

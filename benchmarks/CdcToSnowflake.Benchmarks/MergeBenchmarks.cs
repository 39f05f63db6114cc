using System.Data.Common;
using System.Globalization;
using BenchmarkDotNet.Attributes;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.EmulatorFlow;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.Benchmarks;

/// <summary>The two merges of the SDK's own SQL on the embedded Snowflake: a task's whole run, of one table and two cuts. Results in <c>benchmarks/results/merges.md</c>.</summary>
[MemoryDiagnoser]
public class MergeBenchmarks : IDisposable
{
    private const string Raw = "BENCH_DB.STG_SCHEMA.MERGE_RAW";
    private const string Ci = "CI_DB.CI_SCHEMA.MERGE_CI";
    private const int Cuts = 2;

    private string _folder = "";
    private SnowflakeEmulator? _emulator;
    private DbConnection? _session;

    /// <summary>Changes: of the second half a tenth are updates of rows of the first.</summary>
    [Params(10_000, 100_000)]
    public int Changes { get; set; }

    [IterationSetup(Target = nameof(StgToRaw))]
    public void Load() => LoadAsync().GetAwaiter().GetResult();

    [IterationSetup(Target = nameof(RawToCi))]
    public void LoadAndMerge()
    {
        Load();
        StgToRaw();
    }

    [Benchmark(Baseline = true)]
    public void StgToRaw() => Run(Raw, "BENCH_DB.RAW_SCHEMA.ORDERS");

    [Benchmark]
    public void RawToCi() => Run(Ci, "CI_DB.CI_SCHEMA.ORDERS");

    [IterationCleanup]
    public void Dispose()
    {
        _session?.Dispose();
        _emulator?.Dispose();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        GC.SuppressFinalize(this);
    }

    private async Task LoadAsync()
    {
        _folder = Directory.CreateTempSubdirectory("merge-benchmarks-").FullName;
        var store = new FolderObjectStore(Path.Combine(_folder, "store"));
        await new OrdersLog(store, Changes, Cuts).WriteAsync().ConfigureAwait(false);
        _emulator = new SnowflakeEmulator(new EmulatorOptions { Database = Path.Combine(_folder, "snowflake.db") });
        using var deployment = new SnowflakeDeployment(_emulator);
        await deployment.EnsureBrandAsync(OrdersLog.Brand, store.Location).ConfigureAwait(false);
        await deployment.ShapeAppearedAsync(OrdersLog.Brand, OrdersLog.Table, CancellationToken.None).ConfigureAwait(false);
        _session = await _emulator.OpenConnectionAsync().ConfigureAwait(false);
        Execute($"ALTER TASK {Raw} SUSPEND");
        Execute($"ALTER TASK {Ci} SUSPEND");
        await _emulator.WatchAsync(store).ConfigureAwait(false);
        await _emulator.DrainAsync().ConfigureAwait(false);
        Expect("BENCH_DB.STG_SCHEMA.ORDERS", Changes);
    }

    private void Run(string task, string into)
    {
        Execute($"EXECUTE TASK {task}");
        _emulator!.StepAsync().GetAwaiter().GetResult();
        Expect(into, Changes - (Changes / Cuts / 10));
    }

    // What merged nothing is no measure.
    private void Expect(string table, long rows)
    {
        var there = Convert.ToInt64(Command($"SELECT COUNT(*) FROM {table}").ExecuteScalar(), CultureInfo.InvariantCulture);
        if (there != rows)
        {
            throw new InvalidOperationException($"{table} has {there} rows, not {rows}.");
        }
    }

    private void Execute(string sql) => Command(sql).ExecuteNonQuery();

    private DbCommand Command(string sql)
    {
        var command = _session!.CreateCommand();
#pragma warning disable CA2100 // The names are this program's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}

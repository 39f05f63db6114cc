using System.Data.Common;
using System.Globalization;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Warehouse.Planning;

namespace CdcToSnowflake.Emulator.Tests.Merges;

/// <summary>One brand in the emulator, with the tasks as planned. STG and CDC_CUT are filled by the tests as Snowpipe would fill them.</summary>
internal sealed class EmulatedBrand : IAsyncDisposable
{
    private const string Stg = "\"B_DB\".\"STG_SCHEMA\".";

    private readonly SnowflakeEmulator _emulator;

    public EmulatedBrand(TimeProvider? clock = null)
    {
        _emulator = new SnowflakeEmulator(new EmulatorOptions { MinimumTriggerInterval = TimeSpan.Zero, Clock = clock ?? TimeProvider.System });
        Sql = _emulator.OpenConnection();
    }

    public DbConnection Sql { get; }

    /// <summary>Of all tables.</summary>
    public TableOptions Options { get; init; } = new();

    /// <summary>The brand's watermark.</summary>
    public int Merged => int.Parse(Sql.One($"SELECT \"MERGED_CUT\" FROM {Stg}CDC_PROGRESS WHERE \"NAME\" = 'RAW'"), CultureInfo.InvariantCulture);

    public static SourceTable Table(string name) => new("s", name, [new SourceColumn("k", new SourceType(SourceKind.Int), IsNullable: false), new SourceColumn("v", new SourceType(SourceKind.Int), IsNullable: true)], ["k"]);

    public static SourceTable Log(string name) => Table(name) with { Key = [], IsAppendOnly = true };

    public static SnowflakeSql Generation(SqlOptions options, TableOptions ofTables, params IReadOnlyList<SourceTable> tables) => new(Model(ofTables, tables), options);

    public async Task PlanAsync(SqlOptions options, params IReadOnlyList<SourceTable> tables)
    {
        var plan = await new WarehousePlanner(_emulator, options).PlanAsync(Model(Options, tables), TestContext.Current.CancellationToken);
        await plan.ApplyAsync(_emulator, cancellationToken: TestContext.Current.CancellationToken);
    }

    /// <summary>A cut's manifest: its header, and a line of each table with its number of rows.</summary>
    public void LoadManifest(int cut, params IReadOnlyList<(SourceTable Table, int Rows)> tables)
    {
        LoadHeader(cut, tables.Count, null);
        foreach (var (table, rows) in tables)
        {
            LoadTable(cut, table, rows);
        }
    }

    public void LoadTable(int cut, SourceTable table, int rows) => Load(cut, $"'table', '{StorePath.Table(table.Schema, table.Name)}', '{table.Shape}', {rows}, NULL, NULL, NULL");

    /// <summary>The header alone, which says how many tables' lines and how many ended snapshots' there are.</summary>
    public void LoadHeader(int cut, int tables, int? sweeps) => Load(cut, string.Create(CultureInfo.InvariantCulture, $"'cut', NULL, NULL, NULL, {tables}, {sweeps?.ToString(CultureInfo.InvariantCulture) ?? "NULL"}, NULL"));

    public void LoadSweep(int cut, SourceTable table, int firstCut) => Load(cut, $"'sweep', '{StorePath.Table(table.Schema, table.Name)}', NULL, NULL, NULL, NULL, {firstCut}");

    /// <summary>A table's rows of a cut: insertions of these keys, each with the cut as its value.</summary>
    public void LoadRows(int cut, SourceTable table, params IEnumerable<int> keys) =>
        Sql.Run($"INSERT INTO {Stg}\"{table.Name.ToUpperInvariant()}\" (\"K\", \"V\", \"_OP\", \"_UPDATED_AT\", \"_CUT\", \"_SEQ\", \"_WRITER\") VALUES "
            + string.Join(", ", keys.Select((key, row) => string.Create(CultureInfo.InvariantCulture, $"({key}, {cut}, 'I', '2026-01-01 00:00:00', {cut}, {row}, 'w')"))));

    /// <summary>Cuts with one row of each table: an insertion of the cut's number as key.</summary>
    public void LoadCuts(IEnumerable<int> cuts, params IReadOnlyList<SourceTable> tables)
    {
        foreach (var cut in cuts)
        {
            LoadManifest(cut, [.. tables.Select(table => (table, 1))]);
            foreach (var table in tables)
            {
                LoadRows(cut, table, cut);
            }
        }
    }

    /// <summary>Another session.</summary>
    public DbConnection Open() => _emulator.OpenConnection();

    /// <summary>Runs all tasks until none has anything to do.</summary>
    public Task RunAsync() => _emulator.DrainAsync(TestContext.Current.CancellationToken);

    /// <summary>Runs what is due once.</summary>
    public Task<bool> StepAsync() => _emulator.StepAsync(TestContext.Current.CancellationToken);

    /// <summary>Keys and values of a RAW table.</summary>
    public IReadOnlyList<string> Raw(SourceTable table) => Sql.Rows($"SELECT \"K\", \"V\" FROM \"B_DB\".\"RAW_SCHEMA\".\"{table.Name.ToUpperInvariant()}\" ORDER BY 1, 2");

    public async ValueTask DisposeAsync()
    {
        await Sql.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    private static WarehouseModel Model(TableOptions options, IReadOnlyList<SourceTable> tables) => new([new BrandModel("b", "s3://cdc/b/", tables)], null, [new TableRule("s.*", options)]);

    private void Load(int cut, string line) =>
        Sql.Run($"INSERT INTO {Stg}CDC_CUT (\"CUT\", \"WRITER\", \"KIND\", \"TABLE_PATH\", \"SHAPE\", \"ROW_COUNT\", \"TABLE_COUNT\", \"SWEEP_COUNT\", \"FIRST_CUT\") VALUES ({cut.ToString(CultureInfo.InvariantCulture)}, 'w', {line})");
}

using System.Data.Common;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Warehouse;
using CdcToSnowflake.Warehouse.Planning.Inventory;

namespace CdcToSnowflake.Operations.Cost.Reading;

/// <summary>Asks the account's views of usage. Changes nothing.</summary>
internal sealed class CostQuestions(DbConnection connection, SnowflakeSql sql, CostPeriod period, CostOptions options)
{
    /// <summary>The cut intervals that are compared, in seconds.</summary>
    public static readonly IReadOnlyList<int> Intervals = [10, 30, 60, 120, 300, 600];

    /// <summary>Shorter pauses between statements are none: no warehouse suspends itself sooner, since Snowflake looks about every 30 seconds (the manual's "CREATE WAREHOUSE").</summary>
    public const int Pause = 30;

    private const int MostTables = 10_000;

    private readonly long _from = period.From.ToUnixTimeSeconds();
    private readonly long _to = period.To.ToUnixTimeSeconds();
    private readonly long _step = (long)period.Step.TotalSeconds;

    public async Task<CostFacts> ReadAsync(CancellationToken cancellationToken)
    {
        Task<List<T>> AskAsync<T>(SqlStatement question, Func<UsageRow, T> row) => AllAsync(question, reader => row(new UsageRow(reader)), cancellationToken);
        var facts = new CostFacts(period)
        {
            Settings = await AllAsync(sql.Show("warehouses", null, null, null), Setting, cancellationToken).ConfigureAwait(false),
            Metered = await AskAsync(sql.WarehouseCredits(_from, _to, _step), row => new MeteredStep(row.Text(0) ?? "", Step(row, 1), row.Number(2), row.Number(3), row.NumberOrNull(4))).ConfigureAwait(false),
            Loads = await AskAsync(sql.WarehouseLoads(_from, _to), Load).ConfigureAwait(false),
            Activity = await AskAsync(sql.WarehouseActivity(_from, _to, Pause), row => new WarehouseStretch(row.Text(0) ?? "", row.Text(3) is null ? null : row.Name(1), row.Stretch(4), row.Whole(6), row.Number(7))).ConfigureAwait(false),
            TaskActivity = await AskAsync(sql.TaskActivity(_from, _to, Pause), row => new TaskStretch(row.Name(0), row.Stretch(3), row.Whole(5), row.Whole(6), row.Whole(7), row.Milliseconds(8))).ConfigureAwait(false),
            Serverless = await AskAsync(sql.ServerlessTaskCredits(_from, _to, _step), row => new TaskStep(row.Name(0), Step(row, 3), row.Number(4))).ConfigureAwait(false),
            Pipes = await AskAsync(sql.PipeCredits(_from, _to, _step), row => new PipeStep(row.Text(0), row.Text(1), row.Text(2), Step(row, 3), row.Number(4), row.Whole(5), row.Whole(6), row.Whole(7))).ConfigureAwait(false),
            Files = await AskAsync(sql.PipeFiles(_from, _to, Intervals), Files).ConfigureAwait(false),
            Clustering = await AskAsync(sql.ClusteringCredits(_from, _to, _step), row => new ClusteringStep(row.Name(0), Step(row, 3), row.Number(4), row.Whole(5), row.Whole(6))).ConfigureAwait(false),
            Queries = await AskAsync(sql.ExpensiveQueries(_from, _to, options.Queries), Query).ConfigureAwait(false),
            Shares = await AskAsync(sql.QueryCredits(_from, _to), row => new CreditShare(row.Text(0) ?? "", row.Text(1), row.Text(2), row.Number(3))).ConfigureAwait(false),
            Pruning = await AskAsync(
                sql.TablePruning(_from, _to, MostTables), row => new TablePruning(row.Name(0), row.Text(3) ?? "", row.Whole(4), row.Whole(5), row.Whole(6), row.Whole(7), row.Whole(8), row.Whole(9))).ConfigureAwait(false),
        };
        return facts with { Columns = await ColumnsAsync(facts.Pruning, cancellationToken).ConfigureAwait(false) };
    }

    // They matter only where a table may be clustered; its neighbours' say which table a column without one is of.
    private async Task<Dictionary<FullName, IReadOnlyDictionary<string, string>>> ColumnsAsync(IReadOnlyList<TablePruning> pruning, CancellationToken cancellationToken)
    {
        Dictionary<FullName, IReadOnlyDictionary<string, string>> columns = [];
        foreach (var (database, schema) in pruning.Where(table => table.Partitions >= options.LeastPartitions).Select(table => (table.Table.Database, table.Table.Schema)).Distinct())
        {
            var all = await AllAsync(
                sql.ListColumns(new ObjectName(database, schema)),
                reader => new InventoryRow(reader) is var row ? (Table: row.Text("TABLE_NAME"), Column: row.Text("COLUMN_NAME"), Type: row.Text("DATA_TYPE")) : default, cancellationToken).ConfigureAwait(false);
            foreach (var table in all.GroupBy(column => column.Table, StringComparer.Ordinal))
            {
                columns[new FullName(database, schema, table.Key)] = table.ToDictionary(column => column.Column, column => column.Type, StringComparer.Ordinal);
            }
        }

        return columns;
    }

    private async Task<List<T>> AllAsync<T>(SqlStatement question, Func<DbDataReader, T> row, CancellationToken cancellationToken)
    {
        List<T> rows = [];
        await StatementRun.QueryAsync(connection, question, reader => rows.Add(row(reader)), cancellationToken).ConfigureAwait(false);
        return rows;
    }

    private DateTimeOffset Step(UsageRow row, int at) => DateTimeOffset.FromUnixTimeSeconds(row.Whole(at) * _step);

    private static WarehouseSetting Setting(DbDataReader reader)
    {
        var row = new InventoryRow(reader);
        return new WarehouseSetting(row.Text("name"), row.Text("size"), row.Number("auto_suspend") is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : null)
        {
            IsPlain = row.Text("type") is "" or "STANDARD" && row.Text("generation") is "" or "1" && row.Text("resource_constraint") is "" or "STANDARD_GEN_1",
        };
    }

    private static WarehouseLoad Load(UsageRow row) =>
        new(row.Text(0) ?? "", row.Whole(1), row.Milliseconds(3), row.Milliseconds(4), row.Whole(5), row.Whole(6), row.Whole(7), row.Whole(8), row.Whole(9), row.Whole(10));

    private static PipeFiles Files(UsageRow row) => new(
        row.Name(0), row.Whole(3), row.Whole(4), row.Whole(5), row.NumberOrNull(6), row.NumberOrNull(7), Intervals.Select((interval, i) => (interval, Files: row.Whole(8 + i))).ToDictionary(within => within.interval, within => within.Files));

    private static QueryCost Query(UsageRow row) => new(
        row.Text(0) ?? "", row.Text(5) ?? "", row.Text(4) ?? "", row.Text(1), row.Text(2), row.Text(3) ?? "", row.Whole(6), row.NumberOrNull(7), row.Milliseconds(8), row.Milliseconds(9), row.Whole(10), row.Whole(11), row.Whole(12));
}

using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Sql.Views;

namespace CdcToSnowflake.Sql;

public sealed partial class SnowflakeSql
{
    /// <summary>The brand whose database this is; null if it is no brand's of the model.</summary>
    internal string? BrandOfDatabase(string? database) =>
        database is null ? null : _model.Brands.FirstOrDefault(brand => _names.BrandDatabase(brand.Id).Parts[0] == database)?.Id;

    /// <summary>The brand whose merge into RAW a task is; null if it is no such task of the model.</summary>
    internal string? BrandOfMerge(ObjectName task) => _model.Brands.FirstOrDefault(brand => _names.MergeRaw(brand.Id).Equals(task))?.Id;

    /// <summary>The database of all brands' tables.</summary>
    internal string CiDatabaseName => _names.CiDatabase.Parts[0];

    /// <summary>The pipe of a brand's manifests.</summary>
    internal ObjectName CutPipeOf(string brand) => _names.CutPipe(_model.Brand(brand).Id);

    /// <summary>What each warehouse was billed, in steps of time.</summary>
    internal SqlStatement WarehouseCredits(long from, long to, long step) => Steps("cost/warehouses", "WAREHOUSE_METERING_HISTORY", from, to, step);

    /// <summary>What serverless tasks were billed, in steps of time.</summary>
    internal SqlStatement ServerlessTaskCredits(long from, long to, long step) => Steps("cost/serverless-tasks", "SERVERLESS_TASK_HISTORY", from, to, step);

    /// <summary>What pipes were billed, in steps of time.</summary>
    internal SqlStatement PipeCredits(long from, long to, long step) => Steps("cost/pipes", "PIPE_USAGE_HISTORY", from, to, step);

    /// <summary>What automatic clustering was billed, in steps of time.</summary>
    internal SqlStatement ClusteringCredits(long from, long to, long step) => Steps("cost/clustering", "AUTOMATIC_CLUSTERING_HISTORY", from, to, step);

    /// <summary>What the statements of each warehouse went through.</summary>
    internal SqlStatement WarehouseLoads(long from, long to) => Usage("cost/loads", "QUERY_HISTORY", new { From = from, To = to });

    /// <summary>When each warehouse was busy, and for which task.</summary>
    /// <param name="from">Seconds since 1970.</param>
    /// <param name="to">Seconds since 1970.</param>
    /// <param name="pause">How many seconds may lie between two statements of one stretch.</param>
    internal SqlStatement WarehouseActivity(long from, long to, int pause) => Usage("cost/activity", "QUERY_HISTORY", new { From = from, To = to, Pause = pause });

    /// <summary>When each task ran; as <see cref="WarehouseActivity"/>.</summary>
    internal SqlStatement TaskActivity(long from, long to, int pause) => Usage("cost/task-activity", "TASK_HISTORY", new { From = from, To = to, Pause = pause });

    /// <summary>What each pipe's files were, and how many each cut interval would have made.</summary>
    /// <param name="from">Seconds since 1970.</param>
    /// <param name="to">Seconds since 1970.</param>
    /// <param name="intervals">Whole seconds.</param>
    internal SqlStatement PipeFiles(long from, long to, IReadOnlyList<int> intervals) => Usage("cost/files", "COPY_HISTORY", new { From = from, To = to, Intervals = intervals });

    /// <summary>The statements that cost most.</summary>
    internal SqlStatement ExpensiveQueries(long from, long to, int most) => Usage("cost/queries", "QUERY_HISTORY", new { From = from, To = to, Most = most });

    /// <summary>What statements cost by warehouse, database and brand.</summary>
    internal SqlStatement QueryCredits(long from, long to) => Usage("cost/query-credits", "QUERY_ATTRIBUTION_HISTORY", new { From = from, To = to });

    /// <summary>How well statements were pruned, by table.</summary>
    internal SqlStatement TablePruning(long from, long to, int most) => Usage("cost/pruning", "TABLE_QUERY_PRUNING_HISTORY", new { From = from, To = to, Most = most });

    /// <summary>After what time a warehouse suspends itself.</summary>
    internal SqlStatement SetAutoSuspend(string warehouse, TimeSpan after) =>
        Write("cost/set-auto-suspend", new ObjectName(warehouse), name => new { Warehouse = name, Seconds = (long)after.TotalSeconds });

    /// <summary>Has a task run on a warehouse; null for none.</summary>
    internal IEnumerable<SqlStatement> SetTaskCompute(ObjectName task, string? warehouse) =>
    [
        Write("task/suspend", task, name => new { Task = name }),
        Write("cost/set-task-compute", task, name => new { Task = name, HasWarehouse = warehouse is not null, Warehouse = new ObjectName(warehouse ?? "") }),
        Write("task/resume", task, name => new { Task = name }),
    ];

    /// <summary>Asks what a clustering key would cost, and then gives it to the table.</summary>
    internal IEnumerable<SqlStatement> ClusterBy(ObjectName table, IReadOnlyList<ClusteringColumnView> columns) =>
    [
        Write("cost/estimate-clustering", table, name => new { Table = name, Key = new SqlText($"({_templates.Render("cost/clustering-key", new { Columns = columns })})") }),
        Write("cost/cluster-by", table, name => new { Table = name, Columns = columns }),
    ];

    private SqlStatement Steps(string template, string view, long from, long to, long step) => Usage(template, view, new { From = from, To = to, Step = step });

    private SqlStatement Usage(string template, string view, object values) => Write(template, new ObjectName("SNOWFLAKE", "ACCOUNT_USAGE", view), _ => values);
}

using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Information;
using CdcToSnowflake.Emulator.Execution.Security;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

using CdcToSnowflake.Emulator.Pipes;

namespace CdcToSnowflake.Emulator.Execution.Usage;

/// <summary>The views of SNOWFLAKE.ACCOUNT_USAGE that operations read. They tell of what was a moment ago; Snowflake's lag by up to hours.</summary>
internal static class AccountUsage
{
    // The service consumption table: what Snowpipe costs for a GB.
    private const string SnowpipeCreditsPerByte = "0.0037 / 1000000000";

    /// <summary>A view by its name as written; null if the name is not in SNOWFLAKE.ACCOUNT_USAGE.</summary>
    public static Relation? Find(ObjectName name, Session session, EngineState state, RoleAccess? access)
    {
        if (name is not { Database: "SNOWFLAKE", Schema: "ACCOUNT_USAGE" })
        {
            return null;
        }

        access?.RequireOwner("SNOWFLAKE.ACCOUNT_USAGE", name.Position);
        return name.Name switch
        {
            "QUERY_HISTORY" => QueryViews.History(session, session.Engine.Queries.Records()),
            "QUERY_ATTRIBUTION_HISTORY" => QueryViews.Attribution(session, session.Engine.Queries.Records()),
            "WAREHOUSE_METERING_HISTORY" => Metering(session),
            "TASK_HISTORY" => HistoryFunctions.Relation(Typed(TaskColumns), Tasks),
            "SERVERLESS_TASK_HISTORY" => HistoryFunctions.Relation(Typed(ServerlessColumns), Serverless(state.Catalog)),
            "PIPE_USAGE_HISTORY" => HistoryFunctions.Relation(Typed(PipeColumns), Pipes),
            "TABLE_QUERY_PRUNING_HISTORY" => PruningViews.Tables(session, session.Engine.Queries.Records()),
            "AUTOMATIC_CLUSTERING_HISTORY" => UsageRelation.Of(ClusteringColumns, []),
            "PIPES" => PipeViews.All(state.Catalog),
            "COPY_HISTORY" => HistoryFunctions.Relation(Typed(CopyColumns), Copies),
            _ => throw new NotEmulatedException($"SNOWFLAKE.ACCOUNT_USAGE.{name.Name}", name.Position),
        };
    }

    /// <summary>INFORMATION_SCHEMA.WAREHOUSE_METERING_HISTORY(…).</summary>
    public static Relation MeteringFunction(FunctionCall call, StatementScope scope, Session session)
    {
        var arguments = new TableFunctionArguments(call, scope, "DATE_RANGE_START", "DATE_RANGE_END", "WAREHOUSE_NAME");
        if (!arguments.Has("DATE_RANGE_START"))
        {
            throw SnowflakeException.Compilation(call.Position, "WAREHOUSE_METERING_HISTORY needs DATE_RANGE_START.");
        }

        scope.Access?.RequireOwner("WAREHOUSE_METERING_HISTORY", call.Position);
        var all = Metering(session);
        var where = arguments.Condition("DATE_RANGE_START", value => $"\"START_TIME\" >= CAST({value} AS TIMESTAMPTZ)")
            + arguments.Condition("DATE_RANGE_END", value => $" AND \"START_TIME\" < CAST({value} AS TIMESTAMPTZ) + INTERVAL '1 day'")
            + arguments.Condition("WAREHOUSE_NAME", value => $" AND upper(\"WAREHOUSE_NAME\") = upper({value})");
        string[] names = ["START_TIME", "END_TIME", "WAREHOUSE_NAME", "CREDITS_USED", "CREDITS_USED_COMPUTE", "CREDITS_USED_CLOUD_SERVICES"];
        return new Relation(
            $"(SELECT {string.Join(", ", names.Select(PhysicalName.Quoted))} FROM {all.Sql} WHERE {where})", [.. names.Select(name => all.Columns.First(column => column.Name == name))]);
    }

    private static Relation Metering(Session session)
    {
        session.Engine.Warehouses.SettleAll(session.Catalog, session.Engine.Clock.GetUtcNow());
        return UsageRelation.Of(
            "start_time:t end_time:t warehouse_id:n warehouse_name credits_used:c credits_used_compute:c credits_used_cloud_services:c credits_attributed_compute_queries:c",
            session.Engine.Warehouses.Meter.Hours().Select(hour => new object?[]
            {
                hour.Hour, hour.Hour.AddHours(1), hour.WarehouseId, hour.Name, hour.Compute, hour.Compute, 0m, hour.Attributed,
            }));
    }

    private const string TaskColumns = """
        name query_text condition_text schema_name database_name scheduled_time:t completed_time:t state return_value query_id query_start_time:t error_code error_message graph_version:n
        run_id:n root_task_id scheduled_from attempt_number:n config graph_run_group_id
        """;

    // "The view does not return SCHEDULED or EXECUTING task runs"; its FAILED_AND_AUTO_SUSPENDED is kept as the function has it.
    private const string Tasks = """
        SELECT * REPLACE ('00000000-0000-0000-0000-' || printf('%012x', root_task_id) AS root_task_id, CAST(error_code AS VARCHAR) AS error_code)
        FROM __sf.task_history WHERE state NOT IN ('SCHEDULED', 'EXECUTING')
        """;

    // The page gives credits as VARCHAR.
    private const string ServerlessColumns = "start_time:t end_time:t credits_used task_id:n task_name schema_id:n schema_name database_id:n database_name instance_id:n";

    private const string PipeColumns = "pipe_id:n pipe_name start_time:t end_time:t credits_used:c bytes_inserted:f files_inserted:n bytes_billed:n";

    // Nothing is reclustered here: rows lie where DuckDB puts them.
    private const string ClusteringColumns = """
        start_time:t end_time:t credits_used:c num_bytes_reclustered:n num_rows_reclustered:n table_id:n table_name schema_id:n schema_name database_id:n database_name instance_id:n version
        """;

    private static readonly string Pipes = $"""
        SELECT pipe_id, any_value(pipe_name) AS pipe_name, {Bucket("loaded_at")} AS start_time, {Bucket("loaded_at")} + INTERVAL '1 hour' AS end_time,
            sum(coalesce(billed, size)) * {SnowpipeCreditsPerByte} AS credits_used, sum(size) AS bytes_inserted, count(*) AS files_inserted, sum(coalesce(billed, size)) AS bytes_billed
        FROM __sf.load_history WHERE pipe_id IS NOT NULL AND {LoadHistory.IsLoaded} GROUP BY pipe_id, {Bucket("loaded_at")}
        """;

    private const string CopyColumns = """
        file_name stage_location last_load_time:t row_count:n row_parsed:n file_size:n first_error_message first_error_line_number:n first_error_character_pos:n first_error_column_name
        error_count:n error_limit:n status table_id:n table_name table_schema_name table_catalog_name pipe_catalog_name pipe_schema_name pipe_name pipe_received_time:t
        """;

    private const string Copies = $"SELECT {LoadHistory.Columns}, table_id FROM __sf.load_history";

    /// <summary>Runs of tasks without a warehouse, by the hour that they began in: an X-Small's credits for as long as they ran, or those of the size that the task begins with.</summary>
    private static string Serverless(CatalogSnapshot catalog)
    {
        var rates = catalog.OfType<TaskObject>().Where(task => task.Warehouse is null).Select(task => string.Create(
            CultureInfo.InvariantCulture,
            $"({task.Id}, {new WarehouseObject { Size = WarehouseSize.Find(task.InitialSize ?? "XSMALL") ?? "X-Small" }.CreditsPerHour})")).DefaultIfEmpty("(-1, 0)");
        return $"""
            SELECT {Bucket("query_start_time")} AS start_time, {Bucket("query_start_time")} + INTERVAL '1 hour' AS end_time,
                sum(rate * epoch_ms(completed_time - query_start_time) / 3600000.0) AS credits_used, task_id, any_value(name) AS task_name, NULL AS schema_id, any_value(schema_name) AS schema_name, NULL AS database_id, any_value(database_name) AS database_name,
                NULL AS instance_id
            FROM __sf.task_history JOIN (VALUES {string.Join(", ", rates)}) AS r(id, rate) ON id = task_id
            WHERE query_start_time IS NOT NULL AND completed_time IS NOT NULL GROUP BY task_id, {Bucket("query_start_time")}
            """;
    }

    private static string Bucket(string time) => $"time_bucket(INTERVAL '1 hour', {time})";

    private static (string Name, DataType Type)[] Typed(string columns) =>
        [.. columns.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(written => written.Split(':') is [var name, var kind]
            ? (name.ToUpperInvariant(), kind switch { "t" => DataType.TimestampLtz, "n" => DataType.Integer, "c" => UsageRelation.Credits, _ => DataType.Float })
            : (written.ToUpperInvariant(), DataType.Varchar))];
}

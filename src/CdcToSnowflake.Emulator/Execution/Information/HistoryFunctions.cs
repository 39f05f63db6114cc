using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Tasks;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>The table functions TASK_HISTORY and COPY_HISTORY of INFORMATION_SCHEMA.</summary>
internal static class HistoryFunctions
{
    private const string TaskColumns =
        "query_id, name, database_name, schema_name, query_text, condition_text, state, error_code, error_message, scheduled_time, query_start_time, completed_time, root_task_id, run_id, attempt_number, scheduled_from, graph_run_group_id, return_value";

    public static Relation? Find(FunctionCall call, string? database, StatementScope scope, Session session) => call.Name.Name switch
    {
        "TASK_HISTORY" => TaskRuns(call, call.Name.Database ?? database, scope, session),
        "COPY_HISTORY" => Loads(call, scope),
        _ => null,
    };

    private static Relation TaskRuns(FunctionCall call, string? database, StatementScope scope, Session session)
    {
        var arguments = new Arguments(call, scope, "TASK_NAME", "SCHEDULED_TIME_RANGE_START", "SCHEDULED_TIME_RANGE_END", "RESULT_LIMIT", "ERROR_ONLY");
        var where = $"WHERE scheduled_time >= {DuckText.Literal(scope.Session.Now.AddDays(-7))}";
        where += database is null ? string.Empty : $" AND database_name = {DuckText.Literal(database)}";
        where += arguments.Condition("TASK_NAME", value => $" AND name = upper({value})");
        where += arguments.Condition("SCHEDULED_TIME_RANGE_START", value => $" AND scheduled_time >= {value}");
        where += arguments.Condition("SCHEDULED_TIME_RANGE_END", value => $" AND scheduled_time <= {value}");
        where += arguments.Condition("ERROR_ONLY", value => $" AND (NOT {value} OR state IN ('FAILED', 'FAILED_AND_AUTO_SUSPENDED', 'CANCELLED'))");
        var limit = arguments.Condition("RESULT_LIMIT", value => value);
        var now = session.Engine.Tasks.Runner.Current is { } run ? $" UNION ALL SELECT {TaskHistory.Values(run)}" : string.Empty;
        string[] times = ["SCHEDULED_TIME", "QUERY_START_TIME", "COMPLETED_TIME"];
        string[] numbers = ["ROOT_TASK_ID", "RUN_ID", "ATTEMPT_NUMBER", "GRAPH_RUN_GROUP_ID"];
        return Relation(
            TaskColumns,
            $"FROM (SELECT * REPLACE (CASE WHEN state = 'EXECUTING' THEN NULL ELSE completed_time END AS completed_time) FROM (SELECT * FROM __sf.task_history{now})) {where} ORDER BY scheduled_time DESC, completed_time DESC NULLS FIRST LIMIT {(limit.Length == 0 ? "100" : limit)}",
            times,
            numbers);
    }

    private static Relation Loads(FunctionCall call, StatementScope scope)
    {
        var arguments = new Arguments(call, scope, "TABLE_NAME", "START_TIME", "END_TIME");
        var name = call.Arguments.FirstOrDefault(argument => argument.Name == "TABLE_NAME")?.Value as StringLiteral
            ?? throw SnowflakeException.Compilation(call.Position, "COPY_HISTORY needs TABLE_NAME => 'name'.");
        var key = scope.Complete(NameSpaceKind.Table, NameResolution.Parse(name.Value, name.Position));
        var where = $"WHERE table_name = {DuckText.Literal(key.ToString())} AND loaded_at >= {DuckText.Literal(scope.Session.Now.AddDays(-14))}";
        where += arguments.Condition("START_TIME", value => $" AND loaded_at >= {value}");
        where += arguments.Condition("END_TIME", value => $" AND loaded_at <= {value}");
        return Relation(
            "path AS file_name, stage_url AS stage_location, loaded_at AS last_load_time, row_count, row_parsed, size AS file_size, error AS first_error_message, "
            + "CASE WHEN error IS NULL THEN 0 ELSE 1 END AS error_count, CASE status WHEN 'LOADED' THEN 'Loaded' ELSE 'Load failed' END AS status, table_name, pipe_name, received_at AS pipe_received_time",
            $"FROM __sf.load_history {where}",
            ["LAST_LOAD_TIME", "PIPE_RECEIVED_TIME"],
            ["ROW_COUNT", "ROW_PARSED", "FILE_SIZE", "ERROR_COUNT"]);
    }

    private static Relation Relation(string select, string from, string[] times, string[] numbers)
    {
        var columns = select.Split(", ").Where(part => !part.StartsWith("CASE", StringComparison.Ordinal) || part.Contains(" AS ", StringComparison.Ordinal))
            .Select(part => part[(part.LastIndexOf(' ') + 1)..].ToUpperInvariant()).ToList();
        var casts = columns.Select(name => $"CAST({name} AS {DuckDbType.Of(Type(name))}) AS {PhysicalName.Quoted(name)}");
        return new Relation($"(SELECT {string.Join(", ", casts)} FROM (SELECT {select} {from}))", [.. columns.Select(name => new RelationColumn(name, Type(name)))]);

        DataType Type(string name) => times.Contains(name) ? DataType.TimestampLtz : numbers.Contains(name) ? DataType.Integer : DataType.Varchar;
    }

    /// <summary>The named arguments, translated.</summary>
    private sealed class Arguments
    {
        private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

        public Arguments(FunctionCall call, StatementScope scope, params string[] known)
        {
            var translator = new SqlTranslator(scope);
            for (var i = 0; i < call.Arguments.Count; i++)
            {
                var argument = call.Arguments[i];
                var name = argument.Name ?? (i < known.Length ? known[i] : string.Empty);
                if (!known.Contains(name))
                {
                    throw new NotEmulatedException(string.Create(CultureInfo.InvariantCulture, $"argument {name} of {call.Name.Name}"), argument.Position);
                }

                _values.Add(name, translator.Expression(argument.Value).Sql);
            }
        }

        public string Condition(string name, Func<string, string> write) => _values.TryGetValue(name, out var value) ? write(value) : string.Empty;
    }
}

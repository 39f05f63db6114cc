using System.Globalization;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Execution.Information;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>INFORMATION_SCHEMA.TASK_HISTORY(…): of the whole account, whatever database's schema it is called in.</summary>
internal static class TaskHistoryFunction
{
    private const int MostRows = 10_000;

    public static (string Name, DataType Type)[] Columns { get; } =
    [
        ("QUERY_ID", DataType.Varchar), ("NAME", DataType.Varchar), ("DATABASE_NAME", DataType.Varchar), ("SCHEMA_NAME", DataType.Varchar), ("QUERY_TEXT", DataType.Varchar),
        ("CONDITION_TEXT", DataType.Varchar), ("STATE", DataType.Varchar), ("ERROR_CODE", DataType.Integer), ("ERROR_MESSAGE", DataType.Varchar), ("SCHEDULED_TIME", DataType.TimestampLtz),
        ("QUERY_START_TIME", DataType.TimestampLtz), ("NEXT_SCHEDULED_TIME", DataType.TimestampLtz), ("COMPLETED_TIME", DataType.TimestampLtz), ("ROOT_TASK_ID", DataType.Varchar),
        ("GRAPH_VERSION", DataType.Integer), ("RUN_ID", DataType.Integer), ("RETURN_VALUE", DataType.Varchar), ("SCHEDULED_FROM", DataType.Varchar), ("ATTEMPT_NUMBER", DataType.Integer),
        ("CONFIG", DataType.Varchar), ("GRAPH_RUN_GROUP_ID", DataType.Varchar),
    ];

    public static Relation Of(FunctionCall call, StatementScope scope, Session session)
    {
        var arguments = new TableFunctionArguments(
            call, scope, "SCHEDULED_TIME_RANGE_START", "SCHEDULED_TIME_RANGE_END", "RESULT_LIMIT", "TASK_NAME", "DATABASE_NAME", "SCHEMA_NAME", "ERROR_ONLY", "ROOT_TASK_ID");
        if (arguments.Has("SCHEMA_NAME") && !arguments.Has("DATABASE_NAME"))
        {
            throw SnowflakeException.Compilation(call.Position, "TASK_HISTORY with SCHEMA_NAME needs DATABASE_NAME too.");
        }

        var now = scope.Session.Now;
        var where = $"WHERE scheduled_time BETWEEN {DuckDbText.Literal(now.AddDays(-7))} AND {DuckDbText.Literal(now.AddDays(8))}";
        where += arguments.Condition("TASK_NAME", value => $" AND upper(name) = upper({value})");
        where += arguments.Condition("DATABASE_NAME", value => Named("database_name", value));
        where += arguments.Condition("SCHEMA_NAME", value => Named("schema_name", value));
        where += arguments.Condition("ROOT_TASK_ID", value => $" AND '00000000-0000-0000-0000-' || printf('%012x', root_task_id) = {value}");
        where += arguments.Condition("SCHEDULED_TIME_RANGE_START", value => $" AND scheduled_time >= {value}");
        where += arguments.Condition("SCHEDULED_TIME_RANGE_END", value => $" AND scheduled_time <= {value}");
        where += arguments.Condition("ERROR_ONLY", value => $" AND (NOT {value} OR state IN ('FAILED', 'FAILED_AND_AUTO_SUSPENDED', 'CANCELLED'))");
        var limit = arguments.Condition("RESULT_LIMIT", value => Limit(call, value));
        return HistoryFunctions.Relation(
            Columns,
            $"SELECT * REPLACE ('00000000-0000-0000-0000-' || printf('%012x', root_task_id) AS root_task_id) FROM ({Rows(session)}) {where} "
            + $"ORDER BY scheduled_time DESC, completed_time DESC NULLS FIRST, place DESC LIMIT {(limit.Length == 0 ? "100" : limit)}");
    }

    private static string Rows(Session session)
    {
        var tasks = session.Engine.Tasks;
        var unfinished = tasks.Runner.Executing.Concat(tasks.Scheduled()).Select(run => $" UNION ALL SELECT {TaskHistory.Values(run)}, {long.MaxValue}");
        return "SELECT *, rowid AS place FROM __sf.task_history" + string.Concat(unfinished);
    }

    // "Use double quotes within the string to match case-sensitively."
    private static string Named(string column, string value) =>
        $" AND CASE WHEN {value} LIKE '\"%\"' THEN {column} = replace(substr({value}, 2, length({value}) - 2), '\"\"', '\"') ELSE upper({column}) = upper({value}) END";

    private static string Limit(FunctionCall call, string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostRows
        ? value
        : throw SnowflakeException.Compilation(call.Position, $"RESULT_LIMIT of TASK_HISTORY is a number from 1 to {MostRows}.");
}

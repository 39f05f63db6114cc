using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Tasks;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>The table functions TASK_HISTORY and COPY_HISTORY of INFORMATION_SCHEMA.</summary>
internal static class HistoryFunctions
{
    public static Relation? Find(FunctionCall call, StatementScope scope, Session session) => call.Name.Name switch
    {
        "TASK_HISTORY" => TaskHistoryFunction.Of(call, scope, session),
        "COPY_HISTORY" => Loads(call, scope),
        _ => null,
    };

    private static Relation Loads(FunctionCall call, StatementScope scope)
    {
        var arguments = new TableFunctionArguments(call, scope, "TABLE_NAME", "START_TIME", "END_TIME");
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
}

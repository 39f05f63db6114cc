using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Execution.Usage;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Pipes;
using CdcToSnowflake.Emulator.Tasks;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>The table functions of INFORMATION_SCHEMA that tell of what was.</summary>
internal static class HistoryFunctions
{
    public static Relation? Find(FunctionCall call, StatementScope scope, Session session) => call.Name.Name switch
    {
        "TASK_HISTORY" => TaskHistoryFunction.Of(call, scope, session),
        "COPY_HISTORY" => CopyHistoryFunction.Of(call, scope),
        "VALIDATE_PIPE_LOAD" => PipeValidationFunction.Of(call, scope, session),
        "WAREHOUSE_METERING_HISTORY" => AccountUsage.MeteringFunction(call, scope, session),
        "RESULT_SCAN" => ResultScan(call, scope, session),
        _ => null,
    };

    private static Relation ResultScan(FunctionCall call, StatementScope scope, Session session)
    {
        var id = call.Arguments switch
        {
            [{ Value: StringLiteral text }] => text.Value,
            [{ Value: FunctionCall { Name.Parts: ["LAST_QUERY_ID"], Arguments.Count: 0 } }] => scope.Session.LastQueryId ?? string.Empty,
            _ => throw new NotEmulatedException("RESULT_SCAN of anything but LAST_QUERY_ID() or a query's id in quotes", call.Position),
        };
        using var result = session.Result(id) ?? throw new NotEmulatedException($"RESULT_SCAN of {(id.Length == 0 ? "no query" : id)}: only the last results of SHOW, DESCRIBE and changes are kept; ->> reads any", call.Position);
        return ResultRelation.Of(result);
    }

    /// <summary>A query of the emulator's own tables as a relation: SQL's columns are named as the relation's are.</summary>
    public static Relation Relation(IReadOnlyList<(string Name, DataType Type)> columns, string from) => new(
        $"(SELECT {string.Join(", ", columns.Select(column => $"CAST({column.Name} AS {DuckDbType.Of(column.Type)}) AS {PhysicalName.Quoted(column.Name)}"))} FROM ({from}))",
        [.. columns.Select(column => new RelationColumn(column.Name, column.Type))]);
}

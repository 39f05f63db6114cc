using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>The functions by which a task learns of its run. Outside of one they fail.</summary>
internal static class TaskFunctions
{
    public static TranslatedExpression? Find(FunctionCall call, TaskContext? task) => call.Name.Name switch
    {
        "SYSTEM$GET_PREDECESSOR_RETURN_VALUE" => Text(Running(call, task).Predecessor(Argument(call, isOptional: true), call.Position)),
        "SYSTEM$GET_TASK_GRAPH_CONFIG" => Text(Running(call, task).Config(Argument(call, isOptional: true))),
        "SYSTEM$TASK_RUNTIME_INFO" => Text(Running(call, task).Info(Argument(call, isOptional: false)!, call.Position)),
        _ => null,
    };

    public static TaskContext Running(FunctionCall call, TaskContext? task) =>
        task ?? throw SnowflakeException.Compilation(call.Position, $"{call.Name.Name} can be called only by a task that runs.");

    private static string? Argument(FunctionCall call, bool isOptional) => call.Arguments switch
    {
        [] when isOptional => null,
        [{ Value: StringLiteral text }] => text.Value,
        _ => throw SnowflakeException.Compilation(call.Position, $"{call.Name.Name} takes one text in quotes."),
    };

    private static TranslatedExpression Text(string? value) => new($"CAST({DuckDbText.Literal(value)} AS VARCHAR)", DataType.Varchar);
}

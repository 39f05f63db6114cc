using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Execution.Information;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>INFORMATION_SCHEMA.COPY_HISTORY(…): 14 days of loads into one table, by pipes and by COPY statements.</summary>
internal static class CopyHistoryFunction
{
    public static (string Name, DataType Type)[] Columns { get; } =
    [
        ("FILE_NAME", DataType.Varchar), ("STAGE_LOCATION", DataType.Varchar), ("LAST_LOAD_TIME", DataType.TimestampLtz), ("ROW_COUNT", DataType.Integer), ("ROW_PARSED", DataType.Integer),
        ("FILE_SIZE", DataType.Integer), ("FIRST_ERROR_MESSAGE", DataType.Varchar), ("FIRST_ERROR_LINE_NUMBER", DataType.Integer), ("FIRST_ERROR_CHARACTER_POS", DataType.Integer),
        ("FIRST_ERROR_COLUMN_NAME", DataType.Varchar), ("ERROR_COUNT", DataType.Integer), ("ERROR_LIMIT", DataType.Integer), ("STATUS", DataType.Varchar), ("TABLE_CATALOG_NAME", DataType.Varchar),
        ("TABLE_SCHEMA_NAME", DataType.Varchar), ("TABLE_NAME", DataType.Varchar), ("PIPE_CATALOG_NAME", DataType.Varchar), ("PIPE_SCHEMA_NAME", DataType.Varchar), ("PIPE_NAME", DataType.Varchar),
        ("PIPE_RECEIVED_TIME", DataType.TimestampLtz),
    ];

    public static Relation Of(FunctionCall call, StatementScope scope)
    {
        var arguments = new TableFunctionArguments(call, scope, "TABLE_NAME", "START_TIME", "END_TIME", "PIPE_NAME");
        if (Named(call, 0, "TABLE_NAME") is not { } name || !arguments.Has("START_TIME"))
        {
            throw SnowflakeException.Compilation(call.Position, "COPY_HISTORY needs TABLE_NAME => 'name' and START_TIME => a time.");
        }

        var key = scope.Complete(NameSpaceKind.Table, NameResolution.Parse(name.Value, name.Position));

        // A recreated table has another id: loads by statements into the old one are forgotten with it.
        var where = $"WHERE table_database = {DuckDbText.Literal(key.Database)} AND table_schema = {DuckDbText.Literal(key.Schema)} AND table_name = {DuckDbText.Literal(key.Name)}"
            + string.Create(CultureInfo.InvariantCulture, $" AND (pipe_id IS NOT NULL OR table_id = {scope.TableId(key) ?? -1})")
            + $" AND loaded_at >= {DuckDbText.Literal(scope.Session.Now.AddDays(-14))}";
        where += arguments.Condition("START_TIME", value => $" AND loaded_at >= {value}");
        where += arguments.Condition("END_TIME", value => $" AND loaded_at <= {value}");
        if (arguments.Has("PIPE_NAME"))
        {
            var pipe = Named(call, 3, "PIPE_NAME") ?? throw SnowflakeException.Compilation(call.Position, "PIPE_NAME of COPY_HISTORY is a name in quotes.");
            var pipeKey = scope.Complete(NameSpaceKind.Pipe, NameResolution.Parse(pipe.Value, pipe.Position));
            where += $" AND pipe_database = {DuckDbText.Literal(pipeKey.Database)} AND pipe_schema = {DuckDbText.Literal(pipeKey.Schema)} AND pipe_name = {DuckDbText.Literal(pipeKey.Name)}";
        }

        return HistoryFunctions.Relation(
            Columns,
            $"SELECT {LoadHistory.Columns} FROM __sf.load_history {where}");
    }

    /// <summary>An argument that is a name in quotes, by its name or its place.</summary>
    public static StringLiteral? Named(FunctionCall call, int place, string name) =>
        (call.Arguments.FirstOrDefault(argument => argument.Name == name) ?? (call.Arguments.Count > place && call.Arguments[place].Name is null ? call.Arguments[place] : null))?.Value as StringLiteral;
}

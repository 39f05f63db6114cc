using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Execution.Information;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>INFORMATION_SCHEMA.VALIDATE_PIPE_LOAD(…): the first error of each file that a pipe could not load; an error for a pipe whose COPY transforms.</summary>
internal static class PipeValidationFunction
{
    private static readonly (string Name, DataType Type)[] Columns =
    [
        ("ERROR", DataType.Varchar), ("FILE", DataType.Varchar), ("LINE", DataType.Integer), ("CHARACTER", DataType.Integer), ("BYTE_OFFSET", DataType.Integer), ("CATEGORY", DataType.Varchar),
        ("CODE", DataType.Integer), ("SQL_STATE", DataType.Integer), ("COLUMN_NAME", DataType.Varchar), ("ROW_NUMBER", DataType.Integer), ("ROW_START_LINE", DataType.Integer),
        ("REJECTED_RECORD", DataType.Varchar),
    ];

    public static Relation Of(FunctionCall call, StatementScope scope, Session session)
    {
        var arguments = new TableFunctionArguments(call, scope, "PIPE_NAME", "START_TIME", "END_TIME");
        if (CopyHistoryFunction.Named(call, 0, "PIPE_NAME") is not { } name || !arguments.Has("START_TIME"))
        {
            throw SnowflakeException.Compilation(call.Position, "VALIDATE_PIPE_LOAD needs PIPE_NAME => 'name' and START_TIME => a time.");
        }

        var written = NameResolution.Parse(name.Value, name.Position);
        var pipe = session.Catalog.Find(scope.Complete(NameSpaceKind.Pipe, written)) as PipeObject ?? throw SnowflakeException.DoesNotExist("Pipe", written);
        if (SqlParser.Parse(pipe.Definition)[0] is CopyIntoTableStatement { Transformation: not null })
        {
            throw SnowflakeException.Compilation(call.Position, $"VALIDATE_PIPE_LOAD does not support pipe {pipe.Key}: its COPY statement transforms.");
        }

        var where = string.Create(CultureInfo.InvariantCulture, $"WHERE pipe_id = {pipe.Id} AND error IS NOT NULL AND loaded_at >= {DuckDbText.Literal(scope.Session.Now.AddDays(-14))}");
        where += arguments.Condition("START_TIME", value => $" AND loaded_at >= {value}");
        where += arguments.Condition("END_TIME", value => $" AND loaded_at <= {value}");
        var unknown = string.Concat(Columns.Where(column => column.Name is not ("ERROR" or "FILE" or "LINE" or "CHARACTER" or "COLUMN_NAME")).Select(column => $", NULL AS {column.Name}"));
        return HistoryFunctions.Relation(Columns, $"SELECT error, path AS file, error_line AS line, error_character AS \"character\", error_column AS column_name{unknown} FROM __sf.load_history {where}");
    }
}

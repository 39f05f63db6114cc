using System.Text.Json.Nodes;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Streams;
using CdcToSnowflake.Emulator.Tasks;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>SYSTEM$ functions.</summary>
internal static class SystemFunctions
{
    public static TranslatedExpression? Find(FunctionCall call, StatementScope scope, Session session, EngineState state) => call.Name.Name switch
    {
        "SYSTEM$STREAM_HAS_DATA" => HasData(call, scope, session),
        "SYSTEM$PIPE_STATUS" => PipeStatus(call, scope, session, state),
        _ => TaskFunctions.Find(call, session.Task),
    };

    // Answered at once, since the answer FALSE puts the stream's staleness off.
    private static TranslatedExpression HasData(FunctionCall call, StatementScope scope, Session session)
    {
        var (stream, window) = scope.Peek(Name(call));
        var hasData = session.Duck.IsTrue("SELECT " + StreamRelation.HasData(stream, window));
        if (!hasData && !session.IsPeek)
        {
            session.Engine.Touches.Touch(stream.Id, scope.Session.Now);
        }

        return new TranslatedExpression(hasData ? "true" : "false", DataType.Boolean);
    }

    private static TranslatedExpression PipeStatus(FunctionCall call, StatementScope scope, Session session, EngineState state)
    {
        var name = Name(call);
        var pipe = state.Catalog.Find(scope.Complete(NameSpaceKind.Pipe, name)) as PipeObject ?? throw SnowflakeException.DoesNotExist("Pipe", name);
        var queue = session.Engine.Pipes.Queue(pipe.Id);
        var failure = session.Duck.Text($"SELECT path || ': ' || error FROM __sf.load_history WHERE pipe_id = {pipe.Id} AND error IS NOT NULL ORDER BY loaded_at DESC LIMIT 1");
        var last = session.Duck.Text($"SELECT strftime(max(loaded_at), '%Y-%m-%dT%H:%M:%S.%gZ') FROM __sf.load_history WHERE pipe_id = {pipe.Id} AND error IS NULL");
        var status = new JsonObject
        {
            ["executionState"] = pipe.IsPaused ? "PAUSED" : "RUNNING",
            ["pendingFileCount"] = queue.Count,
            ["numOutstandingMessagesOnChannel"] = 0,
        };
        Add(status, "oldestFileTimestamp", queue.Oldest?.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
        Add(status, "lastIngestedTimestamp", last);
        Add(status, "error", failure);
        return new TranslatedExpression(DuckText.Literal(status.ToJsonString()), DataType.Varchar);
    }

    private static void Add(JsonObject status, string name, string? value)
    {
        if (value is not null)
        {
            status[name] = value;
        }
    }

    private static ObjectName Name(FunctionCall call) => call.Arguments is [{ Value: StringLiteral name }]
        ? NameResolution.Parse(name.Value, name.Position)
        : throw SnowflakeException.Compilation(call.Position, $"{call.Name.Name} takes one name in quotes.");
}

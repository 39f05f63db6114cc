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
        return new TranslatedExpression(DuckText.Literal(Pipes.PipeStatus.Of(pipe, session)), DataType.Varchar);
    }

    private static ObjectName Name(FunctionCall call) => call.Arguments is [{ Value: StringLiteral name }]
        ? NameResolution.Parse(name.Value, name.Position)
        : throw SnowflakeException.Compilation(call.Position, $"{call.Name.Name} takes one name in quotes.");
}

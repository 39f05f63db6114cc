using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Streams;
using CdcToSnowflake.Emulator.Tasks;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>SYSTEM$ functions and GET_DDL: what only the catalog can answer.</summary>
internal static class SystemFunctions
{
    public static TranslatedExpression? Find(FunctionCall call, StatementScope scope, Session session, EngineState state)
    {
        if (call.Name.Name is "GET_DDL" or "SYSTEM$GET_TAG" or "SYSTEM$PIPE_STATUS" or "SYSTEM$REFERENCE")
        {
            scope.Access?.RequireOwner(call.Name.Name, call.Position);
        }

        return call.Name.Name switch
        {
            "GET_DDL" => Ddl(call, scope, state),
            "SYSTEM$GET_TAG" => Tag(call, scope, state),
            "SYSTEM$STREAM_HAS_DATA" => HasData(call, scope, session),
            "SYSTEM$PIPE_STATUS" => PipeStatus(call, scope, session, state),
            "SYSTEM$REFERENCE" => Reference(call, scope, state),
            _ => TaskFunctions.Find(call, session.Task),
        };
    }

    // Answered at once, since the answer FALSE puts the stream's staleness off.
    private static TranslatedExpression HasData(FunctionCall call, StatementScope scope, Session session)
    {
        var name = Name(call);
        var (stream, window) = scope.Peek(name);
        scope.Access?.Require("SELECT", stream, name);
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
        return new TranslatedExpression(DuckDbText.Literal(Pipes.PipeStatus.Of(pipe, session)), DataType.Varchar);
    }

    private static TranslatedExpression Reference(FunctionCall call, StatementScope scope, EngineState state)
    {
        if (call.Arguments is not [{ Value: StringLiteral kind }, { Value: StringLiteral written }, ..] || !kind.Value.Equals("TAG", StringComparison.OrdinalIgnoreCase))
        {
            throw new NotEmulatedException("SYSTEM$REFERENCE of anything but a tag, by literals", call.Position);
        }

        var name = NameResolution.Parse(written.Value, written.Position);
        var tag = state.Catalog.Find(scope.Complete(NameSpaceKind.Tag, name)) as TagObject ?? throw SnowflakeException.DoesNotExist("Tag", name);
        return new TranslatedExpression(DuckDbText.Literal(Definition.TagReference.Of(tag)), DataType.Varchar);
    }

    // "SYSTEM$GET_TAG": a column's name ends with the column, and NULL is the answer where no tag is set.
    private static TranslatedExpression Tag(FunctionCall call, StatementScope scope, EngineState state)
    {
        if (call.Arguments is not [{ Value: StringLiteral tagName }, { Value: StringLiteral objectName }, { Value: StringLiteral domain }])
        {
            throw new NotEmulatedException("SYSTEM$GET_TAG of anything but three string literals", call.Position);
        }

        var name = NameResolution.Parse(tagName.Value, tagName.Position);
        var tag = state.Catalog.Find(scope.Complete(NameSpaceKind.Tag, name)) as TagObject ?? throw SnowflakeException.DoesNotExist("Tag", name);
        return new TranslatedExpression(DuckDbText.Literal(Tags(objectName, domain, scope, state)?.GetValueOrDefault(tag.Id)), DataType.Varchar);
    }

    private static IReadOnlyDictionary<long, string>? Tags(StringLiteral objectName, StringLiteral domain, StatementScope scope, EngineState state)
    {
        var isColumn = domain.Value.Equals("column", StringComparison.OrdinalIgnoreCase);
        var written = isColumn ? NameResolution.ParseColumn(objectName.Value, objectName.Position) : (Table: NameResolution.Parse(objectName.Value, objectName.Position), Column: string.Empty);
        var kind = isColumn ? ObjectKind.Table : ObjectKindWords.Find(domain.Value) ?? throw new NotEmulatedException($"SYSTEM$GET_TAG of a {domain.Value}", domain.Position);
        var found = state.Catalog.Find(scope.Complete(Definition.Spaces.Of(kind), written.Table)) ?? throw SnowflakeException.DoesNotExist(ObjectKindWords.Title(kind), written.Table);
        return !isColumn ? found.Tags
            : ((found as TableObject)?.Column(written.Column) ?? throw SnowflakeException.InvalidIdentifier(objectName.Position, written.Column)).Tags;
    }

    // "GET_DDL": TABLE and VIEW are interchangeable.
    private static TranslatedExpression Ddl(FunctionCall call, StatementScope scope, EngineState state)
    {
        var arguments = call.Arguments.Select(argument => argument.Value).ToList();
        if (arguments is not [StringLiteral kindName, StringLiteral objectName, .. { Count: <= 1 } rest] || rest is not ([] or [BooleanLiteral]))
        {
            throw new NotEmulatedException("GET_DDL of anything but literals", call.Position, "Write GET_DDL('TABLE', 'name') or GET_DDL('TABLE', 'name', TRUE).");
        }

        var kind = ObjectKindWords.Find(kindName.Value.Replace('_', ' ')) ?? throw new NotEmulatedException($"GET_DDL of a {kindName.Value}", kindName.Position);
        var name = NameResolution.Parse(objectName.Value, objectName.Position);
        var found = state.Catalog.Find(scope.Complete(Definition.Spaces.Of(kind), name));
        return found is not null && (kind is ObjectKind.Table or ObjectKind.View || Definition.Spaces.IsOf(found, kind))
            ? new TranslatedExpression(DuckDbText.Literal(ObjectDdl.Of(found, rest is [BooleanLiteral { Value: true }], state.Catalog, call.Position)), DataType.Varchar)
            : throw SnowflakeException.DoesNotExist(ObjectKindWords.Title(kind), name);
    }

    private static ObjectName Name(FunctionCall call) => call.Arguments is [{ Value: StringLiteral name }]
        ? NameResolution.Parse(name.Value, name.Position)
        : throw SnowflakeException.Compilation(call.Position, $"{call.Name.Name} takes one name in quotes.");
}

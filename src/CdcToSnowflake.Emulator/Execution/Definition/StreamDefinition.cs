using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Streams;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>CREATE STREAM on a table. From its first one on a table's changes are logged.</summary>
internal static class StreamDefinition
{
    public static StatementResult Create(CreateStreamStatement statement, DdlContext context)
    {
        if (statement.SourceKind != StreamSourceKind.Table)
        {
            throw new NotEmulatedException("a stream on a view, whose changes follow from those of all its tables", statement.Position, "Create it on the view's table, and join where it is consumed.");
        }

        var key = context.NewKey(NameSpaceKind.Stream, statement.Name);
        var table = context.Existing<TableObject>(NameSpaceKind.Table, statement.Source, "Table")!;
        var at = At(statement, table, context);
        if (statement.Mode == CreateMode.OrReplace && at is not null && context.Catalog.Find(key) is { } replaced)
        {
            // The other streams keep the log alive until the new one stands on it; without any it must not be dropped in between.
            Grants.Forget(replaced, context);
            context.Write.Remove(replaced);
            context.Write.RemoveOffset(replaced.Id);
        }

        return context.Create(
            statement.Mode,
            ObjectKind.Stream,
            key,
            () => new StreamObject
            {
                Comment = statement.Properties.Text("COMMENT"),
                TableId = table.Id,
                TableName = table.Key.ToString(),
                AppendOnly = statement.Properties.Boolean("APPEND_ONLY") ?? false,
            },
            stream => Start(stream, table, at, statement.Properties.Boolean("SHOW_INITIAL_ROWS") ?? false, context));
    }

    private static void Start(StreamObject stream, TableObject table, StreamOffset? at, bool showsInitialRows, DdlContext context)
    {
        context.Execute(ChangeLog.Create(table));
        var initial = at is null && showsInitialRows && KeepInitialRows(stream, table, context);
        context.Write.PutOffset(stream.Id, at is null
            ? new StreamOffset(context.Write.State.Version, initial, context.Now)
            : at with { TouchedAt = context.Now });
        if (!table.ChangeTracking)
        {
            context.Write.Put(table with { ChangeTracking = true });
        }
    }

    private static StreamOffset? At(CreateStreamStatement statement, TableObject table, DdlContext context)
    {
        if (statement.AtStream is not { } name)
        {
            return null;
        }

        var other = StreamAccess.Find(context.Catalog, context.Scope.Complete(NameSpaceKind.Stream, NameResolution.Parse(name, statement.Position)), statement.Name);
        var offset = context.Write.State.Offsets[other.Id];
        if (other.TableId != table.Id)
        {
            throw SnowflakeException.Compilation(statement.Position, $"stream '{name}' stands on another table.");
        }

        if (StreamAccess.StaleReason(other, offset, context.Catalog, context.Session.Engine.Touches, context.Now) is { } reason)
        {
            throw new SnowflakeException(91901, "55000", $"Stream {other.Key} is stale and its offset cannot be taken: {reason}");
        }

        return offset.Initial ? throw new NotEmulatedException("AT (STREAM => one whose initial rows are not consumed)", statement.Position) : offset;
    }

    // A stream on an empty table has no initial rows to wait for: it shows changes at once.
    private static bool KeepInitialRows(StreamObject stream, TableObject table, DdlContext context)
    {
        var name = PhysicalTable.Initial(stream.Id);
        context.Execute($"CREATE TABLE {name} AS SELECT {PhysicalTable.RowId}, {PhysicalTable.Columns(table)} FROM {PhysicalTable.Of(table)}");
        if (context.Session.Duck.IsTrue($"SELECT EXISTS (SELECT 1 FROM {name})"))
        {
            return true;
        }

        context.Execute("DROP TABLE " + name);
        return false;
    }
}

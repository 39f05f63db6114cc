using System.Text.Json.Nodes;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Streams;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>SHOW STREAMS and SHOW TASKS.</summary>
internal static class FlowLists
{
    public static ObjectList Streams { get; } = ObjectList.Of<StreamObject>(
        "created_on name database_name schema_name owner comment table_name source_type base_tables type stale mode stale_after invalid_reason owner_role_type",
        Stream) with
    { Terse = ["created_on", "name", "kind", "database_name", "schema_name", "table_name"] };

    public static ObjectList Tasks { get; } = ObjectList.Of<TaskObject>(
        """
        created_on name id database_name schema_name owner comment warehouse schedule scheduling_mode target_completion_interval predecessors state definition condition
        allow_overlapping_execution error_integration success_integration last_committed_on last_suspended_on owner_role_type config last_suspended_reason task_relations
        execute_as_user
        """,
        (item, session) =>
        [
            item.CreatedOn, item.Name, item.Uuid, item.Database, item.Schema, item.OwnerRole, item.Comment ?? string.Empty, item.Warehouse, item.Schedule,
            item.Warehouse is null && item.Schedule is not null ? item.TargetCompletion is null ? "FIXED" : "FLEXIBLE" : null, item.TargetCompletion,
            Names(item).ToJsonString(), item.IsStarted ? "started" : "suspended", item.Definition, item.When, item.IsRoot ? item.AllowsChildOverlap ? "true" : "false" : null,
            item.ErrorIntegration, item.SuccessIntegration, item.ResumedOn, item.SuspendedOn, "ROLE", item.IsRoot ? item.Config : null, item.SuspendedReason, Relations(item, session), null,
        ]) with
    { Terse = ["created_on", "name", "kind", "database_name", "schema_name", "schedule"] };

    private static JsonArray Names(TaskObject task) => [.. task.After.Select(name => JsonValue.Create((task.Key with { Name = name }).ToString()))];

    private static string Relations(TaskObject task, Session session)
    {
        var relations = new JsonObject { ["Predecessors"] = Names(task) };
        if (task.Finalizes is not null)
        {
            relations["FinalizedRootTask"] = (task.Key with { Name = task.Finalizes }).ToString();
        }

        if (session.Catalog.OfType<TaskObject>().FirstOrDefault(other => other.Finalizes == task.Name && other.Database == task.Database && other.Schema == task.Schema) is { } finalizer)
        {
            relations["FinalizerTask"] = finalizer.Key.ToString();
        }

        return relations.ToJsonString();
    }

    private static object?[] Stream(StreamObject item, Session session)
    {
        var offset = session.State.Offsets[item.Id];
        var reason = StreamAccess.StaleReason(item, offset, session.Catalog, session.Engine.Touches, session.Engine.Clock.GetUtcNow());
        var table = session.Catalog.ById<TableObject>(item.TableId);
        return
        [
            item.CreatedOn, item.Name, item.Database, item.Schema, RoleObject.Owner, item.Comment ?? string.Empty, table?.Key.ToString() ?? item.TableName, "Table",
            table?.Key.ToString() ?? item.TableName, "DELTA", reason is null ? "false" : "true", item.AppendOnly ? "APPEND_ONLY" : "DEFAULT",
            table is null ? null : StreamAccess.StaleAfter(item, table, offset, session.Engine.Touches), reason ?? "N/A", "ROLE",
        ];
    }
}

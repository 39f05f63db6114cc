using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Streams;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>SHOW's columns, each kind's as its page in the manual lists them; columns about grants, replication and the like are left out.</summary>
internal static class ObjectLists
{
    private const string Owner = "ACCOUNTADMIN";

    private static readonly Dictionary<ObjectKind, ObjectList> Lists = new()
    {
        [ObjectKind.Database] = List<DatabaseObject>(
            "created_on name is_default is_current origin owner comment options retention_time",
            (item, session) => [item.Name, "N", item.Name == session.Database ? "Y" : "N", string.Empty, Owner, item.Comment, string.Empty, Text(item.RetentionDays)]),
        [ObjectKind.Schema] = List<SchemaObject>(
            "created_on name is_default is_current database_name owner comment options retention_time",
            (item, session) => [item.Name, "N", item.Database == session.Database && item.Name == session.Schema ? "Y" : "N", item.Database, Owner, item.Comment, string.Empty, "1"]),
        [ObjectKind.Warehouse] = List<WarehouseObject>("created_on name state type size owner comment", (item, _) => [item.Name, "STARTED", "STANDARD", item.Size, Owner, item.Comment]),
        [ObjectKind.Table] = List<TableObject>(
            "created_on name database_name schema_name kind comment cluster_by rows owner retention_time change_tracking",
            (item, session) =>
            [
                item.Name, item.Database, item.Schema, item.IsTransient ? "TRANSIENT" : "TABLE", item.Comment, item.ClusterBy ?? string.Empty,
                long.Parse(session.Duck.Text($"SELECT count(*)::VARCHAR FROM {PhysicalTable.Of(item)}")!, CultureInfo.InvariantCulture), Owner, Text(item.RetentionDays), item.ChangeTracking ? "ON" : "OFF",
            ]),
        [ObjectKind.View] = List<ViewObject>("created_on name database_name schema_name owner comment text", (item, _) => [item.Name, item.Database, item.Schema, Owner, item.Comment, item.Definition]),
        [ObjectKind.FileFormat] = List<FileFormatObject>(
            "created_on name database_name schema_name type owner comment", (item, _) => [item.Name, item.Database, item.Schema, item.Type, Owner, item.Comment]),
        [ObjectKind.Stage] = List<StageObject>(
            "created_on name database_name schema_name url has_credentials has_encryption_key owner comment region type cloud notification_channel storage_integration",
            (item, _) => [item.Name, item.Database, item.Schema, item.Url, "N", "N", Owner, item.Comment, null, "EXTERNAL", null, null, item.StorageIntegration]),
        [ObjectKind.Pipe] = List<PipeObject>(
            "created_on name database_name schema_name definition owner notification_channel comment integration pattern error_integration owner_role_type invalid_reason",
            (item, _) => [item.Name, item.Database, item.Schema, item.Definition, Owner, null, item.Comment, null, null, null, "ROLE", null]),
        [ObjectKind.Stream] = List<StreamObject>(
            "created_on name database_name schema_name owner comment table_name source_type base_tables type stale mode stale_after invalid_reason owner_role_type",
            Stream),
        [ObjectKind.Task] = List<TaskObject>(
            "created_on name id database_name schema_name owner comment warehouse schedule predecessors state definition condition allow_overlapping_execution error_integration last_committed_on config task_relations",
            (item, _) =>
            [
                item.Name, item.Uuid, item.Database, item.Schema, Owner, item.Comment, item.Warehouse, item.Schedule,
                "[" + string.Join(", ", item.After.Select(name => "\"" + (item.Key with { Name = name }).ToString().Replace("\"", "\\\"", StringComparison.Ordinal) + "\"")) + "]",
                item.IsStarted ? "started" : "suspended", item.Definition, item.When, item.AllowsChildOverlap ? "true" : "false", item.ErrorIntegration, item.ResumedOn, item.Config, item.Finalizes is null ? "{}" : $"{{\"FinalizedRootTask\":\"{item.Finalizes}\"}}",
            ]),
    };

    /// <summary>By SHOW's word for it; null if it is not emulated.</summary>
    public static ObjectList? Find(string what) => what switch
    {
        "DATABASES" => Lists[ObjectKind.Database],
        "SCHEMAS" => Lists[ObjectKind.Schema],
        "WAREHOUSES" => Lists[ObjectKind.Warehouse],
        "TABLES" => Lists[ObjectKind.Table],
        "VIEWS" => Lists[ObjectKind.View],
        "FILE FORMATS" => Lists[ObjectKind.FileFormat],
        "STAGES" => Lists[ObjectKind.Stage],
        "PIPES" => Lists[ObjectKind.Pipe],
        "STREAMS" => Lists[ObjectKind.Stream],
        "TASKS" => Lists[ObjectKind.Task],
        _ => null,
    };

    public static ObjectList Of(ObjectKind kind) => Lists[kind];

    private static object?[] Stream(StreamObject item, Session session)
    {
        var offset = session.State.Offsets[item.Id];
        var reason = StreamAccess.StaleReason(item, offset, session.Catalog, session.Engine.Touches, session.Engine.Clock.GetUtcNow());
        var table = session.Catalog.ById<TableObject>(item.TableId);
        return
        [
            item.Name, item.Database, item.Schema, Owner, item.Comment, table?.Key.ToString() ?? item.TableName, "Table", table?.Key.ToString() ?? item.TableName, "DELTA",
            reason is null ? "false" : "true", item.AppendOnly ? "APPEND_ONLY" : "DEFAULT", table is null ? null : StreamAccess.StaleAfter(item, table, offset, session.Engine.Touches), reason ?? "N/A", "ROLE",
        ];
    }

    private static ObjectList List<T>(string columns, Func<T, Session, object?[]> row)
        where T : CatalogObject => new(
        item => item is T,
        [.. columns.Split(' ').Select(name => new ResultColumn(name, name switch
        {
            "created_on" or "stale_after" or "last_committed_on" => DataType.TimestampLtz,
            "rows" => DataType.Number(18, 0),
            _ => DataType.Varchar,
        }))],
        (item, session) => [item.CreatedOn, .. row((T)item, session)]);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}

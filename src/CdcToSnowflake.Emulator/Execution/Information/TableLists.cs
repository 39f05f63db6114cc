using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>SHOW TABLES and SHOW VIEWS.</summary>
internal static class TableLists
{
    private static readonly string[] Terse = ["created_on", "name", "kind", "database_name", "schema_name"];

    // What a table takes on disk is not known by table, so bytes is NULL; rows are counted for all tables at once (RowCounts).
    public static ObjectList Tables { get; } = ObjectList.Of<TableObject>(
        """
        created_on name database_name schema_name kind comment cluster_by rows bytes owner retention_time automatic_clustering change_tracking search_optimization
        search_optimization_progress search_optimization_bytes is_external enable_schema_evolution owner_role_type is_event is_hybrid is_iceberg is_immutable
        """,
        (item, session) =>
        [
            item.CreatedOn, item.Name, item.Database, item.Schema, Kind(item), item.Comment ?? string.Empty, item.ClusterBy ?? string.Empty, null, null, RoleObject.Owner,
            item.RetentionDays.ToString(CultureInfo.InvariantCulture), item.ClusterBy is null ? "OFF" : "ON", item.ChangeTracking ? "ON" : "OFF", "OFF", null, null, "N",
            item.SchemaEvolution ? "Y" : "N", "ROLE", "N", "N", "N", "N",
        ]) with
    { Terse = Terse, Kind = _ => "TABLE" };

    // The text of a secure view is its owner's.
    public static ObjectList Views { get; } = ObjectList.Of<ViewObject>(
        "created_on name reserved database_name schema_name owner comment text is_secure is_materialized owner_role_type change_tracking",
        (item, session) =>
        [
            item.CreatedOn, item.Name, string.Empty, item.Database, item.Schema, RoleObject.Owner, item.Comment ?? string.Empty,
            item.IsSecure && session.Role != RoleObject.Owner ? string.Empty : item.Definition, item.IsSecure ? "true" : "false", "false", "ROLE", item.ChangeTracking ? "ON" : "OFF",
        ]) with
    { Terse = Terse, Kind = _ => "VIEW" };

    public static string Kind(SchemaScopedObject item) => item is TableObject { IsTransient: true } ? "TRANSIENT" : item is ViewObject ? "VIEW" : "TABLE";
}

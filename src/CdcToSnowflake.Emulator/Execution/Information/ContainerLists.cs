using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>SHOW DATABASES and SHOW SCHEMAS.</summary>
internal static class ContainerLists
{
    public static ObjectList Databases { get; } = ObjectList.Of<DatabaseObject>(
        "created_on name is_default is_current origin owner comment options retention_time kind owner_role_type object_visibility",
        (item, session) =>
        [
            item.CreatedOn, item.Name, "N", item.Name == session.Database ? "Y" : "N", string.Empty, RoleObject.Owner, item.Comment ?? string.Empty, Options(item.IsTransient),
            Text(item.RetentionDays ?? Retention.DefaultDays), "STANDARD", "ROLE", null,
        ]) with
    { Terse = ["created_on", "name", "kind", "database_name", "schema_name"], Kind = _ => "STANDARD" };

    public static ObjectList Schemas { get; } = ObjectList.Of<SchemaObject>(
        "created_on name is_default is_current database_name owner comment options retention_time owner_role_type object_visibility is_nested",
        (item, session) =>
        [
            item.CreatedOn, item.Name, "N", item.Database == session.Database && item.Name == session.Schema ? "Y" : "N", item.Database, RoleObject.Owner, item.Comment ?? string.Empty,
            Options(item.IsTransient), Text(Retention.Days(item, session.Catalog)), "ROLE", null, "N",
        ]) with
    { Terse = ["created_on", "name", "kind", "database_name", "schema_name"] };

    private static string Options(bool isTransient) => isTransient ? "TRANSIENT" : string.Empty;

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}

using System.Text.Json.Nodes;
using CdcToSnowflake.Emulator.Catalog;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>SHOW TAGS, MASKING POLICIES, ROW ACCESS POLICIES and SNOWFLAKE.CORE.BUDGET.</summary>
internal static class GovernanceLists
{
    public static ObjectList Tags { get; } = ObjectList.Of<TagObject>(
        "created_on name database_name schema_name owner comment allowed_values owner_role_type",
        (item, _) =>
        [
            item.CreatedOn, item.Name, item.Database, item.Schema, RoleObject.Owner, item.Comment ?? string.Empty,
            item.AllowedValues is null ? null : new JsonArray([.. item.AllowedValues.Select(value => JsonValue.Create(value))]).ToJsonString(), "ROLE",
        ]);

    public static ObjectList Budgets { get; } = ObjectList.Of<BudgetObject>(
        "created_on name database_name schema_name current_version comment owner owner_role_type",
        (item, _) => [item.CreatedOn, item.Name, item.Database, item.Schema, "1.0", item.Comment ?? string.Empty, RoleObject.Owner, "ROLE"]);

    public static ObjectList Policies { get; } = ObjectList.Of<PolicyObject>(
        "created_on name database_name schema_name kind owner comment options owner_role_type",
        (item, _) =>
        [
            item.CreatedOn, item.Name, item.Database, item.Schema, item.IsMasking ? "MASKING_POLICY" : "ROW_ACCESS_POLICY", RoleObject.Owner, item.Comment ?? string.Empty, string.Empty, "ROLE",
        ]);
}

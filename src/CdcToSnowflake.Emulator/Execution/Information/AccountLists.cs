using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Security;
using CdcToSnowflake.Emulator.Warehouses;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>SHOW WAREHOUSES, RESOURCE MONITORS, ROLES and INTEGRATIONS.</summary>
internal static class AccountLists
{
    public static ObjectList Warehouses { get; } = ObjectList.Of<WarehouseObject>(
        """
        name state type size min_cluster_count max_cluster_count started_clusters running queued is_default is_current is_interactive auto_suspend auto_resume available provisioning
        quiescing other created_on resumed_on updated_on owner comment enable_query_acceleration query_acceleration_max_scale_factor resource_monitor scaling_policy
        owner_role_type resource_constraint generation
        """,
        Warehouse);

    public static ObjectList ResourceMonitors { get; } = ObjectList.Of<ResourceMonitorObject>(
        """
        name credit_quota used_credits remaining_credits level frequency start_time end_time notify_at suspend_at suspend_immediately_at created_on owner comment notify_users
        """,
        Monitor);

    public static ObjectList Roles { get; } = ObjectList.Of<RoleObject>(
        "created_on name is_default is_current is_inherited assigned_to_users granted_to_roles granted_roles owner comment",
        (item, session) =>
        {
            var grants = session.Catalog.OfType<GrantObject>().Where(grant => grant.Role is not null).ToList();
            var isSystem = RoleObject.SystemDefined.Contains(item.Name);
            var isInherited = item.Name != session.Role && (session.Role == RoleObject.Owner ? isSystem || RoleAccess.Held(session.Role, session.Catalog).Contains(item.Name) : RoleAccess.Held(session.Role, session.Catalog).Contains(item.Name));
            return
            [
                item.CreatedOn, item.Name, item.Name == RoleObject.Owner ? "Y" : "N", item.Name == session.Role ? "Y" : "N", isInherited ? "Y" : "N",
                (long)grants.Count(grant => grant.Role == item.Name && grant.ToUser) + (item.Name == RoleObject.Owner ? 1 : 0),
                (long)grants.Count(grant => grant.Role == item.Name && grant.ToRole), (long)grants.Count(grant => grant.Grantee == item.Name && grant.ToRole),
                isSystem ? string.Empty : RoleObject.Owner, item.Comment ?? string.Empty,
            ];
        });

    public static ObjectList Integrations { get; } = ObjectList.Of<IntegrationObject>(
        "name type category enabled comment created_on",
        (item, _) => [item.Name, IntegrationProperties.Type(item), item.Category, item.IsEnabled ? "true" : "false", item.Comment, item.CreatedOn]);

    private static object?[] Warehouse(WarehouseObject item, Session session)
    {
        var service = session.Engine.Warehouses;
        var isRunning = service.IsRunning(item, session.Engine.Clock.GetUtcNow());
        return
        [
            item.Name, isRunning ? "STARTED" : "SUSPENDED", item.Type, item.Size, (long)item.MinClusters, (long)item.MaxClusters, isRunning ? 1L : 0L, (long)service.Active(item), 0L, "N",
            item.Name == session.Warehouse ? "Y" : "N", "N", item.AutoSuspend == 0 ? null : (long)item.AutoSuspend, item.AutoResume ? "true" : "false", isRunning ? "100" : string.Empty,
            isRunning ? "0" : string.Empty, isRunning ? "0" : string.Empty, isRunning ? "0" : string.Empty, item.CreatedOn, service.ResumedOn(item), service.ResumedOn(item) ?? item.CreatedOn,
            RoleObject.Owner, item.Comment ?? string.Empty, item.QueryAcceleration ? "true" : "false", (long)item.QueryAccelerationScale, item.ResourceMonitor ?? "null",
            item.ScalingPolicy, "ROLE", null, "1",
        ];
    }

    private static object?[] Monitor(ResourceMonitorObject item, Session session)
    {
        var now = session.Engine.Clock.GetUtcNow();
        session.Engine.Warehouses.SettleAll(session.Catalog, now);
        var used = MonitorUsage.Used(item, session.Engine.Warehouses.Meter, session.Catalog, now);
        var level = item.IsOfAccount ? "ACCOUNT" : session.Catalog.OfType<WarehouseObject>().Any(warehouse => warehouse.ResourceMonitor == item.Name) ? "WAREHOUSE" : null;
        return
        [
            item.Name, Credits(item.Quota), Credits(used), Credits(item.Quota - used), level, item.Frequency, item.StartsOn, item.EndsOn, At(item, "NOTIFY"), At(item, "SUSPEND"),
            At(item, "SUSPEND_IMMEDIATE"), item.CreatedOn, RoleObject.Owner, item.Comment ?? string.Empty, string.Join(", ", item.NotifyUsers),
        ];
    }

    private static string? Credits(decimal? value) => value?.ToString("0.00", CultureInfo.InvariantCulture);

    private static string? At(ResourceMonitorObject monitor, string action)
    {
        var at = monitor.Actions.Where(known => known.Action == action).Select(known => known.Percent.ToString(CultureInfo.InvariantCulture) + "%").ToList();
        return at.Count == 0 ? null : string.Join(',', at);
    }
}

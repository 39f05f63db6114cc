using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Views;

/// <summary>What <c>warehouse/settings</c> takes.</summary>
/// <param name="warehouse">The settings.</param>
/// <param name="monitor">The monitor that counts its credits; null for none.</param>
/// <param name="hasClusters">Whether the warehouse that is there has several clusters.</param>
internal sealed class WarehouseSettings(WarehouseOptions warehouse, ResourceMonitorOptions? monitor, bool hasClusters = false)
{
    public SqlText Size => SqlText.Keyword(warehouse.Size);

    public long AutoSuspendSeconds => (long)warehouse.AutoSuspend.TotalSeconds;

    public bool AutoResume => warehouse.AutoResume;

    // MIN_CLUSTER_COUNT and the others are refused below the Enterprise Edition, so a single cluster names none of them where there weren't more.
    public bool IsMultiCluster => warehouse.MaxClusters > 1 || hasClusters;

    public int MinClusters => warehouse.MinClusters;

    public int MaxClusters => warehouse.MaxClusters;

    public SqlText ScalingPolicy => SqlText.Keyword(warehouse.ScalingPolicy);

    public bool HasMonitor => monitor is not null;

    public ObjectName Monitor => new(monitor?.Name ?? "");

    public long StatementTimeoutSeconds => (long)warehouse.StatementTimeout.TotalSeconds;

    public long QueuedTimeoutSeconds => (long)warehouse.QueuedTimeout.TotalSeconds;
}

using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>CREATE and ALTER WAREHOUSE. A new one runs at once unless INITIALLY_SUSPENDED, and becomes the session's current one.</summary>
internal static class WarehouseDefinition
{
    private static readonly WarehouseObject Default = new();

    public static StatementResult Create(CreateObjectStatement statement, DdlContext context)
    {
        var key = context.NewKey(NameSpaceKind.Warehouse, statement.Name);
        return context.Create(
            statement.Mode,
            statement.Kind,
            key,
            () => Applied(new WarehouseObject(), statement.Properties, context),
            created =>
            {
                Tagging.Set(created, statement.Tags, context);
                if (statement.Properties.Boolean("INITIALLY_SUSPENDED") != true)
                {
                    context.Session.Engine.Warehouses.Resume(created, context.Now);
                }

                context.Session.Warehouse = key.Name;
            });
    }

    public static void Alter(AlterStatement statement, WarehouseObject warehouse, DdlContext context)
    {
        var running = context.Session.Engine.Warehouses;
        switch (statement.Action)
        {
            case SuspendAction:
                if (!running.Suspend(warehouse, context.Now))
                {
                    throw new SnowflakeException(90064, "22000", $"Invalid state. Warehouse '{warehouse.Name}' cannot be suspended.");
                }

                break;
            case ResumeAction resume:
                if (running.IsRunning(warehouse, context.Now))
                {
                    if (!resume.IfSuspended)
                    {
                        throw new SnowflakeException(90063, "22000", $"Invalid state. Warehouse '{warehouse.Name}' cannot be resumed.");
                    }

                    break;
                }

                running.Resume(warehouse, context.Now);
                break;
            case RenameAction rename:
                context.Rename(warehouse, rename);
                break;
            case SetAction set:
                if (set.Properties.Has("INITIALLY_SUSPENDED"))
                {
                    throw SnowflakeException.InvalidProperty("INITIALLY_SUSPENDED", set.Position);
                }

                // What ran until now is charged at the size that it ran with.
                running.Settle(warehouse, context.Now);
                context.Write.Put(Applied(warehouse, set.Properties, context));
                break;
            case UnsetAction unset:
                running.Settle(warehouse, context.Now);
                context.Write.Put(Reset(warehouse, unset));
                break;
            default:
                throw Alteration.Refused(statement);
        }
    }

    private static WarehouseObject Applied(WarehouseObject warehouse, PropertyList set, DdlContext context)
    {
        foreach (var name in new[] { "GENERATION", "RESOURCE_CONSTRAINT" })
        {
            if (set.Find(name) is { } value)
            {
                throw new NotEmulatedException($"warehouse property {name}", value.Position);
            }
        }

        if (set.Among("WAREHOUSE_TYPE", "STANDARD", "SNOWPARK-OPTIMIZED") is "SNOWPARK-OPTIMIZED")
        {
            throw new NotEmulatedException("Snowpark-optimized warehouses", set.Find("WAREHOUSE_TYPE")!.Position);
        }

        var size = set.Text("WAREHOUSE_SIZE") is { } written
            ? WarehouseSize.Find(written) ?? throw SnowflakeException.InvalidProperty("WAREHOUSE_SIZE", set.Find("WAREHOUSE_SIZE")!.Position)
            : warehouse.Size;
        var changed = warehouse with
        {
            Comment = set.Text("COMMENT") ?? warehouse.Comment,
            Size = size,
            MinClusters = set.Between("MIN_CLUSTER_COUNT", 1, 10) ?? warehouse.MinClusters,
            MaxClusters = set.Between("MAX_CLUSTER_COUNT", 1, 10) ?? warehouse.MaxClusters,
            ScalingPolicy = set.Among("SCALING_POLICY", "STANDARD", "ECONOMY") ?? warehouse.ScalingPolicy,
            AutoSuspend = set.Text("AUTO_SUSPEND") is "NULL" ? 0 : set.Between("AUTO_SUSPEND", 0, int.MaxValue) ?? warehouse.AutoSuspend,
            AutoResume = set.Boolean("AUTO_RESUME") ?? warehouse.AutoResume,
            ResourceMonitor = set.Text("RESOURCE_MONITOR") is { } monitor ? Monitor(monitor, set, context) : warehouse.ResourceMonitor,
            QueryAcceleration = set.Boolean("ENABLE_QUERY_ACCELERATION") ?? warehouse.QueryAcceleration,
            QueryAccelerationScale = set.Between("QUERY_ACCELERATION_MAX_SCALE_FACTOR", 0, 100) ?? warehouse.QueryAccelerationScale,
            StatementTimeout = set.Between("STATEMENT_TIMEOUT_IN_SECONDS", 0, 604_800) ?? warehouse.StatementTimeout,
            QueuedTimeout = set.Between("STATEMENT_QUEUED_TIMEOUT_IN_SECONDS", 0, int.MaxValue) ?? warehouse.QueuedTimeout,
            Concurrency = set.Between("MAX_CONCURRENCY_LEVEL", 1, int.MaxValue) ?? warehouse.Concurrency,
        };
        return changed.MinClusters <= changed.MaxClusters
            ? changed
            : throw SnowflakeException.Compilation(set.Position, $"MIN_CLUSTER_COUNT {changed.MinClusters} is above MAX_CLUSTER_COUNT {changed.MaxClusters}.");
    }

    private static string? Monitor(string name, PropertyList set, DdlContext context)
    {
        if (name == "NULL")
        {
            return null;
        }

        var written = new ObjectName([name]) { Position = set.Find("RESOURCE_MONITOR")!.Position };
        return context.Existing<ResourceMonitorObject>(NameSpaceKind.ResourceMonitor, written, "Resource monitor")!.Name;
    }

    private static WarehouseObject Reset(WarehouseObject warehouse, UnsetAction unset)
    {
        unset.Allow("COMMENT", "RESOURCE_MONITOR", "AUTO_SUSPEND", "AUTO_RESUME", "SCALING_POLICY", "STATEMENT_TIMEOUT_IN_SECONDS", "STATEMENT_QUEUED_TIMEOUT_IN_SECONDS", "MAX_CONCURRENCY_LEVEL");
        var names = unset.Names;
        return warehouse with
        {
            Comment = unset.Clears("COMMENT", warehouse.Comment),
            ResourceMonitor = unset.Clears("RESOURCE_MONITOR", warehouse.ResourceMonitor),
            AutoSuspend = names.Contains("AUTO_SUSPEND") ? Default.AutoSuspend : warehouse.AutoSuspend,
            AutoResume = names.Contains("AUTO_RESUME") ? Default.AutoResume : warehouse.AutoResume,
            ScalingPolicy = names.Contains("SCALING_POLICY") ? Default.ScalingPolicy : warehouse.ScalingPolicy,
            StatementTimeout = names.Contains("STATEMENT_TIMEOUT_IN_SECONDS") ? Default.StatementTimeout : warehouse.StatementTimeout,
            QueuedTimeout = names.Contains("STATEMENT_QUEUED_TIMEOUT_IN_SECONDS") ? Default.QueuedTimeout : warehouse.QueuedTimeout,
            Concurrency = names.Contains("MAX_CONCURRENCY_LEVEL") ? Default.Concurrency : warehouse.Concurrency,
        };
    }
}

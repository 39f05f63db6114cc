using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>A task's properties, checked as CREATE TASK and ALTER TASK … SET do.</summary>
internal static class TaskProperties
{
    public static TaskObject Apply(TaskObject task, PropertyList set)
    {
        if (set.Boolean("ALLOW_OVERLAPPING_EXECUTION") == true || set.Text("OVERLAP_POLICY") is { } policy && !policy.Equals("NO_OVERLAP", StringComparison.OrdinalIgnoreCase))
        {
            throw new NotEmulatedException("overlapping runs of a task");
        }

        if (set.Integer("USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS") is < 10 or > 604_800)
        {
            throw SnowflakeException.InvalidProperty("USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS", set.Find("USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS")!.Position);
        }

        if (set.Integer("TASK_AUTO_RETRY_ATTEMPTS") is < 0 or > 30)
        {
            throw SnowflakeException.InvalidProperty("TASK_AUTO_RETRY_ATTEMPTS", set.Find("TASK_AUTO_RETRY_ATTEMPTS")!.Position);
        }

        var changed = task with
        {
            Comment = set.Text("COMMENT") ?? task.Comment,
            Warehouse = set.Text("WAREHOUSE") ?? task.Warehouse,
            Schedule = set.Text("SCHEDULE") ?? task.Schedule,
            SuspendAfterFailures = set.Integer("SUSPEND_TASK_AFTER_NUM_FAILURES") ?? task.SuspendAfterFailures,
            MinimumTriggerSeconds = set.Integer("USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS") ?? task.MinimumTriggerSeconds,
            RetryAttempts = set.Integer("TASK_AUTO_RETRY_ATTEMPTS") ?? task.RetryAttempts,
            Config = set.Text("CONFIG") ?? task.Config,
        };
        if (changed.Warehouse is not null && set.Has("USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE"))
        {
            throw SnowflakeException.Compilation(set.Find("USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE")!.Position, "USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE is not allowed beside WAREHOUSE.");
        }

        if (changed.Schedule is { } schedule)
        {
            _ = TaskSchedule.Parse(schedule);
        }

        return changed;
    }
}

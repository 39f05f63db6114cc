using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>A task's properties, checked as CREATE TASK and ALTER TASK … SET do.</summary>
internal static class TaskProperties
{
    private static readonly string[] Sizes = ["XSMALL", "SMALL", "MEDIUM", "LARGE", "XLARGE", "XXLARGE"];
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(7);
    private static readonly TimeSpan LongestTarget = TimeSpan.FromDays(1);

    public static TaskObject Apply(TaskObject task, PropertyList set)
    {
        var changed = task with
        {
            Comment = set.Text("COMMENT") ?? task.Comment,
            Warehouse = set.Text("WAREHOUSE") ?? task.Warehouse,
            Schedule = set.Text("SCHEDULE") ?? task.Schedule,
            SuspendAfterFailures = Number(set, "SUSPEND_TASK_AFTER_NUM_FAILURES", 0, int.MaxValue) ?? task.SuspendAfterFailures,
            MinimumTriggerSeconds = Number(set, "USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS", 10, 604_800) ?? task.MinimumTriggerSeconds,
            RetryAttempts = Number(set, "TASK_AUTO_RETRY_ATTEMPTS", 0, 30) ?? task.RetryAttempts,
            TimeoutMilliseconds = Number(set, "USER_TASK_TIMEOUT_MS", 0, (int)LongestTimeout.TotalMilliseconds) ?? task.TimeoutMilliseconds,
            TargetCompletion = Target(set) ?? task.TargetCompletion,
            InitialSize = Size(set, "USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE") ?? task.InitialSize,
            MinimumSize = Size(set, "SERVERLESS_TASK_MIN_STATEMENT_SIZE") ?? task.MinimumSize,
            MaximumSize = Size(set, "SERVERLESS_TASK_MAX_STATEMENT_SIZE") ?? task.MaximumSize,
            Parameters = Parameters(task, set),
            Config = Config(set) ?? task.Config,
            AllowsChildOverlap = AllowsChildOverlap(set) ?? task.AllowsChildOverlap,
            ErrorIntegration = set.Text("ERROR_INTEGRATION") ?? task.ErrorIntegration,
            SuccessIntegration = set.Text("SUCCESS_INTEGRATION") ?? task.SuccessIntegration,
        };
        Check(changed, set);
        if (changed.Schedule is { } schedule)
        {
            _ = TaskSchedule.Parse(schedule);
        }

        return changed;
    }

    public static TaskObject Unset(TaskObject task, UnsetAction unset)
    {
        foreach (var name in unset.Names)
        {
            task = name switch
            {
                "COMMENT" => task with { Comment = null },
                "WAREHOUSE" => task with { Warehouse = null },
                "SCHEDULE" => task with { Schedule = null },
                "SUSPEND_TASK_AFTER_NUM_FAILURES" => task with { SuspendAfterFailures = 10 },
                "USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS" => task with { MinimumTriggerSeconds = 30 },
                "TASK_AUTO_RETRY_ATTEMPTS" => task with { RetryAttempts = 0 },
                "USER_TASK_TIMEOUT_MS" => task with { TimeoutMilliseconds = null },
                "TARGET_COMPLETION_INTERVAL" => task with { TargetCompletion = null },
                "USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE" => task with { InitialSize = null },
                "SERVERLESS_TASK_MIN_STATEMENT_SIZE" => task with { MinimumSize = null },
                "SERVERLESS_TASK_MAX_STATEMENT_SIZE" => task with { MaximumSize = null },
                "CONFIG" => task with { Config = null },
                "OVERLAP_POLICY" or "ALLOW_OVERLAPPING_EXECUTION" => task with { AllowsChildOverlap = false },
                "ERROR_INTEGRATION" => task with { ErrorIntegration = null },
                "SUCCESS_INTEGRATION" => task with { SuccessIntegration = null },
                "FINALIZE" => task with { Finalizes = null },
                _ when KnownProperties.Session.Contains(name) => task with { Parameters = task.Parameters.Where(parameter => parameter.Key != name).ToDictionary() },
                _ => throw new NotEmulatedException($"ALTER TASK … UNSET {name}", unset.Position),
            };
        }

        return task;
    }

    private static void Check(TaskObject task, PropertyList set)
    {
        if (task.Warehouse is not null && set.Find("USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE") is { } size)
        {
            throw SnowflakeException.Compilation(size.Position, "USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE is not allowed beside WAREHOUSE.");
        }

        CheckOrder(task.MinimumSize, task.MaximumSize, "SERVERLESS_TASK_MIN_STATEMENT_SIZE is greater than SERVERLESS_TASK_MAX_STATEMENT_SIZE.", set);
        CheckOrder(task.MinimumSize, task.InitialSize, "SERVERLESS_TASK_MIN_STATEMENT_SIZE is greater than USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE.", set);
        CheckOrder(task.InitialSize, task.MaximumSize, "USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE is greater than SERVERLESS_TASK_MAX_STATEMENT_SIZE.", set);
        if (task.IsRoot)
        {
            return;
        }

        // Each speaks of the graph, so its place is the root.
        foreach (var name in (string[])["TASK_AUTO_RETRY_ATTEMPTS", "OVERLAP_POLICY", "ALLOW_OVERLAPPING_EXECUTION", "ERROR_INTEGRATION", "SUCCESS_INTEGRATION"])
        {
            if (set.Find(name) is { } value)
            {
                throw SnowflakeException.Compilation(value.Position, $"{name} is set on the root task of a graph only.");
            }
        }

        if (task.Schedule is not null)
        {
            throw SnowflakeException.Compilation(set.Position, "a task with AFTER or FINALIZE has no SCHEDULE of its own.");
        }
    }

    private static void CheckOrder(string? lower, string? upper, string message, PropertyList set)
    {
        if (lower is not null && upper is not null && Array.IndexOf(Sizes, lower) > Array.IndexOf(Sizes, upper))
        {
            throw SnowflakeException.Compilation(set.Position, message);
        }
    }

    private static Dictionary<string, string> Parameters(TaskObject task, PropertyList set)
    {
        var parameters = task.Parameters.ToDictionary();
        foreach (var property in set.Items.Where(property => KnownProperties.Session.Contains(property.Name)))
        {
            parameters[property.Name] = SessionParameters.Checked(property.Name, set.Text(property.Name) ?? string.Empty, property.Position);
        }

        return parameters;
    }

    private static int? Number(PropertyList set, string name, int lowest, int highest)
    {
        var value = set.Integer(name);
        return value < lowest || value > highest ? throw SnowflakeException.InvalidProperty(name, set.Find(name)!.Position) : value;
    }

    private static string? Target(PropertyList set)
    {
        const string Name = "TARGET_COMPLETION_INTERVAL";
        return set.Text(Name) is not { } text ? null
            : TaskSchedule.Interval(text) is { } interval && interval >= TaskSchedule.Shortest && interval <= LongestTarget ? text
            : throw SnowflakeException.InvalidProperty(Name, set.Find(Name)!.Position);
    }

    private static string? Size(PropertyList set, string name)
    {
        var size = set.Text(name)?.ToUpperInvariant();
        size = size is "X2LARGE" ? "XXLARGE" : size;
        return size is null || Array.IndexOf(Sizes, size) >= 0 ? size : throw SnowflakeException.InvalidProperty(name, set.Find(name)!.Position);
    }

    private static string? Config(PropertyList set)
    {
        if (set.Text("CONFIG") is not { } text)
        {
            return null;
        }

        return GraphConfig.IsObject(text) ? text : throw SnowflakeException.InvalidProperty("CONFIG", set.Find("CONFIG")!.Position);
    }

    // The deprecated word's values are the new one's: ALTER TASK's usage notes.
    private static bool? AllowsChildOverlap(PropertyList set) => set.Text("OVERLAP_POLICY")?.ToUpperInvariant() switch
    {
        null => set.Boolean("ALLOW_OVERLAPPING_EXECUTION"),
        "NO_OVERLAP" => false,
        "ALLOW_CHILD_OVERLAP" => true,
        "ALLOW_ALL_OVERLAP" => throw new NotEmulatedException("OVERLAP_POLICY = ALLOW_ALL_OVERLAP", set.Find("OVERLAP_POLICY")!.Position),
        _ => throw SnowflakeException.InvalidProperty("OVERLAP_POLICY", set.Find("OVERLAP_POLICY")!.Position),
    };
}

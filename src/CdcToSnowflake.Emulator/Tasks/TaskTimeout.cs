using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>How long a task may run: "Create a sequence of tasks with a task graph", "Task graph timeouts".</summary>
/// <param name="Limit">The time allowed, for the message.</param>
/// <param name="Until">When time is up although the task itself began later: the root's limit for all of its graph.</param>
internal sealed record TaskTimeout(TimeSpan Limit, DateTimeOffset? Until)
{
    private static readonly TimeSpan Default = TimeSpan.FromHours(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>A task's own limit; else the root's for the whole graph, from the root's start; else an hour.</summary>
    public static TaskTimeout Of(TaskRun run)
    {
        var (task, root) = (run.Task, run.Graph.Root);
        // Counted from the attempt's first task: the root, or what a retry begins with.
        if (root.TimeoutMilliseconds is not null)
        {
            run.Graph.Deadline ??= run.Started + Own(root);
        }

        var isRoots = task.TimeoutMilliseconds is null && run.Graph.Deadline is not null;
        var limit = isRoots ? Own(root) : Own(task);
        return StatementTimeout(task) is { } statement && statement < limit
            ? new TaskTimeout(statement, isRoots ? run.Graph.Deadline : null)
            : new TaskTimeout(limit, isRoots ? run.Graph.Deadline : null);
    }

    public TimeSpan Remaining(DateTimeOffset now)
    {
        var left = Until - now;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < Limit ? left.Value : Limit;
    }

    /// <summary>STATEMENT_TIMEOUT_IN_SECONDS of the task: the body is one statement.</summary>
    private static TimeSpan? StatementTimeout(TaskObject task) =>
        task.Parameters.TryGetValue("STATEMENT_TIMEOUT_IN_SECONDS", out var seconds) && seconds != "0" ? TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)) : null;

    private static TimeSpan Own(TaskObject task) => task.TimeoutMilliseconds switch
    {
        null => Default,
        0 => Longest,
        var milliseconds => TimeSpan.FromMilliseconds(milliseconds.Value),
    };
}

using CdcToSnowflake.Model;

namespace CdcToSnowflake.Sql;

/// <summary>What the manual's "Create a sequence of tasks with a task graph" allows, checked before anything runs.</summary>
internal static class FollowUpRules
{
    private const int MostLinks = 100;

    private static readonly HashSet<string> Taken = [ObjectNames.MergeRaw, ObjectNames.MergeCi, ObjectNames.PurgeStg];

    public static void Check(IReadOnlyList<FollowUpTask> tasks)
    {
        for (int i = 0; i < tasks.Count; i++)
        {
            Check(tasks[i], [.. tasks.Take(i).Where(other => Meet(other, tasks[i]))]);
        }
    }

    private static void Check(FollowUpTask task, List<FollowUpTask> before)
    {
        SqlRanges.Named(task.Name, nameof(FollowUpTask));
        SqlRanges.Named(task.Statement, $"The {nameof(FollowUpTask.Statement)} of the task {task.Name}");
        SqlRanges.Defined(task.Root, nameof(FollowUpTask.Root));
        string? problem =
            Taken.Contains(task.Name) || before.Exists(other => other.Name == task.Name) ? "has the name of another task of its schema. Name it otherwise"
            : task.Statement.TrimEnd().EndsWith(';') ? "ends its statement with a semicolon. Leave that out"
            : task is { Root: MergeTask.Ci, Brand: not null } ? $"follows the merge into CI, which is all brands'. Leave {nameof(FollowUpTask.Brand)} out"
            : task is { IsFinalizer: true, After.Count: > 0 } ? $"is a finalizer, which runs after all others. Leave {nameof(FollowUpTask.After)} out"
            : task.IsFinalizer && before.Exists(other => other.IsFinalizer) ? "is the second finalizer of its merge. Leave one out"
            : task.After.FirstOrDefault(name => !before.Exists(other => other.Name == name && !other.IsFinalizer && Covers(other, task))) is { } unknown ? $"comes after '{unknown}', which isn't among the followers of its merge that stand before it, or is a finalizer"
            : task.After.Count > MostLinks || before.Count(other => other.After.Count == 0 && !other.IsFinalizer) >= MostLinks ? $"has more than {MostLinks} tasks before it or beside it, and Snowflake allows no more"
            : null;
        if (problem is not null)
        {
            throw new ArgumentException($"The task {task.Name} of {nameof(SqlOptions)}.{nameof(SqlOptions.FollowUps)} {problem}.");
        }
    }

    private static bool Meet(FollowUpTask a, FollowUpTask b) => a.Root == b.Root && (a.Brand is null || b.Brand is null || a.Brand == b.Brand);

    // A task of every brand can't come after one that only some brand has.
    private static bool Covers(FollowUpTask other, FollowUpTask task) => other.Brand is null || other.Brand == task.Brand;
}

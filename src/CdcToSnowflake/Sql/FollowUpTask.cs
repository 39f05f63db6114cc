namespace CdcToSnowflake.Sql;

/// <summary>
/// A task of the user's own in a merge's task graph, say one that refreshes an aggregate or tells another system (the manual's "Create a sequence of tasks with a task graph"). It stands in the merge's
/// schema, so names in its statement that aren't qualified mean that schema's objects. A failure of it is a failure of the graph: it is told, tried again and counted as the merge's own.
/// </summary>
/// <param name="Name">The task's name as Snowflake stores it; another than those of the SDK's tasks and of the other followers of the same merge.</param>
/// <param name="Root">The merge that it follows.</param>
/// <param name="Statement">What it runs, as it stands: one statement, such as <c>CALL REFRESH_TOTALS()</c>, or a Snowflake Scripting block, without a semicolon at its end.</param>
public sealed record FollowUpTask(string Name, MergeTask Root, string Statement)
{
    /// <summary>The brand whose merge is meant, with <see cref="MergeTask.Raw"/>.</summary>
    /// <value>The default is null: each brand's has one.</value>
    public string? Brand { get; init; }

    /// <summary>The followers of the same merge that must have succeeded before, by name; each stands before this one in <see cref="SqlOptions.FollowUps"/>. 100 at the most.</summary>
    /// <value>The default is none: it runs right after the merge.</value>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>Whether it is the graph's finalizer: it runs when all the others have ended, whether they failed or not. A merge has one at the most, and nothing comes after it.</summary>
    /// <value>The default is false.</value>
    public bool IsFinalizer { get; init; }

    internal bool Follows(MergeTask root, string? brand) => Root == root && (root == MergeTask.Ci || Brand is null || Brand == brand);
}

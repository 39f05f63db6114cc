using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Sql.Views;

namespace CdcToSnowflake.Sql;

public sealed partial class SnowflakeSql
{
    /// <summary>The template of tasks that follow others.</summary>
    internal const string FollowUp = "task/create-follow-up";

    /// <summary>The template that gives a role all tasks of a schema.</summary>
    internal const string OwnAllTasks = "grant/own-tasks";

    /// <summary>The template that stops a task.</summary>
    internal const string Suspension = "task/suspend";

    /// <summary>A task of the user's own that follows a merge, for one brand's merge or for CI's. It is suspended until resumed, and its root must be suspended while it is made.</summary>
    /// <param name="task">One of <see cref="SqlOptions.FollowUps"/>.</param>
    /// <param name="brand">The brand's id; null for CI's.</param>
    /// <returns>The statement.</returns>
    /// <exception cref="ModelException">The task doesn't follow that merge.</exception>
    internal SqlStatement CreateFollowUpTask(FollowUpTask task, string? brand)
    {
        ArgumentNullException.ThrowIfNull(task);
        MergeTask root = brand is null ? MergeTask.Ci : MergeTask.Raw;
        if (!task.Follows(root, brand))
        {
            throw new ModelException(ModelProblem.Unknown, $"The task {task.Name} doesn't follow {RootOf(brand).Display}.");
        }
        return Write(FollowUp, FollowUpName(task, brand), name => new
        {
            Task = name,
            Settings = new TaskSettings(_options),
            task.IsFinalizer,
            Root = RootOf(brand),
            After = task.After.Count == 0 ? [RootOf(brand)] : task.After.Select(RootOf(brand).Parent.With).ToList(),
            Statement = new SqlText(task.Statement),
        });
    }

    /// <summary>The names of the tasks that follow a brand's merge, or CI's.</summary>
    internal IEnumerable<ObjectName> FollowUpNames(string? brand) => FollowUps(brand).Select(task => FollowUpName(task, brand));

    /// <summary>A merge's procedures, which the task's role may call, and its task with all that follows it.</summary>
    /// <param name="merge">The procedures, and last the task.</param>
    /// <param name="resume">Starts it.</param>
    /// <param name="brand">Whose merge it is; null for CI's.</param>
    private IEnumerable<SqlStatement> SetUpMerge(List<SqlStatement> merge, SqlStatement resume, string? brand) =>
        [.. merge.Count > 1 ? UseProcedures(RootOf(brand).Parent) : [], .. merge.SkipLast(1), .. SetUpGraph(merge[^1], resume, brand)];

    /// <summary>
    /// A merge's task and its followers, whose root comes first and is resumed last. A transfer of one task would sever it from the others, so all of the schema change their owner together.
    /// </summary>
    private IEnumerable<SqlStatement> SetUpGraph(SqlStatement create, SqlStatement resume, string? brand)
    {
        FollowUpTask[] followUps = [.. FollowUps(brand)];
        if (followUps.Length == 0)
        {
            return [create, .. OwnTask(RootOf(brand)), resume];
        }
        return
        [
            // Nothing of a graph is replaced while its root is started.
            SuspendTask(RootOf(brand)),
            create,
            .. followUps.Select(task => CreateFollowUpTask(task, brand)),
            .. OwnTasks(RootOf(brand).Parent),
            .. followUps.Select(task => Write("task/resume", FollowUpName(task, brand), name => new { Task = name })),
            resume,
        ];
    }

    private IEnumerable<FollowUpTask> FollowUps(string? brand) => _options.FollowUps.Where(task => task.Follows(brand is null ? MergeTask.Ci : MergeTask.Raw, brand));

    private ObjectName RootOf(string? brand) => brand is null ? _names.MergeCi : _names.MergeRaw(_model.Brand(brand).Id);

    private ObjectName FollowUpName(FollowUpTask task, string? brand) => RootOf(brand).Parent.With(task.Name);
}

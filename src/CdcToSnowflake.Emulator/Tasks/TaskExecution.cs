using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Definition;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>EXECUTE TASK: checks what is asked, and asks the scheduler for it.</summary>
internal static class TaskExecution
{
    private static readonly TimeSpan RetryReach = TimeSpan.FromDays(14);

    public static StatementResult Request(ExecuteTaskStatement statement, DdlContext context)
    {
        var task = context.Existing<TaskObject>(NameSpaceKind.Task, statement.Name, "Task")!;
        if (!task.IsRoot)
        {
            throw SnowflakeException.Compilation(statement.Position, $"EXECUTE TASK needs a root task; {task.Key} has predecessors.");
        }

        if (statement.Config is { } config && !GraphConfig.IsObject(config))
        {
            throw SnowflakeException.InvalidProperty("CONFIG", statement.Position);
        }

        var retried = statement.IsRetry ? Retried(statement, task, context) : null;
        context.Write.Put(GraphVersions.Set(task, context.Catalog));
        context.Session.Engine.Tasks.Request(new TaskRequest(task.Id, context.Now, GraphConfig.Merge(task.Config, statement.Config), retried));
        return StatementResult.Status($"Task {task.Name} is scheduled to run immediately.");
    }

    // The three conditions are EXECUTE TASK's page's.
    private static GraphHistory Retried(ExecuteTaskStatement statement, TaskObject root, DdlContext context)
    {
        var last = GraphHistory.Find(context.Session.Duck, root, statement.RetryGroup);
        var obstacle = last is null ? statement.RetryGroup is null ? "it has never run" : $"it has no graph run '{statement.RetryGroup}'"
            : !last.HasFailed ? "that run did not fail"
            : last.Version != root.GraphVersion || GraphVersions.IsChanged(root, context.Catalog) ? "its graph has been modified since"
            : last.FirstScheduled < context.Now - RetryReach ? "that run began more than 14 days ago"
            : null;
        return obstacle is null ? last! : throw new SnowflakeException(91091, "55000", $"Cannot retry task {root.Key}: {obstacle}. Run the whole graph by EXECUTE TASK.");
    }
}

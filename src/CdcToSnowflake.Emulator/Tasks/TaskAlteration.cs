using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Definition;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>ALTER TASK.</summary>
internal static class TaskAlteration
{
    public static void Execute(AlterStatement statement, TaskObject task, DdlContext context)
    {
        if (!task.IsRoot)
        {
            TaskDefinition.RequireSuspendedRoots(task, context.Catalog);
        }
        else if (task.IsStarted && statement.Action is not (SuspendAction or ResumeAction))
        {
            TaskDefinition.RequireSuspendedRoots(task, context.Catalog);
        }

        context.Write.Put(Altered(statement.Action, task, context));
    }

    private static TaskObject Altered(AlterAction action, TaskObject task, DdlContext context)
    {
        switch (action)
        {
            case ResumeAction:
                if (task.IsRoot && task.Schedule is null && task.When is null)
                {
                    throw SnowflakeException.Compilation(action.Position, $"task {task.Key} has neither a SCHEDULE nor a stream in WHEN: it can only be run by EXECUTE TASK.");
                }

                return task.IsStarted ? task : task with { IsStarted = true, ResumedOn = context.Now };
            case SuspendAction:
                return task with { IsStarted = false };
            case SetAction set:
                return TaskProperties.Apply(task, set.Properties);
            case UnsetAction unset:
                return task with
                {
                    Comment = unset.Names.Contains("COMMENT") ? null : task.Comment,
                    Warehouse = unset.Names.Contains("WAREHOUSE") ? null : task.Warehouse,
                    Schedule = unset.Names.Contains("SCHEDULE") ? null : task.Schedule,
                    SuspendAfterFailures = unset.Names.Contains("SUSPEND_TASK_AFTER_NUM_FAILURES") ? 10 : task.SuspendAfterFailures,
                    MinimumTriggerSeconds = unset.Names.Contains("USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS") ? 30 : task.MinimumTriggerSeconds,
                    RetryAttempts = unset.Names.Contains("TASK_AUTO_RETRY_ATTEMPTS") ? 0 : task.RetryAttempts,
                    Config = unset.Names.Contains("CONFIG") ? null : task.Config,
                };
            case ModifyTaskBodyAction body:
                return task with { Definition = body.Body.Text };
            case ModifyTaskWhenAction condition:
                return task with { When = condition.When is null ? null : condition.WhenText.ToString() };
            case AddAfterAction add:
                var added = add.Tasks.Select(name => TaskDefinition.Predecessor(name, task.Key, context)).ToList();
                if (added.Find(parent => parent.Name == task.Name || TaskGraph.IsAfter(parent, task.Name, context.Catalog)) is { } circle)
                {
                    throw SnowflakeException.Compilation(action.Position, $"task {task.Key} after {circle.Key} would make a circle.");
                }

                return task with { After = [.. task.After.Union(added.Select(parent => parent.Name))] };
            case RemoveAfterAction remove:
                return task with { After = [.. task.After.Except(remove.Tasks.Select(name => name.Name))] };
            default:
                throw new NotEmulatedException("this ALTER TASK", action.Position);
        }
    }
}

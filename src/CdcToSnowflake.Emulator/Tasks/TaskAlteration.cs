using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Definition;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>ALTER TASK, and what DROP TASK and GRANT OWNERSHIP do to the tasks around.</summary>
internal static class TaskAlteration
{
    public const string UserSuspended = "USER_SUSPENDED";
    public const string SuspendedDueToErrors = "SUSPENDED_DUE_TO_ERRORS";

    public static void Execute(AlterStatement statement, TaskObject task, DdlContext context)
    {
        if (!task.IsRoot || (task.IsStarted && statement.Action is not (SuspendAction or ResumeAction)))
        {
            TaskDefinition.RequireSuspendedRoots(task, context.Catalog);
        }

        switch (statement.Action)
        {
            case ResumeAction:
                context.Write.Put(Resumed(task, statement.Action.Position, context));
                break;
            case SuspendAction:
                context.Write.Put(Suspended(task, UserSuspended, context.Now));
                break;
            default:
                var altered = Altered(statement.Action, task, context) with { Revision = task.Revision + 1 };
                TaskDefinition.Put(!task.IsRoot && altered.IsRoot ? altered with { IsStarted = false } : altered, statement.Action.Position, context);
                break;
        }
    }

    /// <summary>SYSTEM$TASK_DEPENDENTS_ENABLE: a task and all below it, the lowest first.</summary>
    public static void ResumeAll(TaskObject task, TextPosition position, DdlContext context)
    {
        if (!task.IsRoot)
        {
            TaskDefinition.RequireSuspendedRoots(task, context.Catalog);
        }

        foreach (var below in TaskGraph.Dependents(task, context.Catalog).Reverse())
        {
            context.Write.Put(Resumed(below, position, context));
        }
    }

    public static TaskObject Suspended(TaskObject task, string reason, DateTimeOffset now) =>
        task.IsStarted ? task with { IsStarted = false, SuspendedOn = now, SuspendedReason = reason } : task;

    /// <summary>DROP TASK and GRANT OWNERSHIP sever the links to what follows; what loses its last predecessor is a root of its own, suspended.</summary>
    public static void Unlink(TaskObject severed, DdlContext context)
    {
        if (!severed.IsRoot)
        {
            TaskDefinition.RequireSuspendedRoots(severed, context.Catalog);
        }

        foreach (var follower in TaskGraph.Followers(severed.Key, context.Catalog))
        {
            var unlinked = follower with
            {
                After = [.. follower.After.Where(name => name != severed.Name)],
                Finalizes = follower.Finalizes == severed.Name ? null : follower.Finalizes,
                Revision = follower.Revision + 1,
            };
            context.Write.Put(unlinked.IsRoot ? Suspended(unlinked, UserSuspended, context.Now) : unlinked);
        }
    }

    private static TaskObject Resumed(TaskObject task, TextPosition position, DdlContext context)
    {
        if (task.IsStarted)
        {
            return task;
        }

        if (task.IsRoot && task.Schedule is null && task.When is null)
        {
            throw SnowflakeException.Compilation(position, $"task {task.Key} has neither a SCHEDULE nor a stream in WHEN: it can only be run by EXECUTE TASK.");
        }

        return GraphVersions.Set(task with { IsStarted = true, ResumedOn = context.Now, SuspendedReason = null }, context.Catalog);
    }

    private static TaskObject Altered(AlterAction action, TaskObject task, DdlContext context)
    {
        switch (action)
        {
            case SetAction set when set.Properties.Find("FINALIZE") is { } root:
                return task with { Finalizes = TaskDefinition.Predecessor(Name(root), task.Key, context).Name };
            case SetAction set:
                TaskDefinition.RequireIntegrations(set.Properties, context);
                return TaskProperties.Apply(task, set.Properties);
            case UnsetAction unset:
                return TaskProperties.Unset(task, unset);
            case ModifyTaskBodyAction body:
                return task with { Definition = body.Body.Text };
            case ModifyTaskWhenAction { When: null }:
                return task with { When = null };
            case ModifyTaskWhenAction condition:
                TaskCondition.Check(condition.When!);
                return task with { When = condition.WhenText.ToString() };
            case AddAfterAction add:
                var added = add.Tasks.Select(name => TaskDefinition.Predecessor(name, task.Key, context)).ToList();
                if (added.Find(parent => parent.Name == task.Name || TaskGraph.IsAfter(parent, task.Name, context.Catalog)) is { } circle)
                {
                    throw SnowflakeException.Compilation(action.Position, $"task {task.Key} after {circle.Key} would make a circle.");
                }

                return task.Schedule is null
                    ? task with { After = [.. task.After.Union(added.Select(parent => parent.Name))] }
                    : throw SnowflakeException.Compilation(action.Position, $"task {task.Key} has a SCHEDULE, which a task with AFTER cannot have: unset it first.");
            case RemoveAfterAction remove:
                return task with { After = [.. task.After.Except(remove.Tasks.Select(name => name.Name))] };
            default:
                throw new NotEmulatedException("this ALTER TASK", action.Position);
        }
    }

    private static ObjectName Name(PropertyValue value) => value is WordValue word ? word.Name : throw SnowflakeException.InvalidProperty("FINALIZE", value.Position);
}

using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Definition;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>CREATE TASK (always suspended) and EXECUTE TASK.</summary>
internal static class TaskDefinition
{
    public static StatementResult Create(CreateTaskStatement statement, DdlContext context)
    {
        var key = context.NewKey(NameSpaceKind.Task, statement.Name);
        if (statement.Mode == CreateMode.OrReplace && context.Catalog.Find(key) is TaskObject { IsRoot: false } replaced)
        {
            RequireSuspendedRoots(replaced, context.Catalog);
        }

        if (context.Claim(statement.Mode, key) is { } done)
        {
            return done;
        }

        var task = TaskProperties.Apply(
            new TaskObject
            {
                Id = context.Write.NextId(),
                Name = key.Name,
                Database = key.Database,
                Schema = key.Schema,
                CreatedOn = context.Now,
                Definition = statement.Body.Text,
                When = statement.When is null ? null : statement.WhenText.ToString(),
                After = [.. statement.After.Select(after => Predecessor(after, key, context).Name)],
                Finalizes = statement.Finalize is null ? null : Predecessor(statement.Finalize, key, context).Name,
            },
            statement.Properties);
        Check(task, statement, context);
        context.Write.Put(task);
        return StatementResult.Status($"Task {key.Name} successfully created.");
    }

    public static StatementResult Request(ExecuteTaskStatement statement, DdlContext context)
    {
        var task = context.Existing<TaskObject>(NameSpaceKind.Task, statement.Name, "Task")!;
        if (!task.IsRoot || statement.RetryLast)
        {
            throw statement.RetryLast ? new NotEmulatedException("EXECUTE TASK … RETRY LAST", statement.Position)
                : SnowflakeException.Compilation(statement.Position, $"EXECUTE TASK needs a root task; {task.Key} has predecessors.");
        }

        context.Session.Engine.Tasks.Request(task.Id);
        return StatementResult.Status($"Task {task.Name} is scheduled to run immediately.");
    }

    public static TaskObject Predecessor(ObjectName name, CatalogKey of, DdlContext context)
    {
        var task = context.Existing<TaskObject>(NameSpaceKind.Task, name.Parts.Count == 1 ? new ObjectName([of.Database, of.Schema, name.Name]) { Position = name.Position } : name, "Task")!;
        return task.Database == of.Database && task.Schema == of.Schema
            ? task
            : throw SnowflakeException.Compilation(name.Position, $"task {task.Key} is in another schema: a task graph lives in one.");
    }

    /// <summary>091089: a graph changes only while its root is suspended.</summary>
    public static void RequireSuspendedRoots(TaskObject task, CatalogSnapshot catalog)
    {
        if (TaskGraph.Roots(task, catalog).FirstOrDefault(root => root.IsStarted) is { } root)
        {
            throw new SnowflakeException(91089, "23001", $"Unable to update graph with root task {root.Key} since that root task is not suspended.");
        }
    }

    private static void Check(TaskObject task, CreateTaskStatement statement, DdlContext context)
    {
        if (!task.IsRoot && task.Schedule is not null)
        {
            throw SnowflakeException.Compilation(statement.Position, "a task with AFTER or FINALIZE has no SCHEDULE of its own.");
        }

        if (task.IsTriggered && task.Warehouse is null && !statement.Properties.Has("TARGET_COMPLETION_INTERVAL"))
        {
            throw SnowflakeException.Compilation(statement.Position, "a serverless triggered task needs TARGET_COMPLETION_INTERVAL.");
        }

        if (!task.IsRoot)
        {
            RequireSuspendedRoots(task, context.Catalog);
        }
    }
}

using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Definition;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>CREATE TASK: always suspended.</summary>
internal static class TaskDefinition
{
    public static StatementResult Create(CreateTaskStatement statement, DdlContext context)
    {
        var key = context.NewKey(NameSpaceKind.Task, statement.Name);
        var followers = statement.Mode == CreateMode.OrReplace ? TaskGraph.Followers(key, context.Catalog) : [];

        // A lone task isn't a graph: it may be replaced while it is started.
        if (statement.Mode == CreateMode.OrReplace && context.Catalog.Find(key) is TaskObject replaced && (!replaced.IsRoot || followers.Count > 0))
        {
            RequireSuspendedRoots(replaced, context.Catalog);
        }

        return context.Create(statement.Mode, ObjectKind.Task, key, () => Made(statement, key, context), task =>
        {
            // The links of what follows the replaced task are by name, and stay.
            foreach (var follower in followers)
            {
                context.Write.Put(follower);
            }

            Put(task, statement.Position, context);
        });
    }

    private static TaskObject Made(CreateTaskStatement statement, CatalogKey key, DdlContext context)
    {
        if (statement.When is not null)
        {
            TaskCondition.Check(statement.When);
        }

        var task = TaskProperties.Apply(
            new TaskObject
            {
                Definition = statement.Body.Text,
                When = statement.When is null ? null : statement.WhenText.ToString(),
                After = [.. statement.After.Select(after => Predecessor(after, key, context).Name)],
                Finalizes = statement.Finalize is null ? null : Predecessor(statement.Finalize, key, context).Name,
            },
            statement.Properties with { Position = statement.Position });
        RequireIntegrations(statement.Properties, context);
        return task.IsTriggered && task.Warehouse is null && task.TargetCompletion is null
            ? throw SnowflakeException.Compilation(statement.Position, "a serverless triggered task needs TARGET_COMPLETION_INTERVAL.")
            : task;
    }

    /// <summary>The integrations that are set must be there, and take messages.</summary>
    public static void RequireIntegrations(PropertyList set, DdlContext context)
    {
        foreach (var name in (string[])["ERROR_INTEGRATION", "SUCCESS_INTEGRATION"])
        {
            IntegrationDefinition.RequireIntegration(set.Text(name), "NOTIFICATION", set.Find(name)?.Position ?? set.Position, context);
        }
    }

    /// <summary>Stores a task after checking its place in the graph.</summary>
    public static void Put(TaskObject task, TextPosition position, DdlContext context)
    {
        if (!task.IsRoot)
        {
            RequireSuspendedRoots(task, context.Catalog);
        }

        context.Write.Put(task);
        TaskGraph.CheckLimits(task, position, context.Catalog);
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
}

using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>Tasks that run after one another: one root, its descendants, and perhaps a finalizer. All in one schema.</summary>
internal sealed class TaskGraph
{
    private const int MostTasks = 1000;
    private const int MostLinks = 100;

    private TaskGraph(TaskObject root, IReadOnlyList<TaskObject> inOrder, TaskObject? finalizer)
    {
        Root = root;
        InOrder = inOrder;
        Finalizer = finalizer;
    }

    public TaskObject Root { get; }

    /// <summary>The root first, each task after all that it waits for.</summary>
    public IReadOnlyList<TaskObject> InOrder { get; }

    public TaskObject? Finalizer { get; }

    /// <summary>All tasks of the graph, the finalizer last.</summary>
    public IEnumerable<TaskObject> All => Finalizer is null ? InOrder : InOrder.Append(Finalizer);

    public static TaskGraph Of(TaskObject root, CatalogSnapshot catalog)
    {
        var siblings = catalog.OfType<TaskObject>().Where(task => task.Database == root.Database && task.Schema == root.Schema).OrderBy(task => task.Id).ToList();
        var inOrder = new List<TaskObject> { root };
        var names = new HashSet<string>(StringComparer.Ordinal) { root.Name };
        for (var isGrowing = true; isGrowing;)
        {
            isGrowing = false;
            foreach (var task in siblings)
            {
                if (task.After.Count > 0 && !names.Contains(task.Name) && task.After.All(name => names.Contains(name) || siblings.TrueForAll(other => other.Name != name)) && task.After.Any(names.Contains))
                {
                    inOrder.Add(task);
                    names.Add(task.Name);
                    isGrowing = true;
                }
            }
        }

        return new TaskGraph(root, inOrder, siblings.Find(task => task.Finalizes == root.Name));
    }

    /// <summary>The tasks that name another as predecessor or as the root that they finalize.</summary>
    public static IReadOnlyList<TaskObject> Followers(CatalogKey key, CatalogSnapshot catalog) =>
    [
        .. catalog.OfType<TaskObject>()
            .Where(task => task.Database == key.Database && task.Schema == key.Schema && (task.After.Contains(key.Name) || task.Finalizes == key.Name))
            .OrderBy(task => task.Id),
    ];

    /// <summary>A task and all that comes after it, the farthest last.</summary>
    public static IReadOnlyList<TaskObject> Dependents(TaskObject task, CatalogSnapshot catalog)
    {
        var found = new List<TaskObject> { task };
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(Followers(found[i].Key, catalog).Where(follower => found.TrueForAll(known => known.Id != follower.Id)));
        }

        return found;
    }

    /// <summary>"Create a sequence of tasks with a task graph", Considerations: how many tasks, parents and children; one owner; one finalizer, nothing after it.</summary>
    public static void CheckLimits(TaskObject task, TextPosition position, CatalogSnapshot catalog)
    {
        if (task.After.Count > MostLinks)
        {
            throw SnowflakeException.Compilation(position, $"task {task.Key} has {task.After.Count} predecessors, and {MostLinks} are allowed.");
        }

        var followers = Followers(task.Key, catalog);
        if (task.Finalizes is { } finalized && (task.After.Count > 0 || followers.Count > 0))
        {
            throw SnowflakeException.Compilation(position, $"task {task.Key} finalizes {finalized}, so it can have neither predecessors nor children.");
        }

        foreach (var above in task.Finalizes is { } named ? [named] : task.After)
        {
            if (catalog.Find(task.Key with { Name = above }) is not TaskObject parent)
            {
                continue;
            }

            if (parent.OwnerRole != task.OwnerRole)
            {
                throw SnowflakeException.Compilation(position, $"all tasks of a graph have one owner: {parent.Key} is {parent.OwnerRole}'s, and {task.Key} would be {task.OwnerRole}'s. Create it as that role, or grant the ownership of all of them.");
            }

            var beside = Followers(parent.Key, catalog);
            if (beside.Count(follower => follower.After.Contains(above)) > MostLinks)
            {
                throw SnowflakeException.Compilation(position, $"task {parent.Key} has more than {MostLinks} children.");
            }

            if (task.Finalizes is not null && (!parent.IsRoot || beside.Any(follower => follower.Finalizes == above && follower.Id != task.Id)))
            {
                throw SnowflakeException.Compilation(position, $"task {parent.Key} {(parent.IsRoot ? "has a finalizer" : "is no root task")}: {task.Key} cannot finalize it.");
            }

            if (task.After.Count > 0 && parent.Finalizes is not null)
            {
                throw SnowflakeException.Compilation(position, $"task {parent.Key} is a finalizer: nothing can come after it.");
            }
        }

        foreach (var root in Roots(task, catalog))
        {
            if (Of(root, catalog).All.Count() > MostTasks)
            {
                throw SnowflakeException.Compilation(position, $"the graph of {root.Key} has more than {MostTasks} tasks.");
            }
        }
    }

    /// <summary>The roots above a task; itself if it is one.</summary>
    public static IEnumerable<TaskObject> Roots(TaskObject task, CatalogSnapshot catalog)
    {
        var waiting = new Queue<TaskObject>([task]);
        var seen = new HashSet<long>();
        while (waiting.TryDequeue(out var next))
        {
            if (!seen.Add(next.Id))
            {
                continue;
            }

            if (next.IsRoot)
            {
                yield return next;
            }

            foreach (var name in next.Finalizes is { } root ? [root] : next.After)
            {
                if (catalog.Find(next.Key with { Name = name }) is TaskObject parent)
                {
                    waiting.Enqueue(parent);
                }
            }
        }
    }

    /// <summary>Whether a task waits, directly or not, for another.</summary>
    public static bool IsAfter(TaskObject task, string name, CatalogSnapshot catalog)
    {
        var waiting = new Queue<string>(task.After);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.TryDequeue(out var next))
        {
            if (next == name)
            {
                return true;
            }

            if (seen.Add(next) && catalog.Find(task.Key with { Name = next }) is TaskObject parent)
            {
                foreach (var above in parent.After)
                {
                    waiting.Enqueue(above);
                }
            }
        }

        return false;
    }
}

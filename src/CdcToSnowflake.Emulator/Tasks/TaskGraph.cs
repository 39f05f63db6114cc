using CdcToSnowflake.Emulator.Catalog;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>Tasks that run after one another: one root, its descendants, and perhaps a finalizer. All in one schema.</summary>
internal sealed class TaskGraph
{
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

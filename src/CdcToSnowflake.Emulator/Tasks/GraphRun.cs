using CdcToSnowflake.Emulator.Catalog;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>One run of a graph with all its attempts: what is done, and what a task may ask about it.</summary>
internal sealed class GraphRun(TaskGraph graph, DateTimeOffset scheduled, string from)
{
    public const string FromSchedule = "SCHEDULE";
    public const string FromTrigger = "TRIGGER";
    public const string FromExecute = "EXECUTE_TASK";
    public const string FromManualRetry = "MANUAL RETRY";
    public const string FromAutomaticRetry = "AUTOMATIC RETRY";

    private readonly HashSet<string> _passed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _settled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _returned = new(StringComparer.Ordinal);

    public TaskGraph Graph => graph;

    public TaskObject Root => graph.Root;

    /// <summary>When this attempt was due.</summary>
    public DateTimeOffset Scheduled { get; private set; } = scheduled;

    /// <summary>When the first attempt was due.</summary>
    public DateTimeOffset OriginallyScheduled { get; init; } = scheduled;

    /// <summary>SCHEDULED_FROM of this attempt.</summary>
    public string From { get; private set; } = from;

    public int Attempt { get; private set; } = 1;

    /// <summary>GRAPH_RUN_GROUP_ID: the same for all attempts.</summary>
    public string GroupId { get; init; } = Guid.NewGuid().ToString();

    public string? Config { get; init; } = graph.Root.Config;

    /// <summary>When the time that the root allows to all of the graph is up; null = each task has only its own limit.</summary>
    public DateTimeOffset? Deadline { get; set; }

    /// <summary>The root's run: success notifications name its query.</summary>
    public TaskRun? RootRun { get; private set; }

    /// <summary>The last successful run's group and time before this one began; null: none.</summary>
    public Lazy<(string GroupId, DateTimeOffset Scheduled)?>? LastSuccess { get; init; }

    public bool HasFailed { get; private set; }

    public bool IsCancelled { get; private set; }

    public bool IsSettled(TaskObject task) => _settled.Contains(task.Name);

    /// <summary>
    /// Whether a task's predecessors let it run. A suspended one counts as succeeded, but of several at least one must be resumed:
    /// "Create a sequence of tasks with a task graph", "Skip or suspend a child task".
    /// </summary>
    public bool IsReady(TaskObject task)
    {
        if (task.After.Count == 1)
        {
            return _passed.Contains(task.After[0]);
        }

        var resumed = task.After.Where(name => name == Root.Name || graph.InOrder.Any(parent => parent.Name == name && parent.IsStarted)).ToList();
        return resumed.Count > 0 && resumed.TrueForAll(_passed.Contains);
    }

    /// <summary>A task that needs no run in this attempt: it is suspended, or has run well before.</summary>
    public void Pass(string task, string? returned = null)
    {
        _passed.Add(task);
        _settled.Add(task);
        _returned[task] = returned;
    }

    /// <summary>A task whose WHEN did not hold, in this attempt or before: what comes after it doesn't run.</summary>
    public void Skip(string task) => _settled.Add(task);

    public void Add(TaskRun run)
    {
        RootRun = run.Task.Id == Root.Id ? run : RootRun;
        switch (run.State)
        {
            case TaskRun.Succeeded:
                Pass(run.Task.Name, run.ReturnValue);
                break;
            case TaskRun.Skipped:
                Skip(run.Task.Name);
                break;
            case TaskRun.Cancelled:
                IsCancelled = true;
                break;
            default:
                HasFailed = true;
                break;
        }
    }

    public void Retry(DateTimeOffset now, string from, int attempt)
    {
        (Scheduled, From, Attempt) = (now, from, attempt);
        (HasFailed, IsCancelled, Deadline) = (false, false, null);
    }

    /// <summary>The value that a task set, if it has run well; the name as the catalog has it.</summary>
    public string? ReturnedBy(string task) => _returned.GetValueOrDefault(task);
}

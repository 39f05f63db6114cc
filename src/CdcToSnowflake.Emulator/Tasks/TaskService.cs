using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>Decides which tasks are due, by the clock and by their streams.</summary>
internal sealed class TaskService(Engine engine)
{
    private readonly Lock _lock = new();
    private readonly List<long> _requested = [];
    private readonly Dictionary<long, DateTimeOffset> _lastStart = [];

    public TaskRunner Runner { get; } = new(engine);

    /// <summary>EXECUTE TASK: a run at the next step, suspended or not.</summary>
    public void Request(long taskId)
    {
        lock (_lock)
        {
            _requested.Add(taskId);
        }
    }

    /// <summary>Runs all that is due now, once each.</summary>
    /// <param name="ignoreIntervals">Whether a triggered task with data runs before its minimum interval is over.</param>
    /// <param name="cancellationToken">Ends it between or within runs.</param>
    public bool RunDue(bool ignoreIntervals, CancellationToken cancellationToken)
    {
        var ran = RunRequested(cancellationToken);
        foreach (var task in Roots())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var now = engine.Clock.GetUtcNow();
            if (task.Schedule is not null ? DueSince(task) <= now : task.IsTriggered && (ignoreIntervals || EarliestTrigger(task) <= now))
            {
                ran |= RunRoot(task, task.Schedule is null ? now : DueSince(task), now, cancellationToken);
            }
        }

        return ran;
    }

    /// <summary>When something may become due by the clock alone; null: only a commit or a file can make it so.</summary>
    public DateTimeOffset? NextDue(CancellationToken cancellationToken)
    {
        DateTimeOffset? next = null;
        var now = engine.Clock.GetUtcNow();
        foreach (var task in Roots())
        {
            DateTimeOffset? due = task.Schedule is not null ? DueSince(task)
                : task.IsTriggered && EarliestTrigger(task) is var earliest && earliest > now && Runner.IsWanted(task, cancellationToken) ? earliest
                : null;
            next = due < (next ?? DateTimeOffset.MaxValue) ? due : next;
        }

        return next;
    }

    private bool RunRoot(TaskObject task, DateTimeOffset scheduled, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isWanted = Runner.IsWanted(task, cancellationToken);
        if (isWanted || task.Schedule is not null)
        {
            // Also a scheduled run that WHEN skips has had its turn.
            _lastStart[task.Id] = now;
        }

        if (!isWanted)
        {
            return false;
        }

        Runner.Run(task, scheduled, task.Schedule is null ? "TRIGGER" : "SCHEDULE", cancellationToken);
        return true;
    }

    private bool RunRequested(CancellationToken cancellationToken)
    {
        List<long> requested;
        lock (_lock)
        {
            requested = [.. _requested];
            _requested.Clear();
        }

        var ran = false;
        foreach (var id in requested)
        {
            if (engine.State.Catalog.ById<TaskObject>(id) is { } task)
            {
                Runner.Run(task, engine.Clock.GetUtcNow(), "EXECUTE TASK", cancellationToken);
                ran = true;
            }
        }

        return ran;
    }

    private List<TaskObject> Roots() =>
        [.. engine.State.Catalog.OfType<TaskObject>().Where(task => task is { IsRoot: true, IsStarted: true }).OrderBy(task => task.Id)];

    private DateTimeOffset DueSince(TaskObject task)
    {
        var resumed = task.ResumedOn ?? task.CreatedOn;
        var last = _lastStart.GetValueOrDefault(task.Id, resumed);
        return TaskSchedule.Parse(task.Schedule!).Next(last > resumed ? last : resumed, resumed);
    }

    private DateTimeOffset EarliestTrigger(TaskObject task) => _lastStart.TryGetValue(task.Id, out var last)
        ? last + (engine.Options.MinimumTriggerInterval ?? TimeSpan.FromSeconds(task.MinimumTriggerSeconds))
        : DateTimeOffset.MinValue;
}

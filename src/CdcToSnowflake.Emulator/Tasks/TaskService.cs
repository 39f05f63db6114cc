using System.Collections.Concurrent;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>Decides which tasks are due, by the clock and by their streams.</summary>
internal sealed class TaskService
{
    // "Triggered tasks": one that hasn't run for so long is looked at, so that its empty streams don't become stale; and it runs at least so often while it has data.
    private static readonly TimeSpan HealthCheck = TimeSpan.FromHours(12);

    private readonly Engine _engine;
    private readonly ConcurrentDictionary<long, TaskRequest> _requested = new();

    // Each root's last turn: for a schedule when it ended, for a trigger when it began.
    private readonly ConcurrentDictionary<long, DateTimeOffset> _lastTurn;

    public TaskService(Engine engine, DuckSession duck)
    {
        _engine = engine;
        Runner = new TaskRunner(engine);
        _lastTurn = new ConcurrentDictionary<long, DateTimeOffset>(TaskHistory.LastTurns(duck));
    }

    public TaskRunner Runner { get; }

    /// <summary>EXECUTE TASK: a run at the next step, suspended or not. Asked again before it starts, the last request counts.</summary>
    public void Request(TaskRequest request) => _requested[request.TaskId] = request;

    /// <summary>Runs all that is due now, once each.</summary>
    /// <param name="ignoreIntervals">Whether a triggered task with data runs before its minimum interval is over.</param>
    /// <param name="cancellationToken">Ends it between or within runs.</param>
    public bool RunDue(bool ignoreIntervals, CancellationToken cancellationToken)
    {
        Runner.RecordUnwritten();
        var ran = RunRequested(cancellationToken);
        foreach (var task in Roots())
        {
            cancellationToken.ThrowIfCancellationRequested();
            ran |= task.Schedule is not null ? RunScheduled(task, isOverlapping: false, cancellationToken) : task.IsTriggered && RunTriggered(task, ignoreIntervals, cancellationToken);
        }

        Runner.RecordUnwritten();

        return ran;
    }

    /// <summary>When something may become due by the clock alone; null: only a commit or a file can make it so.</summary>
    public DateTimeOffset? NextDue(CancellationToken cancellationToken)
    {
        DateTimeOffset? next = null;
        foreach (var task in Roots())
        {
            DateTimeOffset? due = task.Schedule is not null ? DueSince(task) : task.IsTriggered ? NextTurn(task, cancellationToken) : null;
            next = due < (next ?? DateTimeOffset.MaxValue) ? due : next;
        }

        return next;
    }

    /// <summary>The runs that TASK_HISTORY shows as SCHEDULED.</summary>
    public IEnumerable<TaskRun> Scheduled()
    {
        foreach (var request in _requested.Values)
        {
            if (_engine.State.Catalog.ById<TaskObject>(request.TaskId) is { } task)
            {
                yield return Waiting(task, request.RequestedAt, request.Retried is null ? GraphRun.FromExecute : GraphRun.FromManualRetry);
            }
        }

        foreach (var task in Roots().Where(task => task.Schedule is not null && !_requested.ContainsKey(task.Id)))
        {
            yield return Waiting(task, DueSince(task), GraphRun.FromSchedule);
        }
    }

    /// <summary>NEXT_SCHEDULED_TIME of a run's rows; null for a root without a schedule.</summary>
    public static DateTimeOffset? NextAfter(GraphRun run) => run.Root is { Schedule: { } schedule, IsStarted: true }
        ? TaskSchedule.Parse(schedule).Next(run.Scheduled, run.Root.ResumedOn ?? run.Root.CreatedOn)
        : null;

    private bool RunScheduled(TaskObject task, bool isOverlapping, CancellationToken cancellationToken)
    {
        var due = DueSince(task);
        if (due > _engine.Clock.GetUtcNow())
        {
            return false;
        }

        // What comes due while it runs is skipped, unless the graph may overlap itself: then each time has its instance.
        _lastTurn[task.Id] = isOverlapping ? due : _engine.Clock.GetUtcNow();
        Begin(task, due, GraphRun.FromSchedule, cancellationToken);
        if (!task.AllowsChildOverlap)
        {
            _lastTurn[task.Id] = _engine.Clock.GetUtcNow();
        }

        return true;
    }

    private bool RunTriggered(TaskObject task, bool ignoreIntervals, CancellationToken cancellationToken)
    {
        var now = _engine.Clock.GetUtcNow();
        if (!ignoreIntervals && EarliestTrigger(task) > now)
        {
            return false;
        }

        if (HealthCheckDue(task) > now && !MayBeWanted(task, cancellationToken))
        {
            return false;
        }

        _lastTurn[task.Id] = now;
        Begin(task, now, GraphRun.FromTrigger, cancellationToken);
        return true;
    }

    private bool RunRequested(CancellationToken cancellationToken)
    {
        var ran = false;
        foreach (var id in _requested.Keys.Order())
        {
            if (!_requested.TryRemove(id, out var request) || _engine.State.Catalog.ById<TaskObject>(id) is not { } task)
            {
                continue;
            }

            ran = true;
            var graph = TaskGraph.Of(task, _engine.State.Catalog);
            if (request.Retried is not { } retried)
            {
                Start(new GraphRun(graph, request.RequestedAt, GraphRun.FromExecute) { Config = request.Config, LastSuccess = LastSuccess(task) }, task.RetryAttempts, cancellationToken);
                continue;
            }

            var run = new GraphRun(graph, request.RequestedAt, GraphRun.FromManualRetry)
            {
                Config = retried.Config, GroupId = retried.GroupId, OriginallyScheduled = retried.FirstScheduled, LastSuccess = LastSuccess(task),
            };
            run.Retry(request.RequestedAt, GraphRun.FromManualRetry, retried.Attempt + 1);
            foreach (var outcome in retried.Outcomes.Where(outcome => outcome.Task != graph.Finalizer?.Name))
            {
                if (outcome.State == TaskRun.Succeeded)
                {
                    run.Pass(outcome.Task, outcome.ReturnValue);
                }
                else if (outcome.State == TaskRun.Skipped)
                {
                    run.Skip(outcome.Task);
                }
            }

            Start(run, retries: 0, cancellationToken);
        }

        return ran;
    }

    // A root's run, if its WHEN holds; else its row in the history.
    private void Begin(TaskObject task, DateTimeOffset scheduled, string from, CancellationToken cancellationToken)
    {
        var run = new GraphRun(TaskGraph.Of(task, _engine.State.Catalog), scheduled, from) { LastSuccess = LastSuccess(task) };
        var row = new TaskRun(task, run, TaskRun.Skipped) { NextScheduled = NextAfter(run), Completed = _engine.Clock.GetUtcNow() };
        try
        {
            if (!Runner.IsWanted(task, run, isPeek: false, cancellationToken))
            {
                Runner.Record(row);
                return;
            }
        }
        catch (SnowflakeException error) when (error.Number != WriteLock.TimedOut)
        {
            Runner.Record(Runner.Failed(row, error, isLast: true));
            return;
        }

        Start(run, task.RetryAttempts, cancellationToken);
    }

    private void Start(GraphRun run, int retries, CancellationToken cancellationToken) => Runner.Run(
        run,
        retries,
        between: () =>
        {
            // OVERLAP_POLICY = ALLOW_CHILD_OVERLAP: a new instance when the root is due again while children wait or run.
            if (run.Root.AllowsChildOverlap && _engine.State.Catalog.ById<TaskObject>(run.Root.Id) is { IsStarted: true, Schedule: not null } root)
            {
                RunScheduled(root, isOverlapping: true, cancellationToken);
            }
        },
        cancellationToken);

    private DateTimeOffset? NextTurn(TaskObject task, CancellationToken cancellationToken)
    {
        var (now, earliest, check) = (_engine.Clock.GetUtcNow(), EarliestTrigger(task), HealthCheckDue(task));
        return earliest > now && earliest < check && MayBeWanted(task, cancellationToken) ? earliest : check;
    }

    // Asked only by a task that wants to know: the history may be long.
    private Lazy<(string GroupId, DateTimeOffset Scheduled)?> LastSuccess(TaskObject root) => new(() => TaskHistory.LastSuccess(_engine, root));

    // A condition without a value is a failed run, not a reason not to look.
    private bool MayBeWanted(TaskObject task, CancellationToken cancellationToken)
    {
        try
        {
            return Runner.IsWanted(task, null, isPeek: true, cancellationToken);
        }
        catch (SnowflakeException)
        {
            return true;
        }
    }

    private TaskRun Waiting(TaskObject task, DateTimeOffset scheduled, string from)
    {
        var run = new GraphRun(TaskGraph.Of(task, _engine.State.Catalog), scheduled, from);
        return new TaskRun(task, run, TaskRun.Scheduled) { NextScheduled = NextAfter(run) };
    }

    private List<TaskObject> Roots() =>
        [.. _engine.State.Catalog.OfType<TaskObject>().Where(task => task is { IsRoot: true, IsStarted: true }).OrderBy(task => task.Id)];

    private DateTimeOffset DueSince(TaskObject task)
    {
        var resumed = task.ResumedOn ?? task.CreatedOn;
        return TaskSchedule.Parse(task.Schedule!).Next(LastTurn(task), resumed);
    }

    // "The task will run every 12 hours even if this value is set to more."
    private DateTimeOffset EarliestTrigger(TaskObject task)
    {
        if (!_lastTurn.TryGetValue(task.Id, out var last))
        {
            return DateTimeOffset.MinValue;
        }

        var interval = _engine.Options.MinimumTriggerInterval ?? TimeSpan.FromSeconds(task.MinimumTriggerSeconds);
        return last + (interval < HealthCheck ? interval : HealthCheck);
    }

    private DateTimeOffset HealthCheckDue(TaskObject task) => LastTurn(task) + HealthCheck;

    private DateTimeOffset LastTurn(TaskObject task)
    {
        var resumed = task.ResumedOn ?? task.CreatedOn;
        return _lastTurn.TryGetValue(task.Id, out var last) && last > resumed ? last : resumed;
    }
}

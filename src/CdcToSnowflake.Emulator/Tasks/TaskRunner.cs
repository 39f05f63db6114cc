using System.Collections.Concurrent;
using System.Collections.Immutable;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Execution.Security;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>Runs task graphs: the root, then what waits for it, then the finalizer; and again what failed, as often as the root says.</summary>
internal sealed class TaskRunner(Engine engine)
{
    private readonly TaskFaults _faults = new(engine.Options.TaskChaos);
    private readonly ConcurrentQueue<TaskRun> _unwritten = new();
    private ImmutableList<RunningTask> _running = [];

    /// <summary>What is going on now.</summary>
    public IEnumerable<TaskRun> Executing => _running.Select(running => running.Run);

    /// <summary>SYSTEM$USER_TASK_CANCEL_ONGOING_EXECUTIONS.</summary>
    public void Cancel(long taskId)
    {
        foreach (var running in _running.Where(running => running.Run.Task.Id == taskId))
        {
            running.Cancel();
        }
    }

    /// <summary>Whether a task's WHEN holds; true without one.</summary>
    /// <param name="task">The task.</param>
    /// <param name="run">The graph's run, for the return values of predecessors; null: only looking whether the root is to run.</param>
    /// <param name="isPeek">Whether an empty stream stays as stale as it was: a trigger's look at it is no call of SYSTEM$STREAM_HAS_DATA.</param>
    /// <param name="cancellationToken">Ends the evaluation.</param>
    /// <exception cref="SnowflakeException">The condition has no value: its stream is gone or stale.</exception>
    public bool IsWanted(TaskObject task, GraphRun? run, bool isPeek, CancellationToken cancellationToken)
    {
        if (task.When is null)
        {
            return true;
        }

        using var session = Open(task, run is null ? null : new TaskContext(task, run));
        session.IsPeek = isPeek;
        return new StatementExecutor(session).Evaluate(SqlParser.ParseExpression(task.When), DataType.Boolean, StatementBinds.None, cancellationToken).IsTrue;
    }

    /// <param name="run">The run; what has run well in it before stays done.</param>
    /// <param name="retries">How many attempts more a failed one may have.</param>
    /// <param name="between">Called between two tasks: other runs may begin then.</param>
    /// <param name="cancellationToken">Cancels the running statement; the task is then CANCELLED.</param>
    public void Run(GraphRun run, int retries, Action between, CancellationToken cancellationToken)
    {
        for (; ; retries--)
        {
            Attempt(run, isLast: retries == 0, between, cancellationToken);
            if (!run.HasFailed || run.IsCancelled || retries == 0)
            {
                break;
            }

            run.Retry(engine.Clock.GetUtcNow(), GraphRun.FromAutomaticRetry, run.Attempt + 1);
        }

        if (run is { HasFailed: false, IsCancelled: false, RootRun.State: TaskRun.Succeeded, Root.SuccessIntegration: { } integration } && run.Graph.All.Skip(1).Any())
        {
            engine.Notifications.Add(integration, TaskNotification.Succeeded(run, engine.Clock.GetUtcNow()));
        }
    }

    /// <summary>Writes down a run that is over, or that never began; at once, or, where another's transaction holds the lock, by <see cref="RecordUnwritten"/>.</summary>
    public void Record(TaskRun run)
    {
        _unwritten.Enqueue(run);
        try
        {
            RecordUnwritten();
        }
        catch (SnowflakeException error) when (error.Number == WriteLock.TimedOut)
        {
            // It has run, and what follows it does not depend on the history.
        }
    }

    /// <summary>Writes down what could not be written before.</summary>
    /// <exception cref="SnowflakeException">000625: it still can't.</exception>
    public void RecordUnwritten()
    {
        while (_unwritten.TryPeek(out var run))
        {
            try
            {
                Write(run);
            }
            catch (SnowflakeException error) when (error.Number == WriteLock.TimedOut)
            {
                throw;
            }
            catch
            {
                _unwritten.TryDequeue(out _); // what fails otherwise would fail for ever, and keep those behind it
                throw;
            }

            _unwritten.TryDequeue(out _);
        }
    }

    private void Write(TaskRun run)
    {
        using (var session = new Session(engine))
        {
            new StatementExecutor(session).Change<bool>(
                context =>
                {
                    context.Execute(TaskHistory.Insert(run));
                    if (run.State == TaskRun.FailedAndSuspended && context.Write.Catalog.ById<TaskObject>(run.Graph.Root.Id) is { } root)
                    {
                        context.Write.Put(TaskAlteration.Suspended(root, TaskAlteration.SuspendedDueToErrors, engine.Clock.GetUtcNow()));
                    }

                    return true;
                },
                StatementBinds.None,
                CancellationToken.None);
        }

        if (run.IsFailure && run.Graph.Root.ErrorIntegration is { } integration)
        {
            engine.Notifications.Add(integration, TaskNotification.Failed(run, engine.Clock.GetUtcNow()));
        }
    }

    /// <summary>A run that failed before its body: WHEN has no value.</summary>
    public TaskRun Failed(TaskRun run, Exception error, bool isLast) => run with
    {
        State = isLast && IsOneTooMany(run) ? TaskRun.FailedAndSuspended : TaskRun.Failed,
        Error = error as SnowflakeException ?? new SnowflakeException(603, "XX000", "SQL execution internal error: " + error.Message, error),
        Completed = engine.Clock.GetUtcNow(),
    };

    private void Attempt(GraphRun run, bool isLast, Action between, CancellationToken cancellationToken)
    {
        foreach (var task in run.Graph.InOrder)
        {
            if (run.IsSettled(task) || (!IsRootOf(run, task) && !run.IsReady(task)))
            {
                continue;
            }

            if (!IsRootOf(run, task) && !task.IsStarted)
            {
                run.Pass(task.Name);
                continue;
            }

            if (!IsRootOf(run, task))
            {
                between();
            }

            RunTask(run, task, isLast, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (run.Graph.Finalizer is { IsStarted: true } finalizer && !run.IsSettled(finalizer))
        {
            RunTask(run, finalizer, isLast, cancellationToken);
        }
    }

    private void RunTask(GraphRun graph, TaskObject task, bool isLast, CancellationToken cancellationToken)
    {
        var run = new TaskRun(task, graph, TaskRun.Executing) { NextScheduled = TaskService.NextAfter(graph) };
        try
        {
            // The root's WHEN was asked before its run began.
            run = IsRootOf(graph, task) || IsWanted(task, graph, isPeek: false, cancellationToken)
                ? RunBody(run with { Started = engine.Clock.GetUtcNow(), QueryId = Guid.NewGuid().ToString() }, isLast, cancellationToken)
                : run with { State = TaskRun.Skipped, Completed = engine.Clock.GetUtcNow() };
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            run = Failed(run, error, isLast);
        }

        Record(run);
        graph.Add(run);
    }

    private TaskRun RunBody(TaskRun run, bool isLast, CancellationToken cancellationToken)
    {
        var limit = TaskTimeout.Of(run);
        var started = run.Started!.Value;
        using var timeout = new CancellationTokenSource(limit.Remaining(started), engine.Clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var running = new RunningTask(run, stop);
        ImmutableInterlocked.Update(ref _running, list => list.Add(running));
        try
        {
            var context = new TaskContext(run.Task, run.Graph);
            using var session = Open(run.Task, context);
            RequireExecution(run.Task, session);
            session.Fault = _faults.Next(run, stop);
            session.NextQueryId = run.QueryId;
            using (new StatementExecutor(session).Execute(SqlParser.Parse(run.Task.Definition)[0], StatementBinds.None, stop.Token))
            {
                if (session.Transaction is not null)
                {
                    throw new SnowflakeException(90232, "0A000", "The task's body ended without COMMIT or ROLLBACK of its transaction, which is rolled back.");
                }
            }

            return run with { State = TaskRun.Succeeded, ReturnValue = context.ReturnValue, Completed = engine.Clock.GetUtcNow() };
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return Failed(run, error, isLast);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return Failed(run, SnowflakeException.TimedOut(limit.Limit), isLast) with { IsTimedOut = true };
        }
        catch (OperationCanceledException)
        {
            return run with { State = TaskRun.Cancelled, Completed = engine.Clock.GetUtcNow() };
        }
        finally
        {
            ImmutableInterlocked.Update(ref _running, list => list.Remove(running));
        }
    }

    // SUSPEND_TASK_AFTER_NUM_FAILURES counts failed runs in a row since the root was resumed; it is the root that is suspended.
    private bool IsOneTooMany(TaskRun run) =>
        run.Graph.Root.SuspendAfterFailures > 0 && TaskHistory.FailuresInARow(engine, run) + 1 >= run.Graph.Root.SuspendAfterFailures;

    // "Introduction to tasks": its owner needs both privileges for a serverless task, the first for any.
    private static void RequireExecution(TaskObject task, Session session)
    {
        var access = new RoleAccess(session);
        if (((string[])["EXECUTE TASK", "EXECUTE MANAGED TASK"]).FirstOrDefault(privilege => !(task.Warehouse is not null && privilege == "EXECUTE MANAGED TASK") && !access.HasOnAccount(privilege)) is { } missing)
        {
            throw new SnowflakeException(91007, "23001", $"Cannot execute task {task.Key}: {missing} privilege must be granted to owner role {task.OwnerRole}.");
        }
    }

    private static bool IsRootOf(GraphRun run, TaskObject task) => task.Id == run.Root.Id;

    private Session Open(TaskObject task, TaskContext? context)
    {
        // "Introduction to tasks": the system runs it with its owner's role, and no user is there to have others.
        var session = new Session(engine) { Database = task.Database, Schema = task.Schema, Role = task.OwnerRole, SecondaryRoles = [], Warehouse = task.Warehouse, Task = context };
        foreach (var (name, value) in task.Parameters)
        {
            session.Parameters.Set(name, value, default);
        }

        return session;
    }
}

using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Parsing;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>Runs a task graph once: the root, then what waits for it, then the finalizer.</summary>
internal sealed class TaskRunner(Engine engine)
{
    private long _lastRunId;

    /// <summary>The run that is going on; null if none is.</summary>
    public TaskRun? Current { get; private set; }

    /// <summary>Whether the root's WHEN holds; true without one.</summary>
    public bool IsWanted(TaskObject task, CancellationToken cancellationToken)
    {
        if (task.When is null)
        {
            return true;
        }

        using var session = Open(task);
        return new StatementExecutor(session).Evaluate(SqlParser.ParseExpression(task.When), Parsing.Ast.DataType.Boolean, StatementBinds.None, cancellationToken).IsTrue;
    }

    /// <param name="root">A root task, whose WHEN holds.</param>
    /// <param name="scheduled">When it was due.</param>
    /// <param name="from">SCHEDULE, TRIGGER or EXECUTE TASK.</param>
    /// <param name="cancellationToken">Cancels the running statement; the run is then CANCELLED.</param>
    public void Run(TaskObject root, DateTimeOffset scheduled, string from, CancellationToken cancellationToken)
    {
        var graph = TaskGraph.Of(root, engine.State.Catalog);
        var runId = _lastRunId = Math.Max(_lastRunId + 1, scheduled.ToUnixTimeMilliseconds());
        for (var attempt = 1; ; attempt++)
        {
            var isSuccess = RunOnce(graph, scheduled, runId, attempt, attempt == 1 ? from : "RETRY", cancellationToken);
            if (isSuccess || attempt > root.RetryAttempts)
            {
                return;
            }
        }
    }

    private bool RunOnce(TaskGraph graph, DateTimeOffset scheduled, long runId, int attempt, string from, CancellationToken cancellationToken)
    {
        var succeeded = new HashSet<string>(StringComparer.Ordinal);
        var isSuccess = true;
        foreach (var task in graph.InOrder)
        {
            if (task.Id != graph.Root.Id)
            {
                if (!task.IsStarted)
                {
                    // A suspended child counts as succeeded, so that what comes after it runs.
                    succeeded.Add(task.Name);
                    continue;
                }

                if (!task.After.All(succeeded.Contains))
                {
                    continue;
                }
            }

            var run = new TaskRun(task, graph.Root, TaskRun.Executing, scheduled, runId, attempt, from);
            run = task.Id != graph.Root.Id && !IsWanted(task, cancellationToken) ? run with { State = TaskRun.Skipped, Completed = engine.Clock.GetUtcNow() } : RunBody(run, cancellationToken);
            Record(run);
            if (run.State == TaskRun.Succeeded)
            {
                succeeded.Add(task.Name);
            }

            isSuccess &= !run.IsFailure;
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (graph.Finalizer is { IsStarted: true } finalizer)
        {
            Record(RunBody(new TaskRun(finalizer, graph.Root, TaskRun.Executing, scheduled, runId, attempt, from), cancellationToken));
        }

        return isSuccess;
    }

    private TaskRun RunBody(TaskRun run, CancellationToken cancellationToken)
    {
        run = run with { Started = engine.Clock.GetUtcNow() };
        Current = run;
        try
        {
            using var session = Open(run.Task);
            using (new StatementExecutor(session).Execute(SqlParser.Parse(run.Task.Definition)[0], StatementBinds.None, cancellationToken))
            {
                if (session.Transaction is not null)
                {
                    throw new SnowflakeException(90232, "0A000", "The task's body ended without COMMIT or ROLLBACK of its transaction, which is rolled back.");
                }
            }

            return run with { State = TaskRun.Succeeded, Completed = engine.Clock.GetUtcNow() };
        }
        catch (SnowflakeException error)
        {
            return run with { State = IsOneTooMany(run) ? TaskRun.FailedAndSuspended : TaskRun.Failed, Error = error, Completed = engine.Clock.GetUtcNow() };
        }
        catch (OperationCanceledException)
        {
            return run with { State = TaskRun.Cancelled, Completed = engine.Clock.GetUtcNow() };
        }
        finally
        {
            Current = null;
        }
    }

    // SUSPEND_TASK_AFTER_NUM_FAILURES counts failures in a row since the task was resumed; it is the root that is suspended.
    private bool IsOneTooMany(TaskRun run) =>
        run.Root.SuspendAfterFailures > 0 && TaskHistory.FailuresInARow(engine, run.Task, run.Root.ResumedOn) + 1 >= run.Root.SuspendAfterFailures;

    private void Record(TaskRun run)
    {
        using var session = new Session(engine);
        new StatementExecutor(session).Change<bool>(
            context =>
            {
                context.Execute(TaskHistory.Insert(run));
                if (run.State == TaskRun.FailedAndSuspended && context.Write.Catalog.ById<TaskObject>(run.Root.Id) is { } root)
                {
                    context.Write.Put(root with { IsStarted = false });
                }

                return true;
            },
            StatementBinds.None,
            CancellationToken.None);
    }

    private Session Open(TaskObject task) => new(engine) { Database = task.Database, Schema = task.Schema, Warehouse = task.Warehouse };
}

using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>The runs of tasks, kept in the database; shown for seven days.</summary>
internal static class TaskHistory
{
    public static string Insert(TaskRun run) => "INSERT INTO __sf.task_history VALUES (" + Values(run) + ")";

    /// <summary>A run's row, in the columns' order.</summary>
    public static string Values(TaskRun run) => string.Create(
        CultureInfo.InvariantCulture,
        $"{DuckText.Literal(run.QueryId)}, {run.Task.Id}, {DuckText.Literal(run.Task.Name)}, {DuckText.Literal(run.Task.Database)}, {DuckText.Literal(run.Task.Schema)}, "
        + $"{DuckText.Literal(run.Task.Definition)}, {DuckText.Literal(run.Task.When)}, {DuckText.Literal(run.State)}, {DuckText.Literal(run.Error?.Number.ToString("D6", CultureInfo.InvariantCulture))}, "
        + $"{DuckText.Literal(run.Error?.RawMessage)}, {DuckText.Literal(run.Scheduled)}, {DuckText.Literal(run.Started)}, {DuckText.Literal(run.Completed)}, {run.Root.Id}, {run.RunId}, "
        + $"{run.Attempt}, {DuckText.Literal(run.ScheduledFrom)}, {run.RunId}, {DuckText.Literal(run.ReturnValue)}");

    public static int FailuresInARow(Engine engine, TaskObject task, DateTimeOffset? since)
    {
        using var duck = engine.OpenDuck();
        var text = duck.Text(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT count(*)::VARCHAR FROM __sf.task_history WHERE task_id = {task.Id} AND state LIKE 'FAILED%' AND completed_time >= {DuckText.Literal(since ?? DateTimeOffset.UnixEpoch)}
              AND completed_time > coalesce((SELECT max(completed_time) FROM __sf.task_history WHERE task_id = {task.Id} AND state = 'SUCCEEDED'), TIMESTAMPTZ '1970-01-01 00:00:00+00')
            """));
        return int.Parse(text!, CultureInfo.InvariantCulture);
    }
}

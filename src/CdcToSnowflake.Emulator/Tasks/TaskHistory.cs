using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>The runs of tasks, kept in the database; shown for seven days.</summary>
internal static class TaskHistory
{
    public static string Insert(TaskRun run) => "INSERT INTO __sf.task_history VALUES (" + Values(run) + ")";

    /// <summary>A run's row, in the columns' order.</summary>
    public static string Values(TaskRun run) => string.Create(
        CultureInfo.InvariantCulture,
        $"{DuckDbText.Literal(run.QueryId)}, {run.Task.Id}, {DuckDbText.Literal(run.Task.Name)}, {DuckDbText.Literal(run.Task.Database)}, {DuckDbText.Literal(run.Task.Schema)}, "
        + $"{DuckDbText.Literal(run.Task.Definition)}, {DuckDbText.Literal(run.Task.When)}, {DuckDbText.Literal(run.State)}, {run.Error?.Number.ToString(CultureInfo.InvariantCulture) ?? "NULL"}, "
        + $"{DuckDbText.Literal(run.Error?.RawMessage)}, {DuckDbText.Literal(run.Graph.Scheduled)}, {DuckDbText.Literal(run.Started)}, {DuckDbText.Literal(run.NextScheduled)}, {DuckDbText.Literal(run.Completed)}, "
        + $"{run.Graph.Root.Id}, {run.Graph.Root.GraphVersion}, {run.Graph.OriginallyScheduled.ToUnixTimeMilliseconds()}, {run.Attempt}, {DuckDbText.Literal(run.From)}, "
        + $"{DuckDbText.Literal(run.Graph.Config)}, {DuckDbText.Literal(run.Graph.GroupId)}, {DuckDbText.Literal(run.ReturnValue)}");

    /// <summary>How many graph runs in a row a run's task has failed in before, since its root was resumed; all attempts of one run count as one.</summary>
    public static int FailuresInARow(Engine engine, TaskRun run)
    {
        using var duck = engine.OpenDuck();
        using var rows = duck.Query(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT arg_max(state, attempt_number) FROM __sf.task_history
            WHERE task_id = {run.Task.Id} AND completed_time >= {DuckDbText.Literal(run.Graph.Root.ResumedOn ?? DateTimeOffset.UnixEpoch)}
              AND graph_run_group_id <> {DuckDbText.Literal(run.Graph.GroupId)} AND (state = 'SUCCEEDED' OR state LIKE 'FAILED%')
            GROUP BY graph_run_group_id ORDER BY max(rowid) DESC
            """));
        var failures = 0;
        while (rows.Read() && rows.GetString(0) != TaskRun.Succeeded)
        {
            failures++;
        }

        return failures;
    }

    /// <summary>The last graph run of a root that ended well: every task's last attempt succeeded or was skipped.</summary>
    public static (string GroupId, DateTimeOffset Scheduled)? LastSuccess(Engine engine, TaskObject root)
    {
        using var duck = engine.OpenDuck();
        using var rows = duck.Query(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT graph_run_group_id, epoch_us(min(scheduled_time)) FROM (
                SELECT graph_run_group_id, task_id, arg_max(state, attempt_number) AS state, min(scheduled_time) AS scheduled_time, max(rowid) AS place
                FROM __sf.task_history WHERE root_task_id = {root.Id} GROUP BY ALL)
            GROUP BY graph_run_group_id HAVING bool_and(state IN ('SUCCEEDED', 'SKIPPED')) AND bool_or(task_id = {root.Id} AND state = 'SUCCEEDED')
            ORDER BY max(place) DESC LIMIT 1
            """));
        return rows.Read() ? (rows.GetString(0), DateTimeOffset.UnixEpoch.AddMicroseconds(rows.GetInt64(1))) : null;
    }

    /// <summary>When each root last ran or was skipped.</summary>
    public static IEnumerable<KeyValuePair<long, DateTimeOffset>> LastTurns(DuckSession duck)
    {
        using var rows = duck.Query("SELECT task_id, epoch_us(max(coalesce(completed_time, scheduled_time))) FROM __sf.task_history WHERE task_id = root_task_id GROUP BY 1");
        while (rows.Read())
        {
            yield return new(rows.GetInt64(0), DateTimeOffset.UnixEpoch.AddMicroseconds(rows.GetInt64(1)));
        }
    }
}

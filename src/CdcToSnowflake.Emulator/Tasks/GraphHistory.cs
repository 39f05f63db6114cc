using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>The last attempt of one graph run as the history has it, for a retry.</summary>
internal sealed record GraphHistory(string GroupId, int Attempt, int Version, DateTimeOffset FirstScheduled, string? Config, IReadOnlyList<GraphHistory.Outcome> Outcomes)
{
    public bool HasFailed => Outcomes.Any(outcome => outcome.State is not (TaskRun.Succeeded or TaskRun.Skipped));

    /// <summary>A graph run of a root; the latest without a group's id. null: there is none.</summary>
    public static GraphHistory? Find(DuckSession duck, TaskObject root, string? groupId)
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"root_task_id = {root.Id}");
        groupId ??= duck.Text($"SELECT graph_run_group_id FROM __sf.task_history WHERE {where} ORDER BY rowid DESC LIMIT 1");
        where += $" AND graph_run_group_id = {DuckDbText.Literal(groupId)}";
        var outcomes = new List<Outcome>();
        var (attempt, version, first, config) = (0, 0, DateTimeOffset.MaxValue, default(string));
        using var rows = duck.Query(
            $"""
            SELECT name, arg_max(state, attempt_number), arg_max(return_value, attempt_number), max(attempt_number)::INTEGER, max(graph_version)::INTEGER, epoch_us(min(scheduled_time)), any_value(config)
            FROM __sf.task_history WHERE {where} GROUP BY name
            """);
        while (rows.Read())
        {
            outcomes.Add(new Outcome(rows.GetString(0), rows.GetString(1), rows.IsDBNull(2) ? null : rows.GetString(2)));
            attempt = Math.Max(attempt, rows.GetInt32(3));
            version = Math.Max(version, rows.GetInt32(4));
            var scheduled = DateTimeOffset.UnixEpoch.AddMicroseconds(rows.GetInt64(5));
            first = scheduled < first ? scheduled : first;
            config = rows.IsDBNull(6) ? config : rows.GetString(6);
        }

        return outcomes.Count == 0 ? null : new GraphHistory(groupId!, attempt, version, first, config, outcomes);
    }

    /// <summary>How one task ended.</summary>
    internal sealed record Outcome(string Task, string State, string? ReturnValue);
}

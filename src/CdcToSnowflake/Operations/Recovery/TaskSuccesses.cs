using System.Data.Common;
using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.Operations.Recovery;

/// <summary>Sees in the account's history that tasks work again. A success notification wouldn't tell: Snowflake sends none of a task that stands alone, as the merges do.</summary>
internal static class TaskSuccesses
{
    // A run that takes long was scheduled long before it succeeds.
    private static readonly TimeSpan Slack = TimeSpan.FromHours(2);

    // TASK_HISTORY refuses to look back further than seven days.
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(7) - TimeSpan.FromHours(1);

    /// <summary>Tells the desk of runs that succeeded after the failures that it knows of. Asks nothing if it knows of none.</summary>
    public static async Task TellAsync(FailureDesk desk, DbDataSource account, SnowflakeSql sql, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var failing = desk.Failing.Where(alert => alert.Kind == FailureKind.Task).ToLookup(alert => Plain(alert.Name), StringComparer.Ordinal);
        if (failing.Count == 0)
        {
            return;
        }

        var back = now - failing.SelectMany(alerts => alerts).Min(alert => alert.LastAt) + Slack;
        List<(string Name, DateTimeOffset At)> successes = [];
        var connection = await account.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            await StatementRun.QueryAsync(
                connection,
                sql.TaskSuccesses(back < Slack ? Slack : back > Furthest ? Furthest : back),
                row => successes.Add((string.Join('.', row[0], row[1], row[2]), AnswerTime.Of(row[3]))),
                cancellationToken).ConfigureAwait(false);
        }

        foreach (var (name, at) in successes)
        {
            foreach (var alert in failing[Plain(name)])
            {
                await desk.SucceededAsync(FailureKind.Task, alert.Name, at, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // The manual doesn't say whether notifications quote names that need it.
    private static string Plain(string name) => name.Replace("\"", "", StringComparison.Ordinal);
}

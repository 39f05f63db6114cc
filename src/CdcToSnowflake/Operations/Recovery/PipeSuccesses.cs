using System.Data.Common;
using System.Globalization;
using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.Operations.Recovery;

/// <summary>Sees in a brand's progress that what its pipes skipped came after all: a pipe sends no word of success. The merge never passes a file that a manifest names and that isn't loaded, so behind it each is loaded, or no manifest names it.</summary>
internal static class PipeSuccesses
{
    /// <summary>Whether the end of a failure can be seen: it is a pipe's of a brand that is deployed, about a file that belongs to a cut.</summary>
    public static bool CanSee(FailureAlert alert, SnowflakeSql sql) => alert.Kind == FailureKind.Pipe && FileCut.Of(alert.File) is not null && sql.BrandOfPipe(alert.Name) is not null;

    /// <summary>Tells the desk of files that it knows as skipped and that the merge has passed. Asks nothing if it knows of none.</summary>
    public static async Task TellAsync(FailureDesk desk, DbDataSource account, SnowflakeSql sql, CancellationToken cancellationToken)
    {
        var failing = desk.Failing.Where(alert => CanSee(alert, sql)).GroupBy(alert => sql.BrandOfPipe(alert.Name)!, StringComparer.Ordinal).ToList();
        if (failing.Count == 0)
        {
            return;
        }

        List<(FailureAlert Alert, DateTimeOffset At)> over = [];
        var connection = await account.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            foreach (var brand in failing)
            {
                await StatementRun.QueryAsync(
                    connection,
                    sql.ProgressOf(brand.Key),
                    row => over.AddRange(brand.Where(alert => FileCut.Of(alert.File) <= Convert.ToUInt64(row[0], CultureInfo.InvariantCulture)).Select(alert => (alert, AnswerTime.Of(row[2])))),
                    cancellationToken).ConfigureAwait(false);
            }
        }

        foreach (var (alert, at) in over)
        {
            await desk.EndedAsync(alert, at, cancellationToken).ConfigureAwait(false);
        }
    }
}

using System.Data.Common;
using System.Globalization;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Operations.Lag;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.Operations.Flow;

/// <summary>Gathers what the store and the account have recorded of a brand's last cuts. Changes nothing.</summary>
internal sealed class FlowReader(IObjectStore store, DbDataSource account, SnowflakeSql sql, FlowOptions options)
{
    // COPY_HISTORY goes 14 days back and TASK_HISTORY 7; a little less, since the question takes time.
    private static readonly TimeSpan FurthestLoad = TimeSpan.FromDays(14) - TimeSpan.FromHours(1);
    private static readonly TimeSpan FurthestRun = TimeSpan.FromDays(7) - TimeSpan.FromHours(1);

    // The capture's clock may be ahead of the account's.
    private static readonly TimeSpan Slack = TimeSpan.FromHours(1);

    // CI's merge is due about each minute, so before that nothing is amiss that were worth a question.
    private static readonly TimeSpan UsualWait = TimeSpan.FromMinutes(2);

    public async Task<FlowFacts> ReadAsync(string brand, CancellationToken cancellationToken)
    {
        var connection = await account.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var (merged, mergedAt, now) = await ProgressAsync(connection, brand, cancellationToken).ConfigureAwait(false);
            var cuts = await CutsAsync(brand, merged, cancellationToken).ConfigureAwait(false);
            var back = cuts.Count == 0 ? Slack : now - FlowFacts.At(cuts.Min(cut => cut.CommittedAt)) + Slack;
            var loadsBack = back > FurthestLoad ? FurthestLoad : back < Slack ? Slack : back;
            var runsBack = loadsBack > FurthestRun ? FurthestRun : loadsBack;
            Dictionary<string, IReadOnlyDictionary<string, FileLoad>> files = new(StringComparer.Ordinal);
            foreach (var path in Asked(cuts, merged, now))
            {
                if (sql.TableLoads(brand, path, loadsBack) is { } question)
                {
                    files[path] = await LoadsAsync(connection, question, cancellationToken).ConfigureAwait(false);
                }
            }

            var facts = new FlowFacts(
                brand,
                now,
                merged,
                mergedAt,
                cuts,
                await LoadsAsync(connection, sql.ManifestLoads(brand, loadsBack), cancellationToken).ConfigureAwait(false),
                files,
                await RunsAsync(connection, sql.RawMergeRuns(brand, runsBack), cancellationToken).ConfigureAwait(false),
                await RunsAsync(connection, sql.CiMergeRuns(runsBack), cancellationToken).ConfigureAwait(false));
            facts = facts with { LoadsSince = now - loadsBack };
            return facts with { Integrated = await IntegratedAsync(connection, facts, cancellationToken).ConfigureAwait(false) };
        }
    }

    // Where the merge waits too long at a cut, any of its tables may be what it waits for, so all are asked. Then those that changed last.
    private IEnumerable<string> Asked(IReadOnlyList<CutManifest> cuts, ulong merged, DateTimeOffset now)
    {
        var waiting = cuts.FirstOrDefault(cut => cut.Cut > merged) is { } next && now - FlowFacts.At(next.CommittedAt) > Least(options.Grace, options.OvertakenGrace) ? next.Tables : [];
        var first = waiting.Select(table => table.Table).Distinct(StringComparer.Ordinal).ToList();
        return first.Concat(cuts.Reverse().SelectMany(cut => cut.Tables).Select(table => table.Table)).Distinct(StringComparer.Ordinal).Take(Math.Max(options.Tables, first.Count));
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    // Where no run tells that CI has what RAW has, the table's stream does.
    private async Task<IReadOnlySet<string>> IntegratedAsync(DbConnection connection, FlowFacts facts, CancellationToken cancellationToken)
    {
        HashSet<string> integrated = new(StringComparer.Ordinal);
        foreach (var table in LagReading.Unseen(facts, facts.Now - UsualWait).Take(options.Tables))
        {
            try
            {
                if (sql.HasChangesForCi(facts.Brand, table) is { } question)
                {
                    await StatementRun.QueryAsync(connection, question, row => _ = Convert.ToBoolean(row[0], CultureInfo.InvariantCulture) || integrated.Add(table), cancellationToken).ConfigureAwait(false);
                }
            }
            catch (DeploymentException) when (!cancellationToken.IsCancellationRequested)
            {
                // Stale, or gone: then nothing is known, and the keeper of streams tells.
            }
        }

        return integrated;
    }

    // The last ones, and all that aren't merged as far as they can be held.
    private async Task<IReadOnlyList<CutManifest>> CutsAsync(string brand, ulong merged, CancellationToken cancellationToken)
    {
        var log = new ManifestLog(store, brand);
        if (await log.FindLastAsync(cancellationToken).ConfigureAwait(false) is not { } last)
        {
            return [];
        }

        var recent = last.Cut >= (ulong)options.Cuts ? last.Cut - (ulong)options.Cuts + 1 : 1;
        List<CutManifest> cuts = [];
        await foreach (var cut in log.ReadFromAsync(Math.Min(recent, merged + 1), cancellationToken).ConfigureAwait(false))
        {
            cuts.Add(cut);
            if (cuts.Count >= options.Cuts * 10)
            {
                break;
            }
        }

        return cuts;
    }

    private async Task<(ulong Merged, DateTimeOffset? MergedAt, DateTimeOffset Now)> ProgressAsync(DbConnection connection, string brand, CancellationToken cancellationToken)
    {
        (ulong, DateTimeOffset?, DateTimeOffset)? progress = null;
        await StatementRun.QueryAsync(connection, sql.ProgressOf(brand), row => progress = (Convert.ToUInt64(row[0], CultureInfo.InvariantCulture), row.IsDBNull(1) ? null : AnswerTime.Of(row[1]), AnswerTime.Of(row[2])), cancellationToken).ConfigureAwait(false);
        return progress ?? throw new FlowException(brand, "its progress has no row in the account. Run the plan, which makes it.");
    }

    private static async Task<IReadOnlyDictionary<string, FileLoad>> LoadsAsync(DbConnection connection, SqlStatement question, CancellationToken cancellationToken)
    {
        var loads = new FileLoads();
        await StatementRun.QueryAsync(connection, question, loads.Add, cancellationToken).ConfigureAwait(false);
        return loads.ByName;
    }

    private static async Task<IReadOnlyList<MergeRun>> RunsAsync(DbConnection connection, SqlStatement question, CancellationToken cancellationToken)
    {
        List<MergeRun> runs = [];
        await StatementRun.QueryAsync(connection, question, row => runs.Add(new MergeRun(AnswerTime.Of(row[0]), AnswerTime.Of(row[1]))), cancellationToken).ConfigureAwait(false);
        return runs;
    }
}

using System.Data.Common;
using System.Globalization;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Operations.Lag;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.Operations.Flow;

/// <summary>Gathers what the store and the account have recorded of a brand's last cuts. Changes nothing.</summary>
internal sealed class FlowReader(IObjectStore store, DbDataSource account, SnowflakeSql sql, FlowOptions options, FlowMemory memory)
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
            var (cuts, lastCutAt) = await CutsAsync(brand, merged, cancellationToken).ConfigureAwait(false);
            var back = cuts.Count == 0 ? Slack : now - FlowFacts.At(cuts.Min(cut => cut.CommittedAt)) + Slack;
            var loadsBack = back > FurthestLoad ? FurthestLoad : back < Slack ? Slack : back;
            var runsBack = loadsBack > FurthestRun ? FurthestRun : loadsBack;
            var files = await LoadsAsync(connection, brand, cuts, merged, now, loadsBack, cancellationToken).ConfigureAwait(false);
            var facts = new FlowFacts(
                brand,
                now,
                merged,
                mergedAt,
                cuts,
                files[SnowflakeSql.ManifestsPath],
                files,
                await RunsAsync(connection, sql.RawMergeRuns(brand, runsBack), cancellationToken).ConfigureAwait(false),
                await RunsAsync(connection, sql.CiMergeRuns(runsBack), cancellationToken).ConfigureAwait(false)) { LoadsSince = now - loadsBack, LastCutAt = lastCutAt };
            return facts with { Integrated = await IntegratedAsync(connection, facts, cancellationToken).ConfigureAwait(false) };
        }
    }

    // What was known before needs no question; of the rest, those that changed last are asked.
    private async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, FileLoad>>> LoadsAsync(
        DbConnection connection, string brand, IReadOnlyList<CutManifest> cuts, ulong merged, DateTimeOffset now, TimeSpan back, CancellationToken cancellationToken)
    {
        Dictionary<string, ulong> lastCuts = new(StringComparer.Ordinal) { [SnowflakeSql.ManifestsPath] = cuts.Count > 0 ? cuts[^1].Cut : 0 };
        foreach (var (cut, table) in cuts.SelectMany(cut => cut.Tables, (cut, table) => (cut.Cut, table.Table)))
        {
            lastCuts[table] = cut;
        }

        memory.Begin(merged, lastCuts.Keys.ToHashSet(StringComparer.Ordinal));
        var files = lastCuts.Select(last => (last.Key, Loads: memory.LoadsOf(last.Key, last.Value))).Where(known => known.Loads is not null).ToDictionary(known => known.Key, known => known.Loads!, StringComparer.Ordinal);
        var asked = Asked(cuts, merged, now, files.ContainsKey).ToHashSet(StringComparer.Ordinal);
        if (!files.ContainsKey(SnowflakeSql.ManifestsPath))
        {
            asked.Add(SnowflakeSql.ManifestsPath);
        }

        var loads = new FileLoads();
        foreach (var question in sql.Loads(brand, asked, back))
        {
            await StatementRun.QueryAsync(connection, question, loads.Add, cancellationToken).ConfigureAwait(false);
        }

        foreach (var path in asked.Where(path => path == SnowflakeSql.ManifestsPath || sql.Knows(brand, path)))
        {
            files[path] = loads.Of(path);
            memory.KeepLoads(path, lastCuts[path], merged, loads.Of(path), cuts);
        }

        return files;
    }

    // Where the merge waits too long at a cut, any of its tables may be what it waits for, so all are asked. Then those that changed last.
    private IEnumerable<string> Asked(IReadOnlyList<CutManifest> cuts, ulong merged, DateTimeOffset now, Func<string, bool> isKnown)
    {
        var waiting = cuts.FirstOrDefault(cut => cut.Cut > merged) is { } next && now - FlowFacts.At(next.CommittedAt) > Least(options.Grace, options.OvertakenGrace) ? next.Tables : [];
        var first = waiting.Select(table => table.Table).Distinct(StringComparer.Ordinal).ToList();
        return first.Concat(cuts.Reverse().SelectMany(cut => cut.Tables).Select(table => table.Table)).Where(table => !isKnown(table)).Distinct(StringComparer.Ordinal).Take(Math.Max(options.Tables, first.Count));
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    // Where no run tells that CI has what RAW has, the table's stream does.
    private async Task<IReadOnlyDictionary<string, ulong>> IntegratedAsync(DbConnection connection, FlowFacts facts, CancellationToken cancellationToken)
    {
        var unseen = LagReading.Unseen(facts, facts.Now - UsualWait).ToList();
        var asked = unseen.Where(table => memory.IntegratedUpTo(table) < LastInRaw(table)).Take(options.Tables).ToHashSet(StringComparer.Ordinal);
        foreach (var (paths, question) in sql.HaveChangesForCi(facts.Brand, asked))
        {
            if (await TryAsync(question).ConfigureAwait(false))
            {
                continue;
            }

            // One of them is stale, or gone: of that one nothing is known, and the keeper of streams tells.
            foreach (var (_, alone) in sql.HaveChangesForCi(facts.Brand, paths.ToHashSet(StringComparer.Ordinal), atOnce: 1))
            {
                await TryAsync(alone).ConfigureAwait(false);
            }
        }

        return unseen.ToDictionary(table => table, memory.IntegratedUpTo, StringComparer.Ordinal);

        ulong LastInRaw(string table) => facts.Cuts.Last(cut => cut.Cut <= facts.MergedCut && cut.Tables.Any(one => one.Table == table)).Cut;

        async Task<bool> TryAsync(SqlStatement question)
        {
            try
            {
                await StatementRun.QueryAsync(connection, question, Take, cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (DeploymentException) when (!cancellationToken.IsCancellationRequested)
            {
                return false;
            }
        }

        void Take(DbDataReader row)
        {
            if (!Convert.ToBoolean(row[1], CultureInfo.InvariantCulture))
            {
                memory.Integrated((string)row[0], facts.MergedCut);
            }
        }
    }

    // The last ones, and all that aren't merged as far as they can be held.
    private async Task<(IReadOnlyList<CutManifest> Cuts, DateTimeOffset? LastAt)> CutsAsync(string brand, ulong merged, CancellationToken cancellationToken)
    {
        var log = new ManifestLog(store, brand);
        if (await log.FindLastAsync(cancellationToken).ConfigureAwait(false) is not { } last)
        {
            return ([], null);
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

        return (cuts, FlowFacts.At(last.CommittedAt));
    }

    private async Task<(ulong Merged, DateTimeOffset? MergedAt, DateTimeOffset Now)> ProgressAsync(DbConnection connection, string brand, CancellationToken cancellationToken)
    {
        (ulong, DateTimeOffset?, DateTimeOffset)? progress = null;
        await StatementRun.QueryAsync(connection, sql.ProgressOf(brand), row => progress = (Convert.ToUInt64(row[0], CultureInfo.InvariantCulture), row.IsDBNull(1) ? null : AnswerTime.Of(row[1]), AnswerTime.Of(row[2])), cancellationToken).ConfigureAwait(false);
        return progress ?? throw new FlowException(brand, "its progress has no row in the account. Run the plan, which makes it.");
    }

    private static async Task<IReadOnlyList<MergeRun>> RunsAsync(DbConnection connection, SqlStatement question, CancellationToken cancellationToken)
    {
        List<MergeRun> runs = [];
        await StatementRun.QueryAsync(connection, question, row => runs.Add(new MergeRun(AnswerTime.Of(row[0]), AnswerTime.Of(row[1]))), cancellationToken).ConfigureAwait(false);
        return runs;
    }
}

using System.Data.Common;
using System.Globalization;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Capture.Snapshots;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.Operations.Reconciliation;

/// <summary>
/// Compares a RAW table with its source, by keys and hashes in chunks, while capture and merge go on. Nothing is locked. A chunk is read at the source between two known cuts; once RAW has come past the second, the same
/// keys are read there, and those that a cut in between touched are left out: all others must be the same, or RAW is wrong. <see cref="RepairAsync"/> has the rows that differ, and no others, read again.
/// </summary>
/// <remarks>
/// A repair locks nothing either, and writes nothing into RAW by itself: it puts a list of keys into the store, and the brand's capture reads just these rows between two places of the log. A row that the source has comes as
/// <c>R</c>, one that it doesn't have as <c>D</c>, in the cut that is open there; what the log has of a key from then on comes after it, and wins. CI follows RAW. Handlers of changes see the <c>R</c> where they ask for snapshots,
/// and the <c>D</c> as a delete that has only its key.
/// </remarks>
/// <param name="source">The server.</param>
/// <param name="store">Where the brand's cuts are.</param>
/// <param name="account">The account, or the embedded Snowflake.</param>
/// <param name="sql">The generation for what is deployed.</param>
/// <param name="options">How; null for the defaults.</param>
/// <param name="time">The clock; null for the system's.</param>
public sealed class TableReconciler(MySqlSnapshotSource source, IObjectStore store, DbDataSource account, SnowflakeSql sql, ReconciliationOptions? options = null, TimeProvider? time = null)
{
    // So many files are few for a process, and a part of a hundred million rows still fits into memory.
    private const int PartsOfWhole = 64;

    private readonly ReconciliationOptions _options = (options ?? new ReconciliationOptions()).Checked();
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Compares a table.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="schema">The source's schema.</param>
    /// <param name="table">The source's table.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What differs.</returns>
    /// <exception cref="ReconciliationException">It can't be compared, RAW didn't come past what was read in time, or STG is purged too soon (<see cref="SqlOptions.StgKeep"/>).</exception>
    /// <exception cref="Model.ModelException">The deployed model has no such brand or table.</exception>
    /// <exception cref="DeploymentException">Snowflake refused a question.</exception>
    /// <exception cref="StorageException">The store failed.</exception>
    /// <exception cref="Files.ScratchFileException">The local disk has no room for a table that is compared whole (<see cref="ReconciliationOptions.ScratchFolder"/>).</exception>
    public Task<TableReconciliation> ReconcileAsync(string brand, string schema, string table, CancellationToken cancellationToken = default) =>
        RunAsync(brand, schema, table, isRepaired: false, cancellationToken);

    /// <summary>
    /// Compares a table, and asks the brand's capture to read the rows that differ once more. Requests lie in the store, so they survive restarts: a capture that has a <see cref="MySqlSnapshotSource"/> answers them
    /// when it looks for requests next (<see cref="SnapshotOptions.RequestInterval"/>). Those of a chunk are stored before the next chunk is compared. Compare again afterwards: rows that were in motion weren't asked for.
    /// </summary>
    /// <remarks>
    /// The whole table is read again, and what it doesn't have swept from RAW, where more than <see cref="ReconciliationOptions.MostReread"/> rows differ, where a key has a date that RAW can't have (0000-00-00), and where
    /// RAW keeps deleted rows (<see cref="Model.TableOptions.RawDeletes"/>) and has one too many: a delete by its key would leave no values.
    /// </remarks>
    /// <param name="brand">The brand's id.</param>
    /// <param name="schema">The source's schema.</param>
    /// <param name="table">The source's table.</param>
    /// <param name="cancellationToken">Stops it; what was asked for stays so.</param>
    /// <returns>What differs, and how many rows were asked for.</returns>
    /// <exception cref="ReconciliationException">It can't be compared, RAW didn't come past what was read in time, or STG is purged too soon (<see cref="SqlOptions.StgKeep"/>).</exception>
    /// <exception cref="Model.ModelException">The deployed model has no such brand or table.</exception>
    /// <exception cref="DeploymentException">Snowflake refused a question.</exception>
    /// <exception cref="StorageException">The store failed.</exception>
    /// <exception cref="Files.ScratchFileException">The local disk has no room for a table that is compared whole (<see cref="ReconciliationOptions.ScratchFolder"/>).</exception>
    public Task<TableReconciliation> RepairAsync(string brand, string schema, string table, CancellationToken cancellationToken = default) =>
        RunAsync(brand, schema, table, isRepaired: true, cancellationToken);

    private async Task<TableReconciliation> RunAsync(string brand, string schema, string table, bool isRepaired, CancellationToken cancellationToken)
    {
        var session = await source.OpenPrimaryAsync(cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var connection = await account.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                var there = await SourceDefinitions.FindAsync(session, new TableName(schema, table), cancellationToken).ConfigureAwait(false)
                    ?? throw new ReconciliationException(brand, $"{schema}.{table}", "the source has no such table.");
                var columns = ComparableColumns.Of(sql.TableOf(brand, schema, table), there);
                var rows = new ChunkComparison(_options.MostNamed);
                var repair = new RepairRequests(store, columns, _options.MostReread);
                var log = new ManifestLog(store, brand);
                (ulong First, ulong Last) cuts = default;
                IReadOnlyList<byte[]>? after = null;
                for (var isFirst = true; ; isFirst = false)
                {
                    using var hashes = Hashes(columns);
                    var (chunk, from, to) = await ReadAsync(brand, session, log, columns, after, hashes, cancellationToken).ConfigureAwait(false);
                    var merged = await CompareAsync(connection, columns, chunk, hashes, from, to, rows, isRepaired ? repair : null, cancellationToken).ConfigureAwait(false);
                    cuts = (isFirst ? from.Cut : cuts.First, merged);
                    if (chunk.UpTo is null)
                    {
                        return new TableReconciliation(brand, $"{schema}.{table}", rows.Rows, rows.InMotion, cuts.First, cuts.Last, rows.Differences, rows.Named, columns.NotCompared)
                        {
                            RowsTooLarge = rows.TooLarge,
                            RowsAsked = repair.Rows,
                            IsTableAsked = repair.IsWhole,
                        };
                    }

                    after = chunk.UpTo;
                }
            }
        }
    }

    private async Task<(SourceChunk Chunk, CutManifest From, Binlog.BinlogPosition To)> ReadAsync(
        string brand, SourceSession session, ManifestLog log, ComparableColumns columns, IReadOnlyList<byte[]>? after, KeyedHashes rows, CancellationToken cancellationToken)
    {
        var from = await log.FindLastAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new ReconciliationException(brand, columns.Table, "the brand has no cuts yet.");
        // What is in the log may not be visible yet; then RAW would seem to be ahead.
        await CommittedView.OfPrimaryAsync(session, from.To, cancellationToken).ConfigureAwait(false);
        var chunk = await SourceChunk.ReadAsync(session, columns, after, _options.ChunkRows, rows, cancellationToken).ConfigureAwait(false);
        var to = await SourcePosition.NowAsync(session, cancellationToken).ConfigureAwait(false);
        return (chunk, from, to);
    }

    private KeyedHashes Hashes(ComparableColumns columns) => new(Parts(columns), _options.ScratchFolder);

    private static int Parts(ComparableColumns columns) => columns.Order.Count == 0 ? PartsOfWhole : 1;

    /// <returns>The cut that RAW was at.</returns>
    private async Task<ulong> CompareAsync(
        DbConnection connection, ComparableColumns columns, SourceChunk chunk, KeyedHashes source, CutManifest from, Binlog.BinlogPosition to, ChunkComparison rows, RepairRequests? repair, CancellationToken cancellationToken)
    {
        var since = _time.GetTimestamp();
        var log = new ManifestLog(store, columns.Brand);
        ulong? target = null;
        while (true)
        {
            target ??= await log.FindLastAsync(cancellationToken).ConfigureAwait(false) is { } last && IsPast(last, to) ? last.Cut : null;
            if (target is { } cut && await MergedAsync(connection, columns.Brand, cancellationToken).ConfigureAwait(false) >= cut)
            {
                break;
            }

            if (_time.GetElapsedTime(since) > _options.Patience)
            {
                throw new ReconciliationException(
                    columns.Brand, columns.Table,
                    target is { } waited ? $"RAW didn't come to cut {waited} within {_options.Patience}. See why the merge waits." : $"no cut came past {to} within {_options.Patience}. See whether the capture runs.");
            }

            await Task.Delay(_options.Poll, _time, cancellationToken).ConfigureAwait(false);
        }

        using KeyedHashes raw = Hashes(columns), touched = Hashes(columns);
        var merged = target.Value;
        await StatementRun.QueryAsync(
            connection,
            sql.HashedRows(columns.Model, columns.Key, columns.Compared, columns.Bounds(chunk.After, chunk.UpTo)),
            row =>
            {
                raw.Add(row.GetString(0), row.GetString(1));
                merged = Convert.ToUInt64(row[2], CultureInfo.InvariantCulture);
                if (Parts(columns) == 1 && raw.Count > 10L * _options.ChunkRows)
                {
                    throw new ReconciliationException(columns.Brand, columns.Table, $"RAW has more than {10L * _options.ChunkRows} rows where the source has {source.Count}. Read the table again (RequestSnapshotAsync).");
                }
            },
            cancellationToken).ConfigureAwait(false);

        // After RAW, so that what was merged by then is among them. More than those only leave more out.
        var isEmptied = false;
        await StatementRun.QueryAsync(
            connection,
            sql.TouchedKeys(columns.Model, from.Cut, columns.Key, columns.Bounds(chunk.After, chunk.UpTo)),
            row =>
            {
                touched.Add(row.GetString(0), "");
                isEmptied |= Convert.ToBoolean(row[1], CultureInfo.InvariantCulture);
            },
            cancellationToken).ConfigureAwait(false);
        await KeptCuts.CheckAsync(connection, sql, columns.Brand, columns.Table, from.Cut, cancellationToken).ConfigureAwait(false);
        for (var part = 0; part < Parts(columns); part++)
        {
            var inMotion = touched.Part(part);
            var differences = rows.Add(source.Part(part), raw.Part(part), key => isEmptied || inMotion.ContainsKey(key));
            await (repair?.AskAsync(differences, cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
        }

        return merged;
    }

    private async Task<ulong> MergedAsync(DbConnection connection, string brand, CancellationToken cancellationToken)
    {
        ulong merged = 0;
        await StatementRun.QueryAsync(connection, sql.ProgressOf(brand), row => merged = Convert.ToUInt64(row[0], CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
        return merged;
    }

    // Another server's places say nothing about this one's; its cuts come after a failover, and then the next look finds them in its own log.
    private static bool IsPast(CutManifest cut, Binlog.BinlogPosition place) =>
        (cut.To.ServerUuid is null || place.ServerUuid is null || cut.To.ServerUuid == place.ServerUuid) && LogPlace.Compare(cut.To.File, cut.To.Offset, place.File, place.Offset) >= 0;
}

using System.Globalization;
using CdcToSnowflake.Binlog;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>
/// Waits until a SELECT sees all that the log says up to a place. A server's log runs ahead of its tables: a transaction is logged, and sent to replicas, before it is
/// visible, and with semi-synchronous replication it may stay so for seconds.
/// </summary>
internal static class CommittedView
{
    private const string WaitSeconds = "1";
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits on the server whose log it is.</summary>
    /// <exception cref="SnapshotSourceException">The server can't tell.</exception>
    public static async Task OfPrimaryAsync(SourceSession session, BinlogPosition place, CancellationToken cancellationToken)
    {
        if (session.IsMariaDb)
        {
            await MariaDbAsync(session, place, cancellationToken).ConfigureAwait(false);
        }
        else if (!await ByGtidsAsync(session, place.GtidSet, () => Task.CompletedTask, cancellationToken).ConfigureAwait(false))
        {
            await CommitsInFlightAsync(session, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits on a replica of that server, as long as it takes.</summary>
    /// <param name="session">The replica.</param>
    /// <param name="place">The place in the server's log.</param>
    /// <param name="waits">Called each second that it takes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SnapshotSourceException">It is none, or can't tell.</exception>
    public static async Task OfReplicaAsync(SourceSession session, BinlogPosition place, Func<Task> waits, CancellationToken cancellationToken)
    {
        if (!session.IsMariaDb && await ByGtidsAsync(session, place.GtidSet, waits, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var wait = session.IsMariaDb
            ? $"SELECT MASTER_GTID_WAIT({SourceSql.Text(place.GtidSet ?? "")}, {WaitSeconds})"
            : $"SELECT {(session.Version >= new Version(8, 0, 26) ? "SOURCE_POS_WAIT" : "MASTER_POS_WAIT")}({SourceSql.Text(place.File)}, {place.Offset.ToString(CultureInfo.InvariantCulture)}, {WaitSeconds})";
        while (true)
        {
            var answer = await session.QueryAsync(wait, cancellationToken).ConfigureAwait(false);
            if (answer[0][0] is null)
            {
                throw new SnapshotSourceException("the snapshot's replica doesn't replicate. Start its replication (START REPLICA), or read the snapshot from the primary.");
            }

            if (answer[0][0] != "-1")
            {
                return;
            }

            await waits().ConfigureAwait(false);
        }
    }

    // gtid_executed gets a transaction after its engines have committed it. Where transactions may be without a GTID it says nothing of those, and without GTIDs it can't be waited for.
    private static async Task<bool> ByGtidsAsync(SourceSession session, string? gtids, Func<Task> waits, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(gtids))
        {
            return false;
        }

        var wait = $"SELECT IF(@@GLOBAL.gtid_mode = 'ON', WAIT_FOR_EXECUTED_GTID_SET({SourceSql.Text(gtids)}, {WaitSeconds}), NULL)";
        while (true)
        {
            switch ((await session.QueryAsync(wait, cancellationToken).ConfigureAwait(false))[0][0])
            {
                case "0":
                    return true;
                case null:
                    return false;
            }

            cancellationToken.ThrowIfCancellationRequested();
            await waits().ConfigureAwait(false);
        }
    }

    // Without GTIDs: whoever commits holds a lock of the kind COMMIT from before the log is written until the rows are visible. Those who hold one now must have let it go, or be at another statement.
    private static async Task CommitsInFlightAsync(SourceSession session, CancellationToken cancellationToken)
    {
        const string Commits = "SELECT OWNER_THREAD_ID, OWNER_EVENT_ID FROM performance_schema.metadata_locks WHERE OBJECT_TYPE = 'COMMIT'";
        const string Instrument = "SELECT COUNT(*) FROM performance_schema.setup_instruments WHERE NAME = 'wait/lock/metadata/sql/mdl' AND ENABLED = 'YES'";
        if ((await session.QueryAsync(Instrument, cancellationToken).ConfigureAwait(false))[0][0] != "1")
        {
            throw new SnapshotSourceException(
                "the source can't tell which transactions are visible: it has neither gtid_mode = ON nor performance_schema's instrument wait/lock/metadata/sql/mdl. Switch one of them on, or read the snapshot from a replica.");
        }

        var inFlight = Committing(await session.QueryAsync(Commits, cancellationToken).ConfigureAwait(false));
        for (var pause = FirstPause; inFlight.Count > 0; pause = Longer(pause))
        {
            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            inFlight.IntersectWith(Committing(await session.QueryAsync(Commits, cancellationToken).ConfigureAwait(false)));
        }

        static HashSet<(string?, string?)> Committing(List<string?[]> rows) => [.. rows.Select(row => (row[0], row[1]))];
    }

    // The place in the log that a consistent snapshot stands for.
    private static async Task MariaDbAsync(SourceSession session, BinlogPosition place, CancellationToken cancellationToken)
    {
        (string, long)? asked = null;
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            await session.ExecuteAsync("START TRANSACTION WITH CONSISTENT SNAPSHOT", cancellationToken).ConfigureAwait(false);
            var status = await session.QueryAsync("SHOW SESSION STATUS WHERE Variable_name IN ('binlog_snapshot_file', 'binlog_snapshot_position')", cancellationToken).ConfigureAwait(false);
            await session.ExecuteAsync("ROLLBACK", cancellationToken).ConfigureAwait(false);
            var file = Value("binlog_snapshot_file");
            if (string.IsNullOrEmpty(file) || !long.TryParse(Value("binlog_snapshot_position"), CultureInfo.InvariantCulture, out var offset))
            {
                throw new SnapshotSourceException("the source can't tell which transactions are visible (its status has no binlog_snapshot_file). Read the snapshot from a server that writes the binlog.");
            }

            if (LogPlace.Compare(file, offset, place.File, place.Offset) >= 0 && (place.GtidSet is null || LogPlace.MayBeOfOneLog(file, place.File)))
            {
                return;
            }

            // After a failover the place may be another server's, whose files this one's can't be compared with. Asked once for each place, as the server reads its file up to there.
            if (place.GtidSet is not null && asked != (file, offset))
            {
                asked = (file, offset);
                var state = await session.QueryAsync($"SELECT BINLOG_GTID_POS({SourceSql.Text(file)}, {offset.ToString(CultureInfo.InvariantCulture)})", cancellationToken).ConfigureAwait(false);
                if (MariaDbGtids.Covers(state is [[var gtids]] ? gtids : null, place.GtidSet) == true)
                {
                    return;
                }
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);

            string? Value(string name) => status.Find(row => name.Equals(row[0], StringComparison.OrdinalIgnoreCase))?[1];
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;
}

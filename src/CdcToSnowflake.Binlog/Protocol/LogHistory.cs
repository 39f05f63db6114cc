using System.Globalization;
using System.Text.RegularExpressions;

namespace CdcToSnowflake.Binlog.Protocol;

/// <summary>
/// Tells whether a MySQL server's log goes on where a position ends. A server restored to an earlier time, or a replica that was promoted without having everything, doesn't have
/// transactions that were read, and would nevertheless send what it did instead of them: the server itself looks at its own GTIDs only.
/// </summary>
internal static partial class LogHistory
{
    /// <summary>Refuses a start from GTIDs that the server hasn't executed, or behind the end of its own log.</summary>
    /// <param name="connection">The server.</param>
    /// <param name="info">What is known of it.</param>
    /// <param name="from">The position.</param>
    /// <param name="done">Its GTIDs.</param>
    /// <param name="isLastEventThere">Whether the last event that was read of the server's own was found in its place.</param>
    /// <param name="patience">How long a replica that is behind may take.</param>
    /// <returns>Whether the position's place in a file is surely this server's own, and the file still there.</returns>
    /// <exception cref="BinlogPositionException">It is another history.</exception>
    public static async ValueTask<bool> HasPlaceAsync(ServerConnection connection, BinlogServerInfo info, BinlogPosition from, GtidSet done, bool isLastEventThere, TimeSpan patience)
    {
        // Of its own transactions the server knows best, those too that are logged and not yet executed.
        var others = info.ServerUuid is { } own ? done.Without(own) : done;
        if (!others.IsEmpty && await MissingAsync(connection, others).ConfigureAwait(false) is not null)
        {
            await connection.QueryAsync($"SELECT WAIT_FOR_EXECUTED_GTID_SET('{others}', {patience.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)})").ConfigureAwait(false);
            if (await MissingAsync(connection, others).ConfigureAwait(false) is { } missing)
            {
                var isReplica = await ServerInspection.IsReplicaAsync(connection).ConfigureAwait(false);
                throw new BinlogPositionException(
                    $"{connection.Transport.Endpoint} hasn't executed transactions that were read already: {missing}. It was restored to an earlier time, or promoted without them, or is a replica that is behind. "
                    + "What it did instead of them can't be told from here. Read the server that has them, or wait for the replica; or else take a new snapshot and start after it.",
                    from.File,
                    from.Offset) { IsPassing = isReplica };
            }
        }
        if (from.ServerUuid is null || from.ServerUuid != info.ServerUuid || from.File.Length == 0)
            return false;
        var logs = await ServerInspection.LogsAsync(connection).ConfigureAwait(false);
        CheckEnd(connection.Transport.Endpoint, logs, from);
        // A replica made anew from a copy has what it replicates at other places under the same names, so one is believed behind an event of the server's own that was found. Whoever may not list
        // the files asks for it, and is told if it isn't there.
        if (!isLastEventThere || logs?.Any(log => log.Name == from.File) == false)
            return false;
        await CheckOwnAsync(connection, from, done).ConfigureAwait(false);
        return true;
    }

    private static async ValueTask<string?> MissingAsync(ServerConnection connection, GtidSet wanted)
    {
        var missing = await connection.QueryAsync($"SELECT GTID_SUBTRACT('{wanted}', @@GLOBAL.gtid_executed)").ConfigureAwait(false);
        return missing is [[{ Length: > 0 } gtids]] ? gtids.ReplaceLineEndings("") : null;
    }

    // The same server by its UUID, and its log ends earlier than it did: what it has under the same GTIDs is something else.
    private static void CheckEnd(string endpoint, IReadOnlyList<BinlogLogFile>? logs, BinlogPosition from)
    {
        if (logs is not [.., var last] || BaseName(last.Name) != BaseName(from.File))
            return;
        var end = logs.FirstOrDefault(log => log.Name == from.File)?.Size ?? long.MaxValue;
        if (from.Offset > end || BinlogPosition.ComparePlaces(from.File, 0, last.Name, 0) > 0)
            throw new BinlogPositionException(
                $"The log of {endpoint} ends at {last.Name}:{last.Size}, before the position. Its binlogs were reset, or the server was restored from a copy, and what it did since is "
                + "numbered as what was read already. Take a new snapshot and start after it.",
                from.File,
                from.Offset);
    }

    // Asked by a place, the server doesn't compare its own GTIDs, as it does if it is asked by them.
    private static async ValueTask CheckOwnAsync(ServerConnection connection, BinlogPosition from, GtidSet done)
    {
        if (await MissingAsync(connection, done).ConfigureAwait(false) is null)
            return;
        // What is being committed is in the log already. Asked for first, since meanwhile it may have become executed, but not the other way.
        var rows = await connection.QueryAsync("SELECT @@GLOBAL.gtid_owned").ConfigureAwait(false);
        var committing = GtidSet.TryParse(rows is [[{ } owned]] ? Owner().Replace(owned, "") : "", out var set) ? set : new GtidSet();
        if (await MissingAsync(connection, done).ConfigureAwait(false) is { } missing && !committing.Contains(GtidSet.Parse(missing)))
            throw new BinlogPositionException(
                $"{connection.Transport.Endpoint} hasn't executed transactions of its own that were read already: {missing}. It was restored to an earlier time, or its binlogs were reset, and what it did since may be "
                + "numbered as what was read already. Take a new snapshot and start after it.",
                from.File,
                from.Offset);
    }

    // gtid_owned reads uuid:5#27:6#28, each number with the thread that has it.
    [GeneratedRegex("#[0-9]+")]
    private static partial Regex Owner();

    private static string BaseName(string file) => Path.GetFileNameWithoutExtension(file);
}

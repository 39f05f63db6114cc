using System.Globalization;

namespace CdcToSnowflake.Binlog.Protocol;

/// <summary>
/// Tells whether a MySQL server's log goes on where a position ends. A server restored to an earlier time, or a replica that was promoted without having everything, doesn't have
/// transactions that were read, and would nevertheless send what it did instead of them: the server itself looks at its own GTIDs only.
/// </summary>
internal static class LogHistory
{
    /// <summary>Refuses a start from GTIDs that the server hasn't executed, or behind the end of its own log.</summary>
    /// <param name="connection">The server.</param>
    /// <param name="info">What is known of it.</param>
    /// <param name="from">The position.</param>
    /// <param name="done">Its GTIDs.</param>
    /// <param name="patience">How long a replica that is behind may take.</param>
    /// <exception cref="BinlogPositionException">It is another history.</exception>
    public static async ValueTask CheckAsync(ServerConnection connection, BinlogServerInfo info, BinlogPosition from, GtidSet done, TimeSpan patience)
    {
        // Of its own transactions the server knows best, those too that are logged and not yet executed.
        var others = info.ServerUuid is { } own ? done.Without(own) : done;
        if (!others.IsEmpty && await MissingAsync(connection, others).ConfigureAwait(false) is not null)
        {
            await connection.QueryAsync($"SELECT WAIT_FOR_EXECUTED_GTID_SET('{others}', {patience.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)})").ConfigureAwait(false);
            if (await MissingAsync(connection, others).ConfigureAwait(false) is { } missing)
                throw new BinlogPositionException(
                    $"{connection.Transport.Endpoint} hasn't executed transactions that were read already: {missing}. It was restored to an earlier time, or promoted without them, or is a replica that is behind. "
                    + "What it did instead of them can't be told from here. Read the server that has them, or wait for the replica; or else take a new snapshot and start after it.",
                    from.File,
                    from.Offset);
        }
        if (from.ServerUuid is { } known && known == info.ServerUuid && from.File.Length > 0)
            await CheckEndAsync(connection, from).ConfigureAwait(false);
    }

    private static async ValueTask<string?> MissingAsync(ServerConnection connection, GtidSet wanted)
    {
        var missing = await connection.QueryAsync($"SELECT GTID_SUBTRACT('{wanted}', @@GLOBAL.gtid_executed)").ConfigureAwait(false);
        return missing is [[{ Length: > 0 } gtids]] ? gtids.ReplaceLineEndings("") : null;
    }

    // The same server by its UUID, and its log ends earlier than it did: what it has under the same GTIDs is something else.
    private static async ValueTask CheckEndAsync(ServerConnection connection, BinlogPosition from)
    {
        var logs = await ServerInspection.LogsAsync(connection).ConfigureAwait(false);
        if (logs is not [.., var last] || BaseName(last.Name) != BaseName(from.File))
            return;
        var end = logs.FirstOrDefault(log => log.Name == from.File)?.Size ?? long.MaxValue;
        if (from.Offset > end || BinlogPosition.ComparePlaces(from.File, 0, last.Name, 0) > 0)
            throw new BinlogPositionException(
                $"The log of {connection.Transport.Endpoint} ends at {last.Name}:{last.Size}, before the position. Its binlogs were reset, or the server was restored from a copy, and what it did since is "
                + "numbered as what was read already. Take a new snapshot and start after it.",
                from.File,
                from.Offset);
    }

    private static string BaseName(string file) => Path.GetFileNameWithoutExtension(file);
}

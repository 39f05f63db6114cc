using CdcToSnowflake.Binlog.Events;
using CdcToSnowflake.Binlog.Positions;

namespace CdcToSnowflake.Binlog.Protocol;

/// <summary>
/// Tells whether a server still has, in its place, the last event that was read from it. One that was put back to an earlier state under its old name (a volume's or machine's snapshot, a copy of
/// the data folder) and has written more since than was read has everything else alike: UUID or server_id, file names, GTIDs.
/// </summary>
internal static class LastEventCheck
{
    private const string NoSuchFile = "Could not find first log file name";

    /// <summary>Refuses a start where the server's own log has something else in that place.</summary>
    /// <param name="connection">The server.</param>
    /// <param name="info">What is known of it.</param>
    /// <param name="from">The position.</param>
    /// <param name="options">How to reach the server once more: a connection that was sent a log can't be asked anything else.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether the event was found in its place on this server: so its files are the ones that were read.</returns>
    /// <remarks>Where that can't be told it is left to other checks: another server, a file that was purged, an event beyond the offsets that can be asked for.</remarks>
    /// <exception cref="BinlogPositionException">It is another history.</exception>
    /// <exception cref="BinlogConnectionException">Another server answered in its stead.</exception>
    public static async ValueTask<bool> CheckAsync(ServerConnection connection, BinlogServerInfo info, BinlogPosition from, BinlogClientOptions options, CancellationToken cancellationToken)
    {
        if (from.LastEvent is not { } text)
            return false;
        if (!LoggedEvent.TryParse(text, out var last))
            throw new BinlogPositionException($"'{text}' is no {nameof(BinlogPosition)}.{nameof(BinlogPosition.LastEvent)}; leave it out, or give it as a reader gave it.", from.File, from.Offset);
        if (last.Server != info.LogOwner || last.Start > options.MaxDirectOffset)
            return false;
        if (await ServerInspection.LogsAsync(connection).ConfigureAwait(false) is [.., var newest] logs && logs.All(log => log.Name != last.File))
        {
            if (IsLater(last.File, newest.Name))
                throw Refusal(connection, last, $"ends in {newest.Name}, before it");
            return false;
        }
        return await IsThereAsync(last, options, cancellationToken).ConfigureAwait(false) switch
        {
            false => throw Refusal(connection, last, "has something else in its place"),
            var found => found == true,
        };
    }

    // null: it can't be told.
    private static async ValueTask<bool?> IsThereAsync(LoggedEvent last, BinlogClientOptions options, CancellationToken cancellationToken)
    {
        var connection = await ServerConnection.OpenAsync(options, cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var transport = connection.Transport;
            using var cancelled = transport.CloseOn(cancellationToken);
            transport.SilenceLimit = options.ConnectTimeout;
            // Behind a proxy's name, or while a name goes over to another server, the second connection may be another's.
            if ((await ServerInspection.InspectAsync(connection, withLogs: false).ConfigureAwait(false)).LogOwner is var owner && owner != last.Server)
                throw new BinlogConnectionException($"{transport.Endpoint} answered as {last.Server} and then as {owner}: a proxy or a name of several servers stands before it, or it was just replaced. It is tried again.");
            var hasChecksum = await BinlogStream.SetSessionAsync(connection, options with { SemiSync = false }).ConfigureAwait(false);
            if (connection.Greeting.IsMariaDb)
                await connection.QueryAsync("SET @mariadb_slave_capability = 4").ConfigureAwait(false);
            await transport.SendCommandAsync(ReplicationCommands.DumpToTheEnd(last.File, (uint)last.Start, options.ServerId)).ConfigureAwait(false);
            var framer = new EventFramer(
                options.Decoding.MaxEventBytes,
                error => ServerErrors.InStream(error, options.User, transport.Endpoint, options.ServerId),
                () => new BinlogPositionException("The log ends there."));
            try
            {
                while (true)
                {
                    var events = await transport.ReadEventsAsync(framer).ConfigureAwait(false);
                    if (Find(last, events.Span, ref hasChecksum) is { } found)
                        return found == last;
                }
            }
            catch (BinlogPositionException e)
            {
                // Purged since it was listed, or the account may not list: what isn't there can't be told.
                return e.Message.Contains(NoSuchFile, StringComparison.Ordinal) ? null : false;
            }
            catch (BinlogException e) when (e is BinlogCorruptException or BinlogServerSettingsException)
            {
                // No event starts there: what stands there reads like one that is broken, or too large to be sent.
                return false;
            }
        }
    }

    // What the server makes up at a start (the file's name, its format, how it is encrypted) comes before.
    private static LoggedEvent? Find(LoggedEvent last, ReadOnlySpan<byte> events, ref bool hasChecksum)
    {
        while (!events.IsEmpty)
        {
            var header = EventHeader.Create(events);
            var body = events[EventFrame.HeaderLength..(int)header.Size];
            events = events[(int)header.Size..];
            if (header.Type == EventType.FormatDescription)
                hasChecksum = FormatDescription.HasOwnChecksum(body);
            else if (header.LogPosition != 0 && (header.Flags & EventFlags.Artificial) == 0 && header.Type is not (EventType.Heartbeat or EventType.HeartbeatV2 or EventType.MariaStartEncryption))
                return LoggedEvent.Create(last.Server, last.File, last.Start, in header, hasChecksum ? body[..Math.Max(body.Length - Checksum.Length, 0)] : body);
        }
        return null;
    }

    private static bool IsLater(string file, string newest) =>
        Path.GetFileNameWithoutExtension(file) == Path.GetFileNameWithoutExtension(newest) && BinlogPosition.ComparePlaces(file, 0, newest, 0) > 0;

    private static BinlogPositionException Refusal(ServerConnection connection, LoggedEvent last, string what) => new(
        $"The log of {connection.Transport.Endpoint} {what}: the last event that was read there, written at {DateTimeOffset.FromUnixTimeSeconds(last.Second):yyyy-MM-dd HH:mm:ss} UTC. The server was restored to an earlier "
        + "time under its old identity (a copy of its data, a snapshot of its volume or machine), or its binlogs were reset, and what it did since is numbered as what was read already. Take a new snapshot and start after it.",
        last.File,
        last.Start);
}

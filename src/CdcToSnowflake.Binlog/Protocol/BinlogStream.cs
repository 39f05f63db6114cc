using System.Globalization;
using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog.Protocol;

/// <summary>One connection that the server sends its binlog over.</summary>
internal sealed class BinlogStream : IAsyncDisposable
{
    // At the log's end nothing else comes.
    private static readonly TimeSpan s_checkPeriod = TimeSpan.FromMilliseconds(100);

    private readonly ServerConnection _connection;
    private readonly EventFramer _framer;

    private BinlogStream(ServerConnection connection, BinlogServerInfo server, bool hasChecksums, long? firstOffset, bool isReplica, BinlogClientOptions options)
    {
        FirstOffset = firstOffset;
        _connection = connection;
        Server = server;
        HasChecksums = hasChecksums;
        var endpoint = connection.Transport.Endpoint;
        _framer = new EventFramer(
            options.Decoding.MaxEventBytes,
            error => ServerErrors.InStream(error, options.User, endpoint, options.ServerId, isReplica),
            () => new BinlogConnectionException($"{endpoint} ended the stream: it shuts down, or an operator ended this reader's session."));
    }

    public BinlogServerInfo Server { get; }

    /// <summary>Whether events carry a CRC32, from the first on.</summary>
    public bool HasChecksums { get; }

    /// <summary>Where the server really starts if it can't start at the offset that was asked for; what lies before that one is to be passed over.</summary>
    public long? FirstOffset { get; }

    public PacketTransport Transport => _connection.Transport;

    /// <summary>Connects, agrees on the session and asks for the binlog; whether the server gives it shows with the first read.</summary>
    public static ValueTask<BinlogStream> OpenAsync(BinlogClientOptions options, BinlogPosition? from, CancellationToken cancellationToken) =>
        OpenOnAsync(options, _ => from, cancellationToken);

    /// <inheritdoc cref="OpenAsync"/>
    /// <param name="options">Where and how.</param>
    /// <param name="from">Where to start, asked once it is known which server answers.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async ValueTask<BinlogStream> OpenOnAsync(BinlogClientOptions options, Func<BinlogServerInfo, BinlogPosition?> from, CancellationToken cancellationToken)
    {
        var connection = await ServerConnection.OpenAsync(options, cancellationToken).ConfigureAwait(false);
        try
        {
            using var cancelled = connection.Transport.CloseOn(cancellationToken);
            connection.Transport.SilenceLimit = options.ConnectTimeout;
            var info = await ServerInspection.InspectAsync(connection, withLogs: false).ConfigureAwait(false);
            if (options.RequireFullRows && info.Problems.ToList() is { Count: > 0 } problems)
                throw new BinlogServerSettingsException($"{connection.Transport.Endpoint} does not log whole row changes: {string.Join("; ", problems)}.");
            var hasChecksums = await SetSessionAsync(connection, options).ConfigureAwait(false);
            var position = from(info);
            var (command, firstOffset) = await StartCommandAsync(connection, info, options, position, cancellationToken).ConfigureAwait(false);
            // A MariaDB says in the stream alone that it lacks what was read.
            var isReplica = info.IsMariaDb && position?.GtidSet is not null && await ServerInspection.IsReplicaAsync(connection).ConfigureAwait(false);
            await connection.CommandAsync(ReplicationCommands.Register(options.ServerId)).ConfigureAwait(false);
            connection.Transport.SilenceLimit = 2 * options.HeartbeatPeriod;
            await connection.Transport.SendCommandAsync(command).ConfigureAwait(false);
            return new BinlogStream(connection, info, hasChecksums, firstOffset, isReplica, options);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Whether the server gives its binlog from a position on: opens it there, and reads until the first event that stands in the log, or until the server says that it waits for one.</summary>
    /// <exception cref="BinlogException">It doesn't.</exception>
    public static async Task CheckStartAsync(BinlogClientOptions options, BinlogPosition from, CancellationToken cancellationToken)
    {
        var stream = await OpenAsync(options with { HeartbeatPeriod = s_checkPeriod, SemiSync = false }, from, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            using var cancelled = stream.Transport.CloseOn(cancellationToken);
            stream.Transport.SilenceLimit = 2 * options.HeartbeatPeriod;
            while (!IsLogShown((await stream.ReadAsync().ConfigureAwait(false)).Span))
            {
            }
        }
    }

    /// <summary>The whole events that have arrived, at least one; valid until the next read.</summary>
    public ValueTask<ReadOnlyMemory<byte>> ReadAsync() => Transport.ReadEventsAsync(_framer);

    /// <summary>Tells the server that everything up to a position is safe, if it has asked for such words.</summary>
    public void Acknowledge(BinlogPosition position)
    {
        if (_framer.WantsAcknowledgements)
            Transport.SendBeside(ReplicationCommands.Acknowledgement(position.File, position.Offset).Span);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    /// <summary>Sets what the server's sender reads from the session, under the names of old and new servers. Returns whether events carry checksums.</summary>
    public static async ValueTask<bool> SetSessionAsync(ServerConnection connection, BinlogClientOptions options)
    {
        var heartbeat = (options.HeartbeatPeriod.Ticks * 100).ToString(CultureInfo.InvariantCulture); // nanoseconds
        // The same for each connection of one server_id: so the server recognises and ends a stream that this reader lost, and two readers with one id find out.
        var uuid = new Guid(options.ServerId, 0xCDC, 0x4CDC, 0x80, 0, 0, 0, 0, 0, 0, 0);
        await connection.QueryAsync($"SET @master_heartbeat_period = {heartbeat}, @source_heartbeat_period = {heartbeat}, @slave_uuid = '{uuid}', @replica_uuid = '{uuid}'").ConfigureAwait(false);
        // A sink that is slow for a while (an upload that is retried) must not cost the connection: the default is 60 s.
        await connection.QueryAsync("SET SESSION net_write_timeout = 600").ConfigureAwait(false);
        if (options.SemiSync)
            await connection.QueryAsync("SET @rpl_semi_sync_replica = 1, @rpl_semi_sync_slave = 1").ConfigureAwait(false);
        await connection.QueryAsync("SET @master_binlog_checksum = @@GLOBAL.binlog_checksum, @source_binlog_checksum = @@GLOBAL.binlog_checksum").ConfigureAwait(false);
        var taken = await connection.QueryAsync("SELECT @source_binlog_checksum").ConfigureAwait(false);
        return taken is [["CRC32"]] ? true : taken is [["NONE"]] ? false : throw new BinlogServerSettingsException(
            $"{connection.Transport.Endpoint} writes binlog checksums of a kind that is not known. Run: SET GLOBAL binlog_checksum = 'CRC32'");
    }

    // What a file begins with comes before a refusal, too.
    private static bool IsLogShown(ReadOnlySpan<byte> events)
    {
        while (!events.IsEmpty)
        {
            var header = EventHeader.Create(events);
            events = events[(int)header.Size..];
            if (header.Type is not (EventType.Rotate or EventType.FormatDescription or EventType.PreviousGtids or EventType.MariaGtidList or EventType.MariaBinlogCheckpoint or EventType.MariaStartEncryption))
                return true;
        }
        return false;
    }

    private static async ValueTask<(ReadOnlyMemory<byte> Command, long? FirstOffset)> StartCommandAsync(ServerConnection connection, BinlogServerInfo info, BinlogClientOptions options, BinlogPosition? from, CancellationToken cancellationToken)
    {
        var endpoint = connection.Transport.Endpoint;
        var isLastEventThere = from is not null && await LastEventCheck.CheckAsync(connection, info, from, options, cancellationToken).ConfigureAwait(false);
        if (info.IsMariaDb)
        {
            // 4 = knows GTIDs and events made for MariaDB; less, and the server replaces what it sends.
            await connection.QueryAsync("SET @mariadb_slave_capability = 4").ConfigureAwait(false);
            if (from?.GtidSet is { } last)
            {
                if (!MariaDbGtidList.TryParse(last, out var list))
                    throw new BinlogPositionException($"'{last}' is no GTID position of MariaDB; one reads like 0-1-100,….");
                await connection.QueryAsync($"SET @slave_connect_state = '{list}', @slave_gtid_strict_mode = 1, @slave_gtid_ignore_duplicates = 0").ConfigureAwait(false);
                return (ReplicationCommands.Dump("", (uint)BinlogPosition.FirstEvent, options.ServerId), null);
            }
        }
        else if (from?.GtidSet is { } text)
        {
            if (!GtidSet.TryParse(text, out var gtids))
                throw new BinlogPositionException($"'{text}' is no GTID set of MySQL; one reads like 3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5,….");
            // By GTIDs a server leaves out whole files, up to the last one that the set leads to, and with them transactions that have no GTID. So its own place comes first; and a set of
            // nothing beside a place is what a server without GTIDs has, which tells nothing to any other.
            var hasPlace = from.File.Length > 0 && gtids.IsEmpty;
            var isOn = info.GtidMode == "ON";
            if (isOn && !hasPlace)
                hasPlace = await LogHistory.HasPlaceAsync(connection, info, from, gtids, isLastEventThere, options.ConnectTimeout / 2).ConfigureAwait(false);
            if (!hasPlace && (isOn || from.File.Length == 0))
                return (ReplicationCommands.DumpGtid(gtids, options.ServerId), null);
        }
        if (from is null || from.File.Length == 0)
            return (ReplicationCommands.Dump("", (uint)BinlogPosition.FirstEvent, options.ServerId), null);
        if (from.ServerUuid is { } known && info.ServerUuid is { } actual && known != actual)
            throw new BinlogPositionException(
                $"The position is the server {known}'s, but {endpoint} is {actual}, whose files of the same name hold something else. Start from a GTID set (gtid_mode = ON), or take a new snapshot.", from.File, from.Offset);
        if (from.Offset < BinlogPosition.FirstEvent)
            throw new BinlogPositionException($"A file's first event is at {BinlogPosition.FirstEvent}; nothing can be read from an offset before it.", from.File, from.Offset);
        // The command's offset has 32 bits, the file may have more: such a file is sent from its beginning.
        var first = from.Offset <= options.MaxDirectOffset ? from.Offset : BinlogPosition.FirstEvent;
        return (ReplicationCommands.Dump(from.File, (uint)first, options.ServerId), first == from.Offset ? null : first);
    }
}

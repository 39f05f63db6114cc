using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog.Protocol;

/// <summary>
/// One reading, over as many connections as it takes. A connection that is lost is made again at a transaction's boundary, and what the reader saw
/// behind it is passed over, so that the reader sees each event once and need not know.
/// </summary>
internal sealed class BinlogSession(
    BinlogClientOptions options, BinlogDecoder decoder, BinlogPosition? from, Acknowledgements acknowledgements, CancellationToken stop) : IAsyncDisposable
{
    private static readonly TimeSpan s_firstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromSeconds(15);

    private BinlogStream? _stream;
    private CancellationTokenRegistration _closing;
    private (Guid? Uuid, uint Id)? _server;
    private long? _lostAt;
    private int _attempts;
    private long _passed;

    private readonly BinlogPosition? _first = from;

    // What the reader has seen: all before a boundary, and some events of the transaction behind it.
    private BinlogPosition? _boundary = from;
    private long _seenBehind;
    private BinlogTransaction? _open;

    // While events that the reader has seen are passed over: whether the boundary is still to come, and how many events behind it are.
    private bool _isPassing;
    private bool _isBeforeBoundary;
    private long _left;

    /// <summary>How often the connection was lost and made again.</summary>
    public int Reconnects { get; private set; }

    /// <summary>Why it was lost the last time.</summary>
    public BinlogException? LastLoss { get; private set; }

    /// <summary>The next batch; what it holds was not seen before.</summary>
    public async ValueTask<BinlogBatch> NextAsync()
    {
        while (true)
        {
            try
            {
                _stream ??= await OpenAsync().ConfigureAwait(false);
                var batch = decoder.Decode(await _stream.ReadAsync().ConfigureAwait(false));
                if (!_isPassing || PassOver(batch))
                    return batch;
            }
            catch (BinlogException e) when (MayRetry(e))
            {
                LastLoss = e;
                await LoseAsync().ConfigureAwait(false);
            }
        }
    }

    public ValueTask DisposeAsync() => CloseAsync();

    private async ValueTask<BinlogStream> OpenAsync()
    {
        BinlogPosition? start = null;
        var isOther = false;
        var stream = await BinlogStream.OpenOnAsync(
            options,
            server =>
            {
                isOther = _server is { } last && last != (server.ServerUuid, server.ServerId);
                return start = StartOn(isOther);
            },
            stop).ConfigureAwait(false);
        try
        {
            _closing = stream.Transport.CloseOn(stop);
            Reconnects += _server is null ? 0 : 1;
            _server = (stream.Server.ServerUuid, stream.Server.ServerId);
            decoder.ServerChecksum = stream.HasChecksums;
            decoder.ServerUuid = stream.Server.ServerUuid;
            decoder.LogOwner = stream.Server.LogOwner;
            decoder.OwnServerId = stream.Server.IsMariaDb || stream.Server.GtidMode == "ON" ? stream.Server.ServerId : null;
            if (isOther)
            {
                // It may have cut the open transaction into other events: the reader is told that what it saw is void, and sees the whole again.
                acknowledgements.Boundaries.ChangeServer();
                _seenBehind = 0;
            }
            decoder.Start(start is null ? null : start with { Offset = stream.FirstOffset ?? start.Offset, IsMariaDb = stream.Server.IsMariaDb }, _seenBehind == 0 ? _open : null);
            _isBeforeBoundary = _boundary is not null && (stream.FirstOffset is not null || !ReferenceEquals(start, _boundary));
            _left = _seenBehind;
            _passed = 0;
            _isPassing = _isBeforeBoundary || _left > 0;
            acknowledgements.Stream = stream;
            return stream;
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// The last boundary that was read; where a source waits for acknowledgements, the last one that was acknowledged, since it takes a start for the
    /// receipt of all before it. Another server waits for nothing that the last one sent.
    /// </summary>
    private BinlogPosition? StartOn(bool isOther) =>
        options.SemiSync && _server is not null && !isOther ? acknowledgements.Position ?? _first : _boundary;

    /// <summary>Passes over what the reader has seen; true once the batch has gone beyond.</summary>
    private bool PassOver(BinlogBatch batch)
    {
        while (decoder.Peek())
        {
            _isBeforeBoundary = _isBeforeBoundary && decoder.IsBefore(_boundary!);
            if (!_isBeforeBoundary && _left == 0)
            {
                if (_stream!.FirstOffset is not null && _seenBehind == 0 && batch.Transaction is not null && batch.Kind != BinlogEventKind.Begin)
                    throw new BinlogPositionException("The position lies inside a transaction; start at a transaction's boundary.", _boundary!.File, _boundary.Offset);
                _isPassing = false;
                _passed = decoder.EventsSeen;
                return true;
            }
            if (_isBeforeBoundary && _stream!.FirstOffset is not null && (batch.Kind == BinlogEventKind.Heartbeat || batch.File != _boundary!.File))
                throw new BinlogPositionException("The file ends before that offset: the position is another server's, or from before the binlogs were reset.", _boundary!.File, _boundary.Offset);
            if (!_isBeforeBoundary && batch.Kind != BinlogEventKind.Heartbeat && --_left >= 0 && batch.IsBoundary)
                throw new BinlogPositionException("After a reconnection the server sends another transaction than before, where it had sent a part of one. Start again from the last position that was kept.", batch.File, batch.StartOffset);
            batch.Read();
        }
        return false;
    }

    /// <summary>A first connection that fails is the caller's to know; a later one is tried again for a while, which ends when it brings the reader on: a server that breaks off at one event does so each time.</summary>
    private bool MayRetry(BinlogException e)
    {
        if (_stream is not null && !_isPassing && decoder.EventsSeen > _passed)
        {
            _lostAt = null;
            _attempts = 0;
        }
        // Another attempt may meet another server: after a failover the old one, reached by the same name for a while, may be one without a log (an Aurora reader).
        var isPassing = e is BinlogConnectionException or BinlogTimeoutException || (e is BinlogServerSettingsException && _lostAt is not null);
        if (!isPassing || _server is null || options.ReconnectFor <= TimeSpan.Zero || stop.IsCancellationRequested)
            return false;
        _lostAt ??= options.Clock.GetTimestamp();
        return options.Clock.GetElapsedTime(_lostAt.Value) < options.ReconnectFor;
    }

    private async ValueTask LoseAsync()
    {
        if (_stream is not null)
        {
            await CloseAsync().ConfigureAwait(false);
            if (!_isPassing)
            {
                _boundary = decoder.LastBoundary ?? _boundary;
                _seenBehind = decoder.EventsSinceBoundary;
                _open = decoder.Transaction;
            }
        }
        var longest = Math.Min(s_longestDelay.TotalMilliseconds, s_firstDelay.TotalMilliseconds * Math.Pow(2, _attempts++));
        // Half of it by chance, so that the readers of a server that restarts don't all come at once.
        var delay = longest / 2 * (1 + Random.Shared.NextDouble());
        await Task.Delay(TimeSpan.FromMilliseconds(delay), options.Clock, stop).ConfigureAwait(false);
    }

    private async ValueTask CloseAsync()
    {
        acknowledgements.Stream = null;
        await _closing.DisposeAsync().ConfigureAwait(false);
        if (_stream is not null)
            await _stream.DisposeAsync().ConfigureAwait(false);
        _stream = null;
    }
}

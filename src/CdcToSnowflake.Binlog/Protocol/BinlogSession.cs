using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog.Protocol;

/// <summary>
/// One reading, over as many connections as it takes. A connection that is lost is made again at the last transaction's boundary, and what the reader saw
/// of an open transaction is passed over, so that the reader sees each event once and need not know.
/// </summary>
internal sealed class BinlogSession(BinlogClientOptions options, BinlogDecoder decoder, BinlogPosition? from, CancellationToken stop) : IAsyncDisposable
{
    private static readonly TimeSpan s_firstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromSeconds(15);

    private BinlogStream? _stream;
    private CancellationTokenRegistration _closing;
    private BinlogPosition? _start = from;
    private Guid? _server;
    private long _toPass;
    private long? _lostAt;
    private int _attempts;
    private bool _wasOpen;

    /// <summary>How often the connection was lost and made again.</summary>
    public int Reconnects { get; private set; }

    /// <summary>The next batch; what it holds was not seen before.</summary>
    public async ValueTask<BinlogBatch> NextAsync()
    {
        while (true)
        {
            try
            {
                _stream ??= await OpenAsync().ConfigureAwait(false);
                var batch = decoder.Decode(await _stream.ReadAsync().ConfigureAwait(false));
                _lostAt = null;
                _attempts = 0;
                if (_toPass == 0 || PassOver(batch))
                    return batch;
            }
            catch (Exception e) when (e is BinlogConnectionException or BinlogTimeoutException && MayRetry())
            {
                await LoseAsync().ConfigureAwait(false);
            }
        }
    }

    public ValueTask DisposeAsync() => CloseAsync();

    private async ValueTask<BinlogStream> OpenAsync()
    {
        var stream = await BinlogStream.OpenAsync(options, _start, stop).ConfigureAwait(false);
        try
        {
            _closing = stream.Transport.CloseOn(stop);
            if (_toPass > 0 && stream.Server.ServerUuid != _server)
                throw new BinlogPositionException(
                    $"{stream.Transport.Endpoint} is another server now, in the middle of a transaction that the last one was sending. Start again from the last position that was kept.", _start?.File, _start?.Offset);
            Reconnects += _wasOpen ? 1 : 0;
            _wasOpen = true;
            _server = stream.Server.ServerUuid;
            decoder.ServerChecksum = stream.HasChecksums;
            decoder.ServerUuid = _server;
            decoder.Start(_start is null ? null : _start with { IsMariaDb = stream.Server.IsMariaDb });
            return stream;
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Passes over what was seen of the transaction that the loss fell into; true when the batch has gone beyond.</summary>
    private bool PassOver(BinlogBatch batch)
    {
        while (_toPass > 0 && batch.Read())
        {
            if (batch.Kind == BinlogEventKind.Heartbeat)
                continue;
            if (batch.IsBoundary)
                throw new BinlogPositionException("After a reconnection the server sends another transaction than before, where it had sent a part of one. Start again from the last position that was kept.", batch.File, batch.StartOffset);
            _toPass--;
        }
        return _toPass == 0;
    }

    /// <summary>A first connection that fails is the caller's to know; a later one is tried again for a while.</summary>
    private bool MayRetry()
    {
        if (!_wasOpen || options.ReconnectFor <= TimeSpan.Zero || stop.IsCancellationRequested)
            return false;
        _lostAt ??= options.Clock.GetTimestamp();
        return options.Clock.GetElapsedTime(_lostAt.Value) < options.ReconnectFor;
    }

    private async ValueTask LoseAsync()
    {
        if (_stream is not null)
        {
            await CloseAsync().ConfigureAwait(false);
            // While what was seen is still being passed over, the place to start from is the one before.
            if (_toPass > 0)
                _toPass += decoder.EventsSinceBoundary;
            else
                _toPass = decoder.EventsSinceBoundary;
            _start = decoder.LastBoundary ?? _start;
        }
        var longest = Math.Min(s_longestDelay.TotalMilliseconds, s_firstDelay.TotalMilliseconds * Math.Pow(2, _attempts++));
        // Half of it by chance, so that the readers of a server that restarts don't all come at once.
        var delay = longest / 2 * (1 + Random.Shared.NextDouble());
        await Task.Delay(TimeSpan.FromMilliseconds(delay), options.Clock, stop).ConfigureAwait(false);
    }

    private async ValueTask CloseAsync()
    {
        await _closing.DisposeAsync().ConfigureAwait(false);
        if (_stream is not null)
            await _stream.DisposeAsync().ConfigureAwait(false);
        _stream = null;
    }
}

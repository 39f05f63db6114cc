using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace CdcToSnowflake.Binlog.Protocol;

/// <summary>A connection that sends and receives packets. Closing the socket is what ends a pending read, whoever wants it ended: cancellation, a time-out, silence.</summary>
internal sealed class PacketTransport : IAsyncDisposable
{
    /// <summary>For everything but the event stream: far above any answer (the largest is a GTID set), far below what would hurt.</summary>
    private const int MaxAnswer = 64 << 20;

    private readonly Socket _socket;
    private readonly ReceiveBuffer _buffer;
    private readonly ITimer _silence;
    private Stream _stream;
    private byte _sequence;
    private volatile AbortReason _aborted;
    private CancellationToken _token;

    private PacketTransport(Socket socket, string endpoint, int bufferBytes, TimeProvider clock)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _buffer = new ReceiveBuffer(bufferBytes);
        Endpoint = endpoint;
        _silence = clock.CreateTimer(static state => ((PacketTransport)state!).Abort(AbortReason.Silence), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary><c>host:port</c>, for messages.</summary>
    public string Endpoint { get; }

    public bool IsEncrypted => _stream is SslStream;

    /// <summary>How long a read may wait for the first byte; infinite unless heartbeats were asked for.</summary>
    public TimeSpan SilenceLimit { get; set; } = Timeout.InfiniteTimeSpan;

    public static async ValueTask<PacketTransport> ConnectAsync(string host, int port, int bufferBytes, TimeProvider clock, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            await socket.ConnectAsync(host, port, cancellationToken).ConfigureAwait(false);
            return new PacketTransport(socket, $"{host}:{port}", bufferBytes, clock);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new BinlogConnectionException($"{host}:{port} can't be reached: {e.Message}. Check host, port, firewall and security group, and that the server runs.", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>From now until disposal of the result, a cancelled token closes the socket, and what fails by it throws <see cref="OperationCanceledException"/>.</summary>
    public CancellationTokenRegistration CloseOn(CancellationToken cancellationToken)
    {
        _token = cancellationToken;
        return cancellationToken.UnsafeRegister(static state => ((PacketTransport)state!).Abort(AbortReason.Cancelled), this);
    }

    /// <summary>Closes the socket; the first reason stands.</summary>
    public void Abort(AbortReason reason)
    {
        if (_aborted == AbortReason.None)
            _aborted = reason;
        _socket.Dispose();
    }

    /// <summary>Encrypts the connection from here on.</summary>
    public async ValueTask UpgradeAsync(TransportSecurity security)
    {
        // What arrived unencrypted must not be taken for something that the encrypted server said.
        if (!_buffer.Unread.IsEmpty)
            throw new BinlogConnectionException($"{Endpoint} sent data before the encryption that was asked for.");
        var encrypted = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = encrypted;
        try
        {
            await encrypted.AuthenticateAsClientAsync(security.ClientOptions(), CancellationToken.None).ConfigureAwait(false);
        }
        catch (AuthenticationException e) when (_aborted == AbortReason.None)
        {
            throw security.Refusal(Endpoint, e);
        }
        catch (Exception e) when (IsLoss(e))
        {
            throw Lost(e);
        }
    }

    /// <summary>Starts a new exchange: the server counts packets from 0 for each command.</summary>
    public ValueTask SendCommandAsync(ReadOnlyMemory<byte> payload)
    {
        _sequence = 0;
        return SendAsync(payload);
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> payload)
    {
        var packet = Framed(payload.Span, _sequence++);
        try
        {
            await _stream.WriteAsync(packet).ConfigureAwait(false);
            await _stream.FlushAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (IsLoss(e))
        {
            throw Lost(e);
        }
        finally
        {
            packet.AsSpan().Clear(); // it may have held a password
        }
    }

    /// <summary>
    /// Sends a packet of an exchange of its own, while another thread may wait for events. A connection that is lost by now is the reader's to
    /// notice: whoever acknowledges can do nothing about it, and the next connection tells the server where this side is.
    /// </summary>
    public void SendBeside(ReadOnlySpan<byte> payload)
    {
        try
        {
            _stream.Write(Framed(payload, sequence: 0));
        }
        catch (Exception e) when (IsLoss(e))
        {
            Abort(AbortReason.None);
        }
    }

    /// <summary>The payload of the next packet, valid until the next read.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync()
    {
        _buffer.Release();
        int wireLength, payloadLength;
        while (!PacketFrame.TryMeasure(_buffer.Unread, MaxAnswer, out wireLength, out payloadLength))
            await FillAsync().ConfigureAwait(false);
        _sequence = PacketFrame.CheckSequence(_buffer.Unread[..wireLength], _sequence);
        PacketFrame.Join(_buffer.Bytes, _buffer.Start, wireLength, skip: 0, _buffer.Start);
        var payload = _buffer.Slice(_buffer.Start, payloadLength);
        _buffer.Consume(wireLength);
        return payload;
    }

    /// <summary>All whole events that are there, at least one, back to back; valid until the next read. Waits only while there is none.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadEventsAsync(EventFramer framer)
    {
        _buffer.Release();
        ReadOnlyMemory<byte> events;
        while ((events = framer.Frame(_buffer, ref _sequence)).IsEmpty)
            await FillAsync().ConfigureAwait(false);
        return events;
    }

    public async ValueTask DisposeAsync()
    {
        await _silence.DisposeAsync().ConfigureAwait(false);
        _socket.Dispose();
        await _stream.DisposeAsync().ConfigureAwait(false);
        _buffer.Dispose();
    }

    private async ValueTask FillAsync()
    {
        int count;
        var guarded = false;
        try
        {
            var read = _stream.ReadAsync(_buffer.Free()); // throws at once where the connection was closed before
            guarded = !read.IsCompleted && SilenceLimit != Timeout.InfiniteTimeSpan;
            if (guarded)
                _silence.Change(SilenceLimit, Timeout.InfiniteTimeSpan);
            count = await read.ConfigureAwait(false);
        }
        catch (Exception e) when (IsLoss(e))
        {
            throw Lost(e);
        }
        finally
        {
            if (guarded)
                _silence.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
        if (count == 0)
            throw Lost(null);
        _buffer.Filled(count);
    }

    private static byte[] Framed(ReadOnlySpan<byte> payload, byte sequence)
    {
        // Nothing that this client sends comes near the length at which a payload must be split.
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(payload.Length, PacketFrame.MaxChunk, nameof(payload));
        return [(byte)payload.Length, (byte)(payload.Length >> 8), (byte)(payload.Length >> 16), sequence, .. payload];
    }

    private static bool IsLoss(Exception e) => e is IOException or SocketException or ObjectDisposedException or AuthenticationException or OperationCanceledException;

    private Exception Lost(Exception? cause) => _aborted switch
    {
        AbortReason.Cancelled => new OperationCanceledException(_token),
        AbortReason.ConnectTimeout => new BinlogTimeoutException($"{Endpoint} accepted the connection but did not finish the login within the connection time-out.", cause),
        AbortReason.Silence => new BinlogTimeoutException(
            $"{Endpoint} has sent nothing for {SilenceLimit.TotalSeconds:0.###} s, although an answer or a heartbeat was due: the server hangs, or the network lost the connection.", cause),
        _ => new BinlogConnectionException($"{Endpoint} closed the connection{(cause is null ? "" : $": {cause.Message.TrimEnd('.')}")}.", cause),
    };
}

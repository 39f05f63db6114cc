using System.Net;
using System.Net.Sockets;

namespace CdcToSnowflake.Binlog.Tests.Protocol;

/// <summary>A network between client and server that a test can make fail: falls silent, is cut, or hands over byte by byte.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Socket> _sockets = [];
    private readonly PacketCutter _cutter = new();
    private volatile DnsEndPoint _target;
    private readonly Task _accepting;
    private volatile bool _silent;
    private long _budget = long.MaxValue;
    private NetworkFault _fault;

    public FaultProxy(string host, int port)
    {
        _target = new DnsEndPoint(host, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many bytes of the server's are handed over at a time.</summary>
    public int Pace { get; init; } = 64 << 10;

    /// <summary>How long each piece of the server's is held back.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How many connections were made so far.</summary>
    public int Connections { get; private set; }

    /// <summary>From now on nothing passes, and nobody is told.</summary>
    public void FallSilent() => _silent = true;

    /// <summary>Ends the connection once the server has sent this many more bytes; later connections pass again.</summary>
    public void CutAfter(long serverBytes, NetworkFault fault = NetworkFault.Close)
    {
        _fault = fault;
        Interlocked.Exchange(ref _budget, serverBytes);
    }

    /// <summary>Cuts the connection, unencrypted, behind the server's packet of this number; later connections pass again.</summary>
    public void CutAfterPackets(int serverPackets) => _cutter.Arm(serverPackets);

    /// <summary>From now on connections are made to another server.</summary>
    public void MoveTo(string host, int port) => _target = new DnsEndPoint(host, port);

    /// <summary>Cuts every connection now; later ones pass again.</summary>
    public void Cut()
    {
        lock (_sockets)
        {
            foreach (var socket in _sockets)
                socket.Dispose();
            _sockets.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var pumps = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                client.NoDelay = true;
                Connections++;
                var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await server.ConnectAsync(_target.Host, _target.Port, _stop.Token);
                }
                catch (SocketException)
                {
                    client.Dispose();
                    server.Dispose();
                    continue;
                }
                lock (_sockets)
                    _sockets.AddRange([client, server]);
                pumps.Add(PumpAsync(client, server, ofServer: false));
                pumps.Add(PumpAsync(server, client, ofServer: true));
            }
        }
        // A listener that was stopped between two calls says that it was never started.
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            Cut();
        }
        await Task.WhenAll(pumps);
    }

    private async Task PumpAsync(Socket from, Socket to, bool ofServer)
    {
        var buffer = new byte[ofServer ? Pace : 64 << 10];
        try
        {
            while (await from.ReceiveAsync(buffer, _stop.Token) is var count and > 0)
            {
                if (_silent)
                    continue;
                if (ofServer && Delay > TimeSpan.Zero)
                    await Task.Delay(Delay, _stop.Token);
                if (ofServer && Interlocked.Read(ref _budget) != long.MaxValue)
                {
                    var left = Interlocked.Add(ref _budget, -count);
                    if (left < 0)
                    {
                        await to.SendAsync(buffer.AsMemory(0, (int)Math.Max(0, count + left)), _stop.Token);
                        Interlocked.Exchange(ref _budget, long.MaxValue);
                        await EndAsync(to);
                        break;
                    }
                }
                var end = ofServer ? _cutter.EndIn(buffer.AsSpan(0, count)) : -1;
                await to.SendAsync(buffer.AsMemory(0, end < 0 ? count : end), _stop.Token);
                if (end >= 0)
                    break;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The other direction, or the test, ended the connection.
        }
        from.Dispose();
        to.Dispose();
    }

    /// <summary>Makes the end of a connection to the client one of the kind that was asked for.</summary>
    private async Task EndAsync(Socket client)
    {
        if (_fault == NetworkFault.Reset)
            client.LingerState = new LingerOption(true, 0);
        if (_fault == NetworkFault.Stall)
            await Task.Delay(Timeout.Infinite, _stop.Token);
    }
}

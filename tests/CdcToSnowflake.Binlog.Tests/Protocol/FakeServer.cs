using System.Net;
using System.Net.Sockets;
using System.Text;
using CdcToSnowflake.Binlog.Protocol;

namespace CdcToSnowflake.Binlog.Tests.Protocol;

/// <summary>A server on a loopback port that does what a test says, also what no real server does.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;
    private readonly List<byte> _received = [];
    private readonly CancellationTokenSource _stop = new();

    public FakeServer(Func<FakeSession, Task> script)
    {
        _listener.Start();
        _serving = ServeAsync(script);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>All that clients have sent so far.</summary>
    public byte[] Received
    {
        get
        {
            lock (_received)
                return [.. _received];
        }
    }

    public BinlogClientOptions Options => new()
    {
        Host = "127.0.0.1",
        Port = Port,
        User = "someone",
        Password = Password,
        TlsMode = BinlogTlsMode.Disabled,
        ConnectTimeout = TimeSpan.FromSeconds(20),
        ReconnectFor = TimeSpan.Zero,
    };

    public const string Password = "a-secret-of-tests";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task ServeAsync(Func<FakeSession, Task> script)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var socket = await _listener.AcceptSocketAsync(_stop.Token);
                socket.NoDelay = true;
                await using var stream = new NetworkStream(socket);
                await script(new FakeSession(stream, _received));
                socket.Shutdown(SocketShutdown.Send);
                while (await stream.ReadAsync(new byte[1024], _stop.Token) > 0)
                {
                    // Until the client has closed: a socket closed with unread bytes would take back what it sent.
                }
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // The client went away, as some tests want it to, or the test is over.
            }
        }
    }

    /// <summary>A greeting like MySQL 9's.</summary>
    public static byte[] Greeting(string plugin = "caching_sha2_password", string version = "9.7.0", Capabilities less = Capabilities.None, Capabilities more = Capabilities.None)
    {
        var flags = (uint)(Capabilities.MySql | Capabilities.LongFlag | Capabilities.Protocol41 | Capabilities.Transactions | Capabilities.SecureConnection
            | Capabilities.PluginAuth | Capabilities.PluginAuthLengthEncoded | Capabilities.ConnectAttributes | more) & ~(uint)less;
        return new PacketWriter().Byte(10).TextAndNul(version).UInt32(7).Bytes("12345678"u8).Byte(0).UInt16((ushort)flags)
            .Byte(255).UInt16(2).UInt16((ushort)(flags >> 16)).Byte(21).Bytes(new byte[10]).Bytes("abcdefghijkl\0"u8).TextAndNul(plugin).Written.ToArray();
    }

    public static byte[] Ok() => [0, 0, 0, 2, 0, 0, 0];

    public static byte[] FastPathDone() => [1, 3];

    public static byte[] Error(int code, string text, string? state = "HY000") =>
        new PacketWriter().Byte(0xFF).UInt16((ushort)code).Text(state is null ? text : $"#{state}{text}").Written.ToArray();

    public static byte[] Switch(string plugin, string data = "abcdefghijklmnopqrst\0") =>
        new PacketWriter().Byte(0xFE).TextAndNul(plugin).Bytes(Encoding.ASCII.GetBytes(data)).Written.ToArray();

    /// <summary>The fewest words of a client's session up to the dump; rows as text, one packet each.</summary>
    public static IEnumerable<byte[]> Answer(byte[] command)
    {
        var sql = command[0] == (byte)Command.Query ? Encoding.UTF8.GetString(command[1..]) : "";
        if (sql.StartsWith("SHOW GLOBAL VARIABLES", StringComparison.Ordinal))
            return Rows(["log_bin", "ON"], ["binlog_format", "ROW"], ["binlog_row_image", "FULL"], ["server_id", "1"], ["gtid_mode", "ON"]);
        if (sql.StartsWith("SELECT @@GLOBAL.gtid_executed", StringComparison.Ordinal))
            return Rows(["", ""]);
        return sql.StartsWith("SELECT @source_binlog_checksum", StringComparison.Ordinal) ? Rows(["NONE"]) : [Ok()];
    }

    public static IEnumerable<byte[]> Rows(params string?[][] rows)
    {
        yield return new PacketWriter().Length(rows[0].Length).Written.ToArray();
        foreach (var _ in rows[0])
            yield return new PacketWriter().LengthAndText("def").Bytes(new byte[20]).Written.ToArray();
        yield return [0xFE, 0, 0, 2, 0];
        foreach (var row in rows)
        {
            var writer = new PacketWriter();
            foreach (var value in row)
                _ = value is null ? writer.Byte(0xFB) : writer.LengthAndText(value);
            yield return writer.Written.ToArray();
        }
        yield return [0xFE, 0, 0, 2, 0];
    }
}

using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using CdcToSnowflake.Binlog.Protocol;

namespace CdcToSnowflake.Binlog.Tests.Protocol;

/// <summary>One client's connection to a <see cref="FakeServer"/>.</summary>
internal sealed class FakeSession(Stream stream, List<byte> received)
{
    private Stream _stream = stream;
    private byte _sequence;

    /// <summary>How many packets the client has sent.</summary>
    public int Packets { get; private set; }

    public async Task SendAsync(byte[] payload, int? sequence = null)
    {
        _sequence = (byte)(sequence ?? _sequence);
        await _stream.WriteAsync(Frame(payload, ref _sequence));
    }

    public Task SendRawAsync(byte[] bytes) => _stream.WriteAsync(bytes).AsTask();

    public async Task<byte[]> ReadAsync()
    {
        var header = new byte[4];
        await _stream.ReadExactlyAsync(header);
        var payload = new byte[header[0] | header[1] << 8 | header[2] << 16];
        await _stream.ReadExactlyAsync(payload);
        _sequence = (byte)(header[3] + 1);
        Packets++;
        lock (received)
            received.AddRange(payload);
        return payload;
    }

    /// <summary>Encrypts the connection, after the client's request.</summary>
    public async Task UpgradeAsync(X509Certificate2 certificate)
    {
        var encrypted = new SslStream(_stream);
        _stream = encrypted;
        await encrypted.AuthenticateAsServerAsync(certificate);
    }

    /// <summary>Greets and lets anyone in.</summary>
    public async Task LogInAsync()
    {
        await SendAsync(FakeServer.Greeting());
        await ReadAsync();
        await SendAsync(FakeServer.FastPathDone());
        await SendAsync(FakeServer.Ok());
    }

    /// <summary>Answers a session's questions, until the client asks for the binlog.</summary>
    public async Task ToDumpAsync(bool isLoggedIn = false)
    {
        if (!isLoggedIn)
            await LogInAsync();
        while (await ReadAsync() is var command && command[0] is not ((byte)Command.BinlogDump or (byte)Command.BinlogDumpGtid))
        {
            foreach (var packet in FakeServer.Answer(command))
                await SendAsync(packet);
        }
    }

    /// <summary>A payload on the wire, split as the protocol wants.</summary>
    public static byte[] Frame(byte[] payload, ref byte sequence)
    {
        var wire = new List<byte>(payload.Length + 8);
        for (var at = 0; ; at += PacketFrame.MaxChunk)
        {
            var length = Math.Min(PacketFrame.MaxChunk, payload.Length - at);
            wire.AddRange([(byte)length, (byte)(length >> 8), (byte)(length >> 16), sequence++]);
            wire.AddRange(payload.AsSpan(at, length));
            if (length < PacketFrame.MaxChunk)
                return [.. wire];
        }
    }
}

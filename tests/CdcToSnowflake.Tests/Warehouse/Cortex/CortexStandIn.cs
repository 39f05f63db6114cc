using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CdcToSnowflake.Tests.Warehouse.Cortex;

/// <summary>A server on loopback that answers each request by what the test has written down for it, in pieces of bytes as the network may cut them, and keeps the requests.</summary>
internal sealed class CortexStandIn : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Queue<Func<NetworkStream, CancellationToken, Task>> _answers = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _serving;

    public CortexStandIn()
    {
        _listener.Start();
        Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _serving = ServeAsync();
    }

    public Uri Endpoint { get; }

    public List<(string Line, IReadOnlyDictionary<string, string> Headers, string Body)> Requests { get; } = [];

    /// <summary>Completed when a client has gone away from <see cref="Hang"/>.</summary>
    public TaskCompletionSource Left { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CortexStandIn Answer(int status, string body, string headers = "Content-Type: application/json\r\n") => Then(async (stream, cancelled) =>
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        await WriteAsync(stream, $"HTTP/1.1 {status} X\r\n{headers}Content-Length: {bytes.Length}\r\nConnection: close\r\n\r\n", cancelled);
        await stream.WriteAsync(bytes, cancelled);
    });

    /// <summary>A stream of events, cut into pieces of so many bytes.</summary>
    public CortexStandIn Stream(string events, int pieceLength = int.MaxValue, bool isBroken = false) => Then(async (stream, cancelled) =>
    {
        await HeadAsync(stream, cancelled);
        foreach (byte[] piece in Encoding.UTF8.GetBytes(events).Chunk(pieceLength))
        {
            await ChunkAsync(stream, piece, cancelled);
        }
        if (!isBroken)
        {
            await WriteAsync(stream, "0\r\n\r\n", cancelled);
        }
    });

    /// <summary>Some events, and then nothing until the client goes.</summary>
    public CortexStandIn Hang(string events) => Then(async (stream, cancelled) =>
    {
        await HeadAsync(stream, cancelled);
        await ChunkAsync(stream, Encoding.UTF8.GetBytes(events), cancelled);
        try
        {
            await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, cancelled);
        }
        catch (IOException)
        {
            // Gone, too.
        }
        Left.TrySetResult();
    });

    /// <summary>The connection ends without an answer.</summary>
    public CortexStandIn Drop() => Then((_, _) => Task.CompletedTask);

    public CortexStandIn Then(Func<NetworkStream, CancellationToken, Task> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Dispose();
        await _serving;
        _ended.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_ended.Token);
                await using NetworkStream stream = client.GetStream();
                Requests.Add(await RequestAsync(stream));
                Func<NetworkStream, CancellationToken, Task> answer = _answers.TryDequeue(out Func<NetworkStream, CancellationToken, Task>? written)
                    ? written
                    : (unasked, cancelled) => WriteAsync(unasked, "HTTP/1.1 418 Unasked\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", cancelled);
                try
                {
                    await answer(stream, _ended.Token);
                }
                catch (IOException)
                {
                    // The client has heard enough.
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or InvalidOperationException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task<(string Line, IReadOnlyDictionary<string, string> Headers, string Body)> RequestAsync(NetworkStream stream)
    {
        List<byte> head = [];
        byte[] one = new byte[1];
        while (!(head.Count >= 4 && head[^1] == '\n' && head[^3] == '\n'))
        {
            await stream.ReadExactlyAsync(one, _ended.Token);
            head.Add(one[0]);
        }
        string[] lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Dictionary<string, string> headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(header => header[0], header => header[1], StringComparer.OrdinalIgnoreCase);
        byte[] body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, _ended.Token);
        return (lines[0], headers, Encoding.UTF8.GetString(body));
    }

    private static Task HeadAsync(NetworkStream stream, CancellationToken cancelled) => WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n", cancelled);

    private static async Task ChunkAsync(NetworkStream stream, byte[] piece, CancellationToken cancelled)
    {
        await WriteAsync(stream, $"{piece.Length:x}\r\n", cancelled);
        await stream.WriteAsync(piece, cancelled);
        await WriteAsync(stream, "\r\n", cancelled);
    }

    private static Task WriteAsync(NetworkStream stream, string text, CancellationToken cancelled) => stream.WriteAsync(Encoding.ASCII.GetBytes(text), cancelled).AsTask();
}

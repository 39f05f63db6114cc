using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CdcToSnowflake.IntegrationTests.Bank;

/// <summary>A network before an S3 server that fails by chance in all the ways that one can, and tells of each object that the server took, as a bucket's notifications do.</summary>
internal sealed class S3FaultProxy : IAsyncDisposable
{
    public const string Refused = "S3 503", Failed = "S3 500", ResetInUpload = "S3 reset in upload", LostAnswer = "S3 answer lost", Late = "S3 write arrives late", Slow = "S3 slow", Silent = "S3 time-out";

    private static readonly string[] OfAny = [Refused, Failed, Slow, Silent];
    private static readonly string[] OfWrites = [.. OfAny, ResetInUpload, LostAnswer, Late];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _server;
    private readonly FaultCount _faults;
    private readonly Random _random;
    private readonly Func<S3Request, Task> _written;
    private readonly Task _accepting;
    private double _chance;

    public S3FaultProxy(Uri server, FaultCount faults, int seed, Func<S3Request, Task> written)
    {
        _server = server;
        _faults = faults;
        _random = new Random(seed);
        _written = written;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>The chance that a request fails.</summary>
    public double Chance
    {
        get => Volatile.Read(ref _chance);
        set => Volatile.Write(ref _chance, value);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var answering = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                answering.RemoveAll(answer => answer.IsCompletedSuccessfully);
                answering.Add(Task.Run(() => AnswerAsync(client)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test has ended.
        }

        await Task.WhenAll(answering);
    }

    private async Task AnswerAsync(Socket client)
    {
        using (client)
        {
            try
            {
                await using var stream = new NetworkStream(client);
                if (await S3Request.ReadAsync(stream, _stop.Token) is { } request)
                {
                    await AnswerAsync(client, stream, request, Roll(request));
                }
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // Either side has gone: a process that was killed, or the end of the test.
            }
        }
    }

    private async Task AnswerAsync(Socket client, NetworkStream stream, S3Request request, string? fault)
    {
        switch (fault)
        {
            case Refused:
                await stream.WriteAsync(Error("503 Slow Down", "SlowDown"), _stop.Token);
                return;
            case Failed:
                await stream.WriteAsync(Error("500 Internal Server Error", "InternalError"), _stop.Token);
                return;
            case Silent:
                await Task.Delay(TimeSpan.FromSeconds(2), _stop.Token);
                Reset(client);
                return;
            case ResetInUpload:
                await SendAsync(request, request.Body.Length / 2);
                Reset(client);
                return;
            case LostAnswer:
                await ForwardAsync(request);
                Reset(client);
                return;
            case Late:
                Reset(client);
                await Task.Delay(TimeSpan.FromSeconds(1), _stop.Token);
                await ForwardAsync(request);
                return;
            case Slow:
                await Task.Delay(TimeSpan.FromSeconds(1), _stop.Token);
                goto default;
            default:
                await stream.WriteAsync(await ForwardAsync(request), _stop.Token);
                return;
        }
    }

    private string? Roll(S3Request request)
    {
        lock (_random)
        {
            if (_random.NextDouble() >= Chance)
            {
                return null;
            }

            var kinds = request.IsWrite ? OfWrites : OfAny;
            var fault = kinds[_random.Next(kinds.Length)];
            _faults.Add(fault);
            return fault;
        }
    }

    private async Task<byte[]> ForwardAsync(S3Request request)
    {
        var answer = await SendAsync(request, request.Body.Length);
        if (request.Method == "PUT" && answer.AsSpan().StartsWith("HTTP/1.1 200"u8))
        {
            await _written(request);
        }

        return answer;
    }

    /// <summary>Sends so much of the body; the answer only if that is all of it.</summary>
    private async Task<byte[]> SendAsync(S3Request request, int bodyBytes)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await server.ConnectAsync(_server.Host, _server.Port, _stop.Token);
        await using var stream = new NetworkStream(server);
        await stream.WriteAsync(request.Head(), _stop.Token);
        await stream.WriteAsync(request.Body.AsMemory(0, bodyBytes), _stop.Token);
        if (bodyBytes < request.Body.Length)
        {
            Reset(server);
            return [];
        }

        var answer = new MemoryStream();
        await stream.CopyToAsync(answer, _stop.Token);
        return answer.ToArray();
    }

    private static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    private static byte[] Error(string status, string code)
    {
        var body = $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code><Message>Fault by plan.</Message></Error>";
        return Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: application/xml\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Text;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Operations.Failures;

/// <summary>A webhook on this machine: keeps what is posted, and answers as it is told to.</summary>
internal sealed class WebhookReceiver : IDisposable
{
    public const string Secret = "T000-B000-hushhush";

    private readonly HttpListener _listener = new();

    public WebhookReceiver()
    {
        var port = LoopbackPort.Next();
        Url = new Uri($"http://127.0.0.1:{port}/services/{Secret}");
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Url { get; }

    public ConcurrentQueue<string> Posted { get; } = [];

    /// <summary>The answers to come, each used once; 200 after them.</summary>
    public ConcurrentQueue<(int Status, string? RetryAfter)> Answers { get; } = [];

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext call;
            try
            {
                call = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(call.Request.InputStream, Encoding.UTF8);
            var body = await reader.ReadToEndAsync();
            var (status, after) = Answers.TryDequeue(out var answer) ? answer : (200, null);
            if (status == 200)
            {
                Posted.Enqueue(body);
            }

            call.Response.StatusCode = status;
            if (after is not null)
            {
                call.Response.Headers["Retry-After"] = after;
            }

            call.Response.Close();
        }
    }
}

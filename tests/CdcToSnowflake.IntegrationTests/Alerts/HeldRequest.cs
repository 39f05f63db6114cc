using System.Net;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.IntegrationTests.Alerts;

/// <summary>The way to a server, on which the first request of a kind stands still for good: before the server has it, or when its answer is on the way back.</summary>
internal sealed class HeldRequest : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly HttpClient _server = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<HttpListenerRequest, bool> _isHeld;
    private readonly bool _isAnswered;
    private readonly Uri _target;
    private int _held;

    /// <param name="target">The server.</param>
    /// <param name="isHeld">Tells the kind.</param>
    /// <param name="isAnswered">Whether the server gets it, and only its answer stands still.</param>
    public HeldRequest(Uri target, Func<HttpListenerRequest, bool> isHeld, bool isAnswered)
    {
        (_target, _isHeld, _isAnswered) = (target, isHeld, isAnswered);
        Endpoint = new Uri($"http://127.0.0.1:{LoopbackPort.Next()}/");
        _listener.Prefixes.Add(Endpoint.AbsoluteUri);
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Endpoint { get; }

    /// <summary>Ends when the request stands still.</summary>
    public Task Reached => _reached.Task;

    public void Dispose()
    {
        _listener.Close();
        _server.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var call = await _listener.GetContextAsync();
                _ = Task.Run(() => AnswerAsync(call));
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task AnswerAsync(HttpListenerContext call)
    {
        var isHeld = _isHeld(call.Request) && Interlocked.Exchange(ref _held, 1) == 0;
        if (isHeld && !_isAnswered)
        {
            _reached.SetResult();
            return;
        }

        using var request = new HttpRequestMessage(new HttpMethod(call.Request.HttpMethod), new Uri(_target, call.Request.RawUrl)) { Content = new StreamContent(call.Request.InputStream) };
        foreach (var name in call.Request.Headers.AllKeys.Where(name => name is not ("Host" or "Content-Length" or "Connection" or "Expect" or "Transfer-Encoding")))
        {
            _ = request.Headers.TryAddWithoutValidation(name!, call.Request.Headers[name]) || request.Content.Headers.TryAddWithoutValidation(name!, call.Request.Headers[name]);
        }

        using var answer = await _server.SendAsync(request);
        var body = await answer.Content.ReadAsByteArrayAsync();
        if (isHeld)
        {
            _reached.SetResult();
            return;
        }

        try
        {
            call.Response.StatusCode = (int)answer.StatusCode;
            call.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            await call.Response.OutputStream.WriteAsync(body);
            call.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Who asked was killed meanwhile.
        }
    }
}

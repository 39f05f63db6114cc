using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace CdcToSnowflake.Emulator.Server.Http;

/// <summary>
/// The embedded Snowflake behind the SQL API's own HTTP endpoints, on loopback, for tests of clients: by the manual's "Snowflake SQL API reference". Statements run in sessions of their own; pipes and
/// tasks run where <see cref="SnowflakeEmulator"/> says.
/// </summary>
public sealed class SnowflakeEmulatorServer : IAsyncDisposable
{
    private const int KeptRequests = 10_000;
    private const int TriesForPort = 20;

    private readonly EmulatorServerOptions _options;
    private readonly HttpListener _listener;
    private readonly Credentials _credentials;
    private readonly StatementEndpoints _endpoints;
    private readonly ConcurrentQueue<ServerRequest> _requests = new();
    private readonly ConcurrentDictionary<long, Task> _answering = new();
    private readonly TaskCompletionSource _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _accepting;
    private long _count;

    private SnowflakeEmulatorServer(SnowflakeEmulator emulator, EmulatorServerOptions options, HttpListener listener, Uri endpoint)
    {
        _options = options;
        _listener = listener;
        Endpoint = endpoint;
        _credentials = new Credentials(options.Account, options.Clock);
        _endpoints = new StatementEndpoints(emulator, options);
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    /// <value>On 127.0.0.1, at a port that was free.</value>
    public Uri Endpoint { get; }

    /// <summary>The requests so far, in the order of their arrival.</summary>
    /// <value>The last 10,000.</value>
    public IReadOnlyList<ServerRequest> Requests => [.. _requests];

    /// <summary>Starts to listen.</summary>
    /// <param name="emulator">Runs the statements; not disposed of with the server.</param>
    /// <param name="options">null for the defaults.</param>
    /// <returns>The server; dispose of it.</returns>
    /// <exception cref="HttpListenerException">No port could be had.</exception>
    public static SnowflakeEmulatorServer Start(SnowflakeEmulator emulator, EmulatorServerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(emulator);
        options ??= new EmulatorServerOptions();
        ArgumentException.ThrowIfNullOrEmpty(options.Account);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RowsPerPartition, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.KeptStatements, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.HoldTime, TimeSpan.Zero);
        for (var tries = 1; ; tries++)
        {
            // HttpListener takes no port 0; between asking and listening another process may be quicker.
            var endpoint = new Uri($"http://127.0.0.1:{FreePort()}/");
            var listener = new HttpListener { Prefixes = { endpoint.AbsoluteUri } };
            try
            {
                listener.Start();
                return new SnowflakeEmulatorServer(emulator, options, listener, endpoint);
            }
            catch (HttpListenerException) when (tries < TriesForPort)
            {
                listener.Close();
            }
        }
    }

    /// <summary>Lets a user in by key-pair tokens, as ALTER USER … SET RSA_PUBLIC_KEY does.</summary>
    /// <param name="user">The user's name; case doesn't matter.</param>
    /// <param name="publicKeyPem">The public key, PEM.</param>
    public void AddKey(string user, string publicKeyPem) => _credentials.AddKey(user, publicKeyPem);

    /// <summary>Takes a user's key back.</summary>
    /// <param name="user">The user's name.</param>
    public void RemoveKey(string user) => _credentials.RemoveKey(user);

    /// <summary>Lets in whoever has this OAuth access token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="expires">When it ends; null for never.</param>
    public void AddOAuthToken(string token, DateTimeOffset? expires = null) => _credentials.AddToken("OAUTH", token, expires);

    /// <summary>Lets in whoever has this programmatic access token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="expires">When it ends; null for never.</param>
    public void AddProgrammaticAccessToken(string token, DateTimeOffset? expires = null) => _credentials.AddToken("PROGRAMMATIC_ACCESS_TOKEN", token, expires);

    /// <summary>Takes a token back.</summary>
    /// <param name="token">The token.</param>
    public void RemoveToken(string token) => _credentials.RemoveToken(token);

    /// <summary>Stops to listen, cancels what runs, and waits for its end.</summary>
    /// <returns>A task.</returns>
    public async ValueTask DisposeAsync()
    {
        _closing.TrySetResult();
        _listener.Close();
        _endpoints.Dispose();
        await _accepting.ConfigureAwait(false);
        await Task.WhenAll(_answering.Values).ConfigureAwait(false);
        await _endpoints.WhenAllEnded().ConfigureAwait(false);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task AcceptAsync()
    {
        while (!_closing.Task.IsCompleted)
        {
            HttpListenerContext context;
            try
            {
                // A listener that closes drains its queue first: who asks it then is never answered, so its end isn't waited for.
                var coming = _listener.GetContextAsync();
                if (await Task.WhenAny(coming, _closing.Task).ConfigureAwait(false) != coming)
                {
                    return;
                }

                context = await coming.ConfigureAwait(false);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                continue; // one client's trouble, or the end
            }

            var number = ++_count;
            var answering = Task.Run(() => AnswerAsync(context, number));
            _answering[number] = answering;
            _ = answering.ContinueWith(_ => _answering.TryRemove(number, out Task? _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context, long number)
    {
        try
        {
            var request = await ReadAsync(context.Request, number).ConfigureAwait(false);
            _requests.Enqueue(request);
            while (_requests.Count > KeptRequests)
            {
                _requests.TryDequeue(out _);
            }

            var fault = _options.Faults?.Invoke(request);
            if (fault is { IsRequestLost: true })
            {
                context.Response.Abort();
                return;
            }

            var response = fault is { Status: > 0 }
                ? ServerResponse.Error(fault.Status, fault.Status == 429 ? "390505" : "390000", fault.Status == 429 ? "Too many requests." : "Fault by plan.") with { RetryAfter = fault.RetryAfter }
                : _credentials.Check(context.Request.Headers["Authorization"], context.Request.Headers["X-Snowflake-Authorization-Token-Type"])
                    ?? (HasOtherMedia(context.Request) ? ServerResponse.Empty(415) : await _endpoints.AnswerAsync(request).ConfigureAwait(false));
            await WriteAsync(context.Response, response, fault?.AnswerBytes).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client has gone, or the server is closing: nobody is there to be told.
            context.Response.Abort();
        }
    }

    private static bool HasOtherMedia(HttpListenerRequest request) =>
        request is { HasEntityBody: true, ContentType: { } type } && !type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase);

    private static async Task<ServerRequest> ReadAsync(HttpListenerRequest request, long number)
    {
        using var reader = new StreamReader(request.InputStream);
        var body = await reader.ReadToEndAsync().ConfigureAwait(false);
        return new ServerRequest(
            number,
            request.HttpMethod,
            request.Url!.AbsolutePath,
            Pairs(request.QueryString.AllKeys, name => request.QueryString[name]),
            Pairs(request.Headers.AllKeys, name => name == "Authorization" ? "Bearer …" : request.Headers[name]),
            body);
    }

    private static Dictionary<string, string> Pairs(string?[] names, Func<string, string?> value) =>
        names.OfType<string>().ToDictionary(name => name, name => value(name) ?? "", StringComparer.OrdinalIgnoreCase);

    private static async Task WriteAsync(HttpListenerResponse to, ServerResponse response, int? mostBytes)
    {
        to.StatusCode = response.Status;
        to.ContentLength64 = response.Body.Length;
        if (response.Body.Length > 0)
        {
            to.ContentType = "application/json";
        }

        if (response.IsGzip)
        {
            to.Headers["Content-Encoding"] = "gzip";
        }

        if (response.Link is { } link)
        {
            to.Headers["Link"] = link;
        }

        if (response.RetryAfter is { } retryAfter)
        {
            to.Headers["Retry-After"] = retryAfter;
        }

        if (mostBytes is { } most)
        {
            if (most > 0)
            {
                await to.OutputStream.WriteAsync(response.Body.AsMemory(0, Math.Min(most, response.Body.Length))).ConfigureAwait(false);
                await to.OutputStream.FlushAsync().ConfigureAwait(false);
            }

            to.Abort();
            return;
        }

        await to.OutputStream.WriteAsync(response.Body).ConfigureAwait(false);
        to.Close();
    }
}

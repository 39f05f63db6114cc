using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using CdcToSnowflake.Warehouse.SqlApi.Authentication;
using CdcToSnowflake.Warehouse.SqlApi.Http;

namespace CdcToSnowflake.Warehouse.Cortex.Protocol;

/// <summary>
/// Sends requests to Cortex. A run is no statement with an id: one that is sent twice is run twice, paid twice, and stands twice in its thread. So a request is sent again only where Snowflake can't have taken it.
/// </summary>
internal sealed class AgentClient(Uri endpoint, ITokens tokens, HttpClient http, CortexAgentOptions options, TimeProvider clock) : IDisposable
{
    // Errors are short.
    private const int MostErrorBytes = 64 << 10;

    private const string Stream = "text/event-stream";
    private const string Json = "application/json";

    /// <summary>A short answer, whole.</summary>
    /// <exception cref="CortexException">Snowflake refused, or could not be reached.</exception>
    public async Task<string> PostAsync(string path, byte[] body, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Post, path, body, Json, cancellationToken).ConfigureAwait(false);
        return await TextAsync(response, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The events of a stream, by name and data, as they come.</summary>
    /// <exception cref="CortexException">Snowflake refused, or could not be reached.</exception>
    /// <exception cref="IOException">The stream broke.</exception>
    public async IAsyncEnumerable<(string Name, string Data)> StreamAsync(HttpMethod method, string path, byte[]? body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await SendAsync(method, path, body, Stream, cancellationToken).ConfigureAwait(false);
        Stream content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        BoundedStream bounded = new(content, options.MaxAnswerBytes);
        await using (content.ConfigureAwait(false))
        await using (bounded.ConfigureAwait(false))
        {
            if (response.Content.Headers.ContentType?.MediaType == Json)
            {
                using StreamReader whole = new(bounded, Encoding.UTF8);
                // What "Non-streaming response" shows is what the last event holds.
                yield return ("response", await whole.ReadToEndAsync(cancellationToken).ConfigureAwait(false));
                yield break;
            }
            await foreach (SseItem<string> item in SseParser.Create(bounded).EnumerateAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return (item.EventType, item.Data);
            }
        }
    }

    public void Dispose() => tokens.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, byte[]? body, string accept, CancellationToken cancellationToken)
    {
        RetrySchedule schedule = new(options.MaxRetries, options.Timeout, clock);
        string? refused = null;
        while (true)
        {
            string token;
            try
            {
                token = await tokens.GetAsync(refused, cancellationToken).ConfigureAwait(false);
            }
            catch (SnowflakeException error)
            {
                throw new CortexException(error.Message, null, null, 0, error);
            }
            TimeSpan? pause;
            try
            {
                using HttpRequestMessage request = HttpExchange.Request(method, new Uri(endpoint, path), body, accept, tokens.Type, token);
                HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
                if (response.IsSuccessStatusCode)
                {
                    return response;
                }
                using (response)
                {
                    if ((int)response.StatusCode == 401 && refused is null)
                    {
                        refused = token;
                        continue;
                    }
                    pause = (int)response.StatusCode == 429 ? schedule.Next(HttpExchange.RetryAfter(response.Headers.RetryAfter, clock)) : null;
                    if (pause is null)
                    {
                        throw await RefusedAsync(response, cancellationToken).ConfigureAwait(false);
                    }
                }
            }
            catch (HttpRequestException error)
            {
                pause = NeverArrived(error) || method == HttpMethod.Get ? schedule.Next(null) : null;
                if (pause is null)
                {
                    throw new CortexException(
                        $"Snowflake at {endpoint.Host} gave no answer: {error.Message} Check the account, the network and its proxies.{(NeverArrived(error) ? "" : " Whether the agent ran is not known.")}", null, null, 0, error);
                }
            }
            await Task.Delay(pause.Value, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool NeverArrived(HttpRequestException error) => error.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    private async Task<CortexException> RefusedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        int status = (int)response.StatusCode;
        string text = await TextAsync(response, cancellationToken).ConfigureAwait(false);
        (string? code, string? message, string? request) = Told(text);
        string remedy = status switch
        {
            401 => tokens.Remedy,
            403 => "Check the account's network policy, and that the user's default role has SNOWFLAKE.CORTEX_USER or SNOWFLAKE.CORTEX_AGENT_USER.",
            404 => "Check the agent's name, and that the user's default role has USAGE on it, on its database and on its schema.",
            429 => "Send fewer at a time.",
            >= 500 => "Whether the agent ran is not known.",
            _ => "",
        };
        return new CortexException($"Snowflake answered HTTP {status}: {message ?? "without a reason."} {remedy}".TrimEnd(), code, request, status, null);
    }

    private static (string? Code, string? Message, string? Request) Told(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement json = document.RootElement;
            return (json.Text("code") ?? json.Text("error_code"), json.Text("message"), json.Text("request_id"));
        }
        catch (JsonException)
        {
            // A gateway's page, for instance.
            return (null, null, null);
        }
    }

    private static async Task<string> TextAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            Stream content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                byte[] bytes = new byte[MostErrorBytes];
                int length = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                return Encoding.UTF8.GetString(bytes, 0, length);
            }
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            return "";
        }
    }
}

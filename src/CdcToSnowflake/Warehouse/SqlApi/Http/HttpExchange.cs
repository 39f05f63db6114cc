using System.IO.Compression;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text.Json;

namespace CdcToSnowflake.Warehouse.SqlApi.Http;

/// <summary>Sends one request once, and reads what comes back.</summary>
internal sealed class HttpExchange(HttpClient http, long mostBytes, TimeProvider clock)
{
    // Longer than the 45 s that Snowflake may hold a request; between two pieces of a body as well.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(75);

    // Answers that are no results are short.
    private const long MostErrorBytes = 4 << 20;

    private static readonly ProductInfoHeaderValue UserAgent = new("CdcToSnowflake", typeof(HttpExchange).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]);

    /// <exception cref="OperationCanceledException">By the caller; a silent server is an attempt that failed.</exception>
    public async Task<Attempt> SendAsync(HttpMethod method, Uri address, byte[]? body, string tokenType, string token, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(Silence, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        using var request = Request(method, address, body, "application/json", tokenType, token);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            var status = (int)response.StatusCode;
            var retryAfter = RetryAfter(response.Headers.RetryAfter);
            try
            {
                var parsed = await ReadAsync(response, () => silence.CancelAfter(Silence), either.Token).ConfigureAwait(false);
                return new Attempt(status, parsed, retryAfter, null);
            }
            catch (Exception e) when (e is JsonException || (e is EndOfStreamException && !response.IsSuccessStatusCode))
            {
                // A gateway's page, for instance, or no body at all. A 200 that can't be read is as good as none.
                return new Attempt(response.IsSuccessStatusCode ? 0 : status, null, retryAfter, e);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or ResponseTooLargeException or InvalidDataException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new Attempt(0, null, null, e is OperationCanceledException ? new TimeoutException($"The server was silent for {Silence.TotalSeconds} s.", e) : e);
        }
    }

    /// <summary>A request with what proves who sends it.</summary>
    internal static HttpRequestMessage Request(HttpMethod method, Uri address, byte[]? body, string accept, string tokenType, string token)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        request.Headers.UserAgent.Add(UserAgent);
        request.Headers.Add("X-Snowflake-Authorization-Token-Type", tokenType);
        request.Content = new ByteArrayContent(body ?? []);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return request;
    }

    private async Task<SqlApiResponse> ReadAsync(HttpResponseMessage response, Action arrived, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            var most = response.IsSuccessStatusCode ? mostBytes : MostErrorBytes;
            if (!response.Content.Headers.ContentEncoding.Contains("gzip"))
            {
                return await ResponseReader.ReadAsync(body, most, arrived, cancellationToken).ConfigureAwait(false);
            }

            var unpacked = new GZipStream(body, CompressionMode.Decompress);
            await using (unpacked.ConfigureAwait(false))
            {
                return await ResponseReader.ReadAsync(unpacked, most, arrived, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => RetryAfter(header, clock);

    internal static TimeSpan? RetryAfter(RetryConditionHeaderValue? header, TimeProvider clock) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - clock.GetUtcNow(),
        _ => null,
    };
}

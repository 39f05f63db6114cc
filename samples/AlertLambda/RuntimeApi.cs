using System.Net;
using System.Text.Json;

namespace AlertLambda;

/// <summary>Lambda's runtime API, as "Using the Lambda runtime API for custom runtimes" describes it.</summary>
internal sealed class RuntimeApi(string address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = new Uri($"http://{address}/2018-06-01/runtime/"),
        // The next event may come tomorrow.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Waits for the next event.</summary>
    public async Task<Invocation> NextAsync()
    {
        using var answer = await _http.GetAsync(new Uri("invocation/next", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        var id = answer.Headers.GetValues("Lambda-Runtime-Aws-Request-Id").Single();
        var deadline = answer.Headers.TryGetValues("Lambda-Runtime-Deadline-Ms", out var at) ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(at.Single(), System.Globalization.CultureInfo.InvariantCulture)) : DateTimeOffset.MaxValue;
        return new Invocation(id, deadline, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Says that an event was handled.</summary>
    public Task RespondAsync(string id) => PostAsync($"invocation/{Uri.EscapeDataString(id)}/response", "{}"u8.ToArray(), null);

    /// <summary>Says that an event wasn't handled: Lambda gives it again, or to the dead-letter queue.</summary>
    public Task FailAsync(string id, Exception error) => PostAsync($"invocation/{Uri.EscapeDataString(id)}/error", Error(error), error.GetType().Name);

    /// <summary>Says that the function can't start.</summary>
    public Task FailStartAsync(Exception error) => PostAsync("init/error", Error(error), error.GetType().Name);

    public void Dispose() => _http.Dispose();

    private async Task PostAsync(string path, byte[] body, string? errorType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new ByteArrayContent(body) };
        if (errorType is not null)
        {
            request.Headers.Add("Lambda-Runtime-Function-Error-Type", $"Runtime.{errorType}");
        }

        using var answer = await _http.SendAsync(request);
        // 413 and the like: Lambda has noted the failure, and the next event can come.
        if (answer.StatusCode >= HttpStatusCode.InternalServerError)
        {
            throw new HttpRequestException($"The runtime API answered {(int)answer.StatusCode}.");
        }
    }

    private static byte[] Error(Exception error)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("errorType", error.GetType().Name);
            json.WriteString("errorMessage", error.Message);
            json.WriteStartArray("stackTrace");
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return text.ToArray();
    }
}

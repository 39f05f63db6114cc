using System.Net;
using System.Text;

namespace CdcToSnowflake.Tests.Warehouse.SqlApi;

/// <summary>Answers each request by what the test has written down for it, and keeps the requests.</summary>
internal sealed class ScriptedServer : HttpMessageHandler
{
    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _answers = new();

    public List<(string Method, string Path, string Query, string Body, IReadOnlyDictionary<string, string> Headers)> Requests { get; } = [];

    public ScriptedServer Answer(int status, string body, Action<HttpResponseMessage>? change = null) => Then(_ =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        change?.Invoke(response);
        return Task.FromResult(response);
    });

    public ScriptedServer Break(Exception? error = null) => Then(_ => throw error ?? new HttpRequestException("The connection broke."));

    public ScriptedServer Then(Func<CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.Concat(request.Content!.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        Requests.Add((request.Method.Method, request.RequestUri!.AbsolutePath, request.RequestUri.Query, body, headers));
        return _answers.TryDequeue(out var answer) ? await answer(cancellationToken) : throw new InvalidOperationException($"The test has no answer for {request.Method} {request.RequestUri}.");
    }
}

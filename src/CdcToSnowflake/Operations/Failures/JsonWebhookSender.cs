using System.Text.Json;

namespace CdcToSnowflake.Operations.Failures;

/// <summary>
/// Posts alerts as JSON: <c>{"state":"failing"|"resolved"|"notice", "kind":"task"|"pipe"|"flow"|"cost"|"stream"|"brand"|"handler"|"service"|"notice", "name", "account", "since", "lastAt", "resolvedAt", "count", "error", "errorCode", "queryId", "file", "remedy"}</c>,
/// times in ISO 8601, what is unknown null.
/// </summary>
/// <param name="options">The webhook.</param>
/// <param name="time">The clock; null for the system's.</param>
public sealed class JsonWebhookSender(WebhookOptions options, TimeProvider? time = null) : IAlertSender, IDisposable
{
    private readonly Webhook _webhook = new("The webhook", options ?? throw new ArgumentNullException(nameof(options)), time);

    /// <inheritdoc/>
    public Task SendAsync(FailureAlert alert, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return _webhook.PostAsync(Write(alert), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _webhook.Dispose();

    private static byte[] Write(FailureAlert alert)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("state", alert.Kind is FailureKind.Notice ? "notice" : alert.ResolvedAt is null ? "failing" : "resolved");
            json.WriteString("kind", alert.Kind switch
            {
                FailureKind.Task => "task",
                FailureKind.Pipe => "pipe",
                FailureKind.Flow => "flow",
                FailureKind.Cost => "cost",
                FailureKind.Stream => "stream",
                FailureKind.Brand => "brand",
                FailureKind.Handler => "handler",
                FailureKind.Service => "service",
                _ => "notice",
            });
            json.WriteString("name", alert.Name);
            json.WriteString("account", alert.Account);
            json.WriteString("since", alert.Since);
            json.WriteString("lastAt", alert.LastAt);
            if (alert.ResolvedAt is { } resolved)
            {
                json.WriteString("resolvedAt", resolved);
            }
            else
            {
                json.WriteNull("resolvedAt");
            }

            json.WriteNumber("count", alert.Count);
            json.WriteString("error", alert.Error);
            json.WriteString("errorCode", alert.ErrorCode);
            json.WriteString("queryId", alert.QueryId);
            json.WriteString("file", alert.File);
            json.WriteString("remedy", alert.Remedy);
            json.WriteEndObject();
        }

        return text.ToArray();
    }
}

namespace CdcToSnowflake.Operations.Failures;

/// <summary>Sends alerts to a Slack channel, by an incoming webhook, as Block Kit messages.</summary>
/// <param name="options">The incoming webhook that Slack made.</param>
/// <param name="time">The clock; null for the system's.</param>
public sealed class SlackSender(WebhookOptions options, TimeProvider? time = null) : IAlertSender, IDisposable
{
    private readonly Webhook _webhook = new("Slack", options ?? throw new ArgumentNullException(nameof(options)), time);

    /// <inheritdoc/>
    public Task SendAsync(FailureAlert alert, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return _webhook.PostAsync(SlackMessage.Write(alert), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _webhook.Dispose();
}

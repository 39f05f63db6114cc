namespace CdcToSnowflake.Emulator.Notifications;

/// <summary>What integrations are to be told, until their sink has taken it: at least once. A message that is refused holds up no other.</summary>
internal sealed class NotificationOutbox(INotificationSink? sink, TimeProvider clock)
{
    // A sink that is away for long is asked once a minute.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly List<WaitingMessage> _waiting = [];

    /// <summary>When the next message may be delivered; null: none waits.</summary>
    public DateTimeOffset? NextDelivery
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count == 0 ? null : _waiting.Min(message => message.NotBefore);
            }
        }
    }

    /// <summary>Without a sink nobody listens, and nothing is kept.</summary>
    public void Add(string integration, string message)
    {
        if (sink is not null)
        {
            lock (_lock)
            {
                _waiting.Add(new WaitingMessage(integration, message));
            }
        }
    }

    /// <summary>Offers the sink each message that is due, once.</summary>
    /// <param name="ignoreRetryTimes">Whether one that was refused is offered again at once.</param>
    /// <param name="cancellationToken">Ends it between messages.</param>
    /// <returns>What the sink threw first; null: it took all.</returns>
    public async Task<Exception?> DeliverAsync(bool ignoreRetryTimes, CancellationToken cancellationToken)
    {
        Exception? refusal = null;
        foreach (var message in Due(ignoreRetryTimes))
        {
            var isTaken = true;
            try
            {
                await sink!.PublishAsync(message.Integration, message.Text, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                isTaken = false;
                refusal ??= error;
            }

            Note(message, isTaken);
        }

        return refusal;
    }

    private List<WaitingMessage> Due(bool ignoreRetryTimes)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            return [.. _waiting.Where(message => ignoreRetryTimes || message.NotBefore <= now)];
        }
    }

    private void Note(WaitingMessage message, bool isTaken)
    {
        lock (_lock)
        {
            if (isTaken)
            {
                _waiting.Remove(message);
                return;
            }

            var wait = TimeSpan.FromSeconds(1 << Math.Min(message.Refusals, 6));
            message.Refusals++;
            message.NotBefore = clock.GetUtcNow() + (wait < LongestWait ? wait : LongestWait);
        }
    }
}

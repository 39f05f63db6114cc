using System.Collections.Concurrent;

namespace CdcToSnowflake.Emulator.Notifications;

/// <summary>What integrations are to be told, until their sink has taken it: at least once, in order.</summary>
internal sealed class NotificationOutbox(INotificationSink? sink)
{
    private readonly ConcurrentQueue<(string Integration, string Message)> _waiting = new();

    /// <summary>Without a sink nobody listens, and nothing is kept.</summary>
    public void Add(string integration, string message)
    {
        if (sink is not null)
        {
            _waiting.Enqueue((integration, message));
        }
    }

    /// <summary>Delivers what waits. What the sink throws comes through, and that message is delivered again the next time.</summary>
    public async Task DeliverAsync(CancellationToken cancellationToken)
    {
        while (_waiting.TryPeek(out var next))
        {
            await sink!.PublishAsync(next.Integration, next.Message, cancellationToken).ConfigureAwait(false);
            _waiting.TryDequeue(out _);
        }
    }
}

using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace OwnerApp.Feed;

/// <summary>Tells everyone who listens, each what is theirs. Each brand's last events are kept for those who come later, or come back.</summary>
internal sealed class LiveFeed
{
    // Of each brand, so that a busy one leaves a quiet one's page its own.
    private const int Kept = 200;
    private const int Waiting = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<LiveEvent>> _last = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _known = new(StringComparer.Ordinal); // by id, in which place each came
    private readonly HashSet<Channel<LiveEvent>> _listeners = [];
    private long _told;

    /// <summary>Tells of an event, unless it was told already: handlers hear of a change at least once.</summary>
    public void Publish(LiveEvent happened)
    {
        lock (_lock)
        {
            if (!_known.TryAdd(happened.Id, ++_told))
            {
                return;
            }

            if (!_last.TryGetValue(happened.Brand, out var last))
            {
                _last[happened.Brand] = last = new Queue<LiveEvent>();
            }

            last.Enqueue(happened);
            if (last.Count > Kept)
            {
                _known.Remove(last.Dequeue().Id);
            }

            foreach (var listener in _listeners)
            {
                // Full only if its page has stopped reading; then the oldest go.
                listener.Writer.TryWrite(happened);
            }
        }
    }

    /// <summary>The events of the brands that one may see at that moment: those kept after one that is known, then all that come.</summary>
    public async IAsyncEnumerable<LiveEvent> ReadAsync(string? after, Func<string, CancellationToken, ValueTask<bool>> sees, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<LiveEvent>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        List<LiveEvent> kept;
        lock (_lock)
        {
            var heard = after is null ? 0 : _known.GetValueOrDefault(after);
            kept = [.. _last.Values.SelectMany(last => last).Where(happened => _known[happened.Id] > heard).OrderBy(happened => _known[happened.Id])];
            _listeners.Add(channel);
        }

        try
        {
            foreach (var happened in kept)
            {
                if (await sees(happened.Brand, cancellationToken))
                {
                    yield return happened;
                }
            }

            await foreach (var happened in channel.Reader.ReadAllAsync(cancellationToken))
            {
                if (await sees(happened.Brand, cancellationToken))
                {
                    yield return happened;
                }
            }
        }
        finally
        {
            lock (_lock)
            {
                _listeners.Remove(channel);
            }
        }
    }
}

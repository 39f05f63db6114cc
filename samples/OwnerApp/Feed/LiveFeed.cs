using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace OwnerApp.Feed;

/// <summary>Tells everyone who listens, each what is theirs. The last events are kept for those who come later, or come back.</summary>
internal sealed class LiveFeed
{
    private const int Kept = 200;
    private const int Waiting = 1000;

    private readonly Lock _lock = new();
    private readonly LinkedList<LiveEvent> _last = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<Channel<LiveEvent>> _listeners = [];

    /// <summary>Tells of an event, unless it was told already: handlers hear of a change at least once.</summary>
    public void Publish(LiveEvent happened)
    {
        lock (_lock)
        {
            if (!_known.Add(happened.Id))
            {
                return;
            }

            _last.AddLast(happened);
            if (_last.Count > Kept)
            {
                _known.Remove(_last.First!.Value.Id);
                _last.RemoveFirst();
            }

            foreach (var listener in _listeners)
            {
                // Full only if its page has stopped reading; then the oldest go.
                listener.Writer.TryWrite(happened);
            }
        }
    }

    /// <summary>The events of some brands: those kept after one that is known, then all that come.</summary>
    public async IAsyncEnumerable<LiveEvent> ReadAsync(IReadOnlySet<string> brands, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<LiveEvent>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        List<LiveEvent> kept;
        lock (_lock)
        {
            kept = [.. after is not null && _known.Contains(after) ? _last.SkipWhile(happened => happened.Id != after).Skip(1) : _last];
            _listeners.Add(channel);
        }

        try
        {
            foreach (var happened in kept.Where(happened => brands.Contains(happened.Brand)))
            {
                yield return happened;
            }

            await foreach (var happened in channel.Reader.ReadAllAsync(cancellationToken))
            {
                if (brands.Contains(happened.Brand))
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

using System.Collections.Concurrent;

namespace CdcToSnowflake.Hosting.Parts;

/// <summary>Why parts of the service, beside what brands and handlers tell themselves, don't do what they should.</summary>
internal sealed class PartMonitor(TimeProvider time)
{
    // What ended at once would have ended again by then.
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, PartTrouble> _troubles = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _working = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (long At, bool IsHeardOf)> _begun = new(StringComparer.Ordinal);

    /// <summary>The troubles now, by part, the worst first.</summary>
    public IReadOnlyList<KeyValuePair<string, PartTrouble>> Troubles => [.. _troubles.OrderByDescending(trouble => trouble.Value.HasEnded).ThenBy(trouble => trouble.Key, StringComparer.Ordinal)];

    /// <summary>It runs from now on, be it that it had ended before.</summary>
    /// <param name="part">The part.</param>
    /// <param name="isHeardOf">Whether <see cref="Works"/> and <see cref="Fails"/> are told of it. Of another one nothing is known but that it runs.</param>
    public void Begins(string part, bool isHeardOf)
    {
        _begun[part] = (time.GetTimestamp(), isHeardOf);
        if (_troubles.TryGetValue(part, out var trouble) && trouble.HasEnded)
        {
            _troubles.TryRemove(part, out _);
        }
    }

    /// <summary>It runs no more: it had nothing to do, or this process's work is over.</summary>
    public void Leaves(string part) => _begun.TryRemove(part, out _);

    /// <summary>Whether it runs, or should.</summary>
    public bool Has(string part) => _begun.ContainsKey(part) || _troubles.ContainsKey(part);

    public void Works(string part)
    {
        // One that has ended doesn't work, whatever is still seen of what it did.
        if (!_troubles.TryGetValue(part, out var trouble) || (!trouble.HasEnded && _troubles.TryRemove(new(part, trouble))))
        {
            _working[part] = true;
        }
    }

    /// <summary>Whether a part was seen to work since its last failure; one that has done nothing yet wasn't. One that isn't heard of works if it runs for a while.</summary>
    public bool WasSeenToWork(string part) =>
        _working.ContainsKey(part) || (_begun.TryGetValue(part, out var begun) && !begun.IsHeardOf && time.GetElapsedTime(begun.At) >= LongestStart);

    /// <summary>It is tried again.</summary>
    public void Fails(string part, Exception error) => Note(part, error, hasEnded: false);

    /// <summary>Nothing tries it again until the service's work begins anew.</summary>
    public void Ended(string part, Exception error) => Note(part, error, hasEnded: true);

    public void Clear()
    {
        _troubles.Clear();
        _working.Clear();
        _begun.Clear();
    }

    private void Note(string part, Exception error, bool hasEnded)
    {
        _working.TryRemove(part, out _);
        _troubles.AddOrUpdate(
            part, _ => new PartTrouble(error, hasEnded, time.GetUtcNow(), 1),
            (_, before) => before.HasEnded ? before : before with { Error = error, HasEnded = hasEnded, Failures = before.Failures + 1 });
    }
}

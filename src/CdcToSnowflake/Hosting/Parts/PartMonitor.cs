using System.Collections.Concurrent;

namespace CdcToSnowflake.Hosting.Parts;

/// <summary>Why parts of the service, beside what brands and handlers tell themselves, don't do what they should.</summary>
internal sealed class PartMonitor(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, PartTrouble> _troubles = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _working = new(StringComparer.Ordinal);

    /// <summary>The troubles now, by part, the worst first.</summary>
    public IReadOnlyList<KeyValuePair<string, PartTrouble>> Troubles => [.. _troubles.OrderByDescending(trouble => trouble.Value.HasEnded).ThenBy(trouble => trouble.Key, StringComparer.Ordinal)];

    public void Works(string part)
    {
        _troubles.TryRemove(part, out _);
        _working[part] = true;
    }

    /// <summary>Whether a part was seen to work since its last failure; one that has done nothing yet wasn't.</summary>
    public bool WasSeenToWork(string part) => _working.ContainsKey(part);

    /// <summary>It is tried again.</summary>
    public void Fails(string part, Exception error) => Note(part, error, hasEnded: false);

    /// <summary>Nothing tries it again until the service's work begins anew.</summary>
    public void Ended(string part, Exception error) => Note(part, error, hasEnded: true);

    public void Clear()
    {
        _troubles.Clear();
        _working.Clear();
    }

    private void Note(string part, Exception error, bool hasEnded)
    {
        _working.TryRemove(part, out _);
        _troubles.AddOrUpdate(part, _ => new PartTrouble(error, hasEnded, time.GetUtcNow(), 1), (_, before) => before with { Error = error, HasEnded = hasEnded, Failures = before.Failures + 1 });
    }
}

using System.Collections.Concurrent;

namespace CdcToSnowflake.Hosting.Parts;

/// <summary>Why parts of the service, beside what brands and handlers tell themselves, don't do what they should.</summary>
internal sealed class PartMonitor
{
    private readonly ConcurrentDictionary<string, PartTrouble> _troubles = new(StringComparer.Ordinal);

    /// <summary>The troubles now, by part, the worst first.</summary>
    public IReadOnlyList<KeyValuePair<string, PartTrouble>> Troubles => [.. _troubles.OrderByDescending(trouble => trouble.Value.HasEnded).ThenBy(trouble => trouble.Key, StringComparer.Ordinal)];

    public void Works(string part) => _troubles.TryRemove(part, out _);

    /// <summary>It is tried again.</summary>
    public void Fails(string part, Exception error) => _troubles[part] = new PartTrouble(error, HasEnded: false);

    /// <summary>Nothing tries it again until the service's work begins anew.</summary>
    public void Ended(string part, Exception error) => _troubles[part] = new PartTrouble(error, HasEnded: true);

    public void Clear() => _troubles.Clear();
}

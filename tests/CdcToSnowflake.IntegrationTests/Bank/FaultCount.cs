using System.Collections.Concurrent;

namespace CdcToSnowflake.IntegrationTests.Bank;

/// <summary>How often each kind of fault has struck.</summary>
internal sealed class FaultCount
{
    private readonly ConcurrentDictionary<string, int> _kinds = new(StringComparer.Ordinal);

    public int Total => _kinds.Values.Sum();

    public int this[string kind] => _kinds.GetValueOrDefault(kind);

    public void Add(string kind) => _kinds.AddOrUpdate(kind, 1, (_, count) => count + 1);

    public override string ToString() => string.Join(", ", _kinds.OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => $"{kind.Key} {kind.Value}"));
}

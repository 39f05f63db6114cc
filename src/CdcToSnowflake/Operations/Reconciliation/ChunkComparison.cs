namespace CdcToSnowflake.Operations.Reconciliation;

/// <summary>Compares chunks, and counts.</summary>
internal sealed class ChunkComparison(int mostNamed)
{
    private readonly List<RowDifference> _named = [];

    public long Rows { get; private set; }

    public long InMotion { get; private set; }

    public long Differences { get; private set; }

    public IReadOnlyList<RowDifference> Named => _named;

    public void Add(IReadOnlyDictionary<string, string> source, IReadOnlyDictionary<string, string> raw, Func<string, bool> isInMotion)
    {
        foreach (var (key, hash) in source)
        {
            if (IsCompared(key, isInMotion))
            {
                if (!raw.TryGetValue(key, out var other))
                {
                    Differs(DifferenceKind.Missing, key);
                }
                else if (other != hash)
                {
                    Differs(DifferenceKind.Changed, key);
                }
            }
        }

        foreach (var key in raw.Keys.Where(key => !source.ContainsKey(key)))
        {
            if (IsCompared(key, isInMotion))
            {
                Differs(DifferenceKind.Extra, key);
            }
        }
    }

    private bool IsCompared(string key, Func<string, bool> isInMotion)
    {
        if (isInMotion(key))
        {
            InMotion++;
            return false;
        }

        Rows++;
        return true;
    }

    private void Differs(DifferenceKind kind, string key)
    {
        Differences++;
        if (_named.Count < mostNamed)
        {
            _named.Add(new RowDifference(kind, key));
        }
    }
}

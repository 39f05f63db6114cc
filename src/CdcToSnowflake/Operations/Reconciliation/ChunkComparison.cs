namespace CdcToSnowflake.Operations.Reconciliation;

/// <summary>Compares chunks, and counts.</summary>
internal sealed class ChunkComparison(int mostNamed)
{
    private readonly List<RowDifference> _named = [];
    private List<RowDifference> _inChunk = [];

    public long Rows { get; private set; }

    public long InMotion { get; private set; }

    /// <summary>The rows that are on both sides and that the source could make no hash of.</summary>
    public long TooLarge { get; private set; }

    public long Differences { get; private set; }

    public IReadOnlyList<RowDifference> Named => _named;

    /// <summary>Compares a chunk.</summary>
    /// <returns>All that differs in it.</returns>
    public IReadOnlyList<RowDifference> Add(IReadOnlyDictionary<string, string> source, IReadOnlyDictionary<string, string> raw, Func<string, bool> isInMotion)
    {
        _inChunk = [];
        foreach (var (key, hash) in source)
        {
            if (IsCompared(key, isInMotion))
            {
                if (!raw.TryGetValue(key, out var other))
                {
                    Differs(DifferenceKind.Missing, key);
                }
                else if (hash.Length == 0)
                {
                    Rows--;
                    TooLarge++;
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

        return _inChunk;
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
        var difference = new RowDifference(kind, key);
        _inChunk.Add(difference);
        if (_named.Count < mostNamed)
        {
            _named.Add(difference);
        }
    }
}

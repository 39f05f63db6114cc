namespace CdcToSnowflake.Binlog.Positions;

/// <summary>Sorted, disjoint, non-adjacent intervals of transaction numbers, both ends included.</summary>
internal sealed class IntervalList
{
    private readonly List<(long First, long Last)> _items = [];

    public IReadOnlyList<(long First, long Last)> Items => _items;

    public void Add(long first, long last)
    {
        // Almost always the next number after the last one.
        if (_items.Count > 0 && _items[^1] is var end && first >= end.First && first <= end.Last + 1)
        {
            _items[^1] = (end.First, Math.Max(end.Last, last));
            return;
        }

        var at = IndexOf(first);
        if (at > 0 && _items[at - 1].Last + 1 >= first)
        {
            at--;
            first = _items[at].First;
        }

        var until = at;
        while (until < _items.Count && _items[until].First <= last + 1)
        {
            last = Math.Max(last, _items[until].Last);
            until++;
        }

        _items.RemoveRange(at, until - at);
        _items.Insert(at, (first, last));
    }

    public bool Contains(long first, long last)
    {
        var at = IndexOf(first + 1) - 1;
        return at >= 0 && _items[at].Last >= last;
    }

    /// <summary>The first interval that starts at or after a number.</summary>
    private int IndexOf(long number)
    {
        int low = 0, high = _items.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_items[middle].First < number)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}

namespace CdcToSnowflake.Operations.Failures;

/// <summary>The ids of the last messages, so many and no more.</summary>
internal sealed class RecentIds(int capacity)
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>The last of them, the oldest first.</summary>
    public IEnumerable<string> Last(int count) => _order.Skip(Math.Max(0, _order.Count - count));

    public void Clear()
    {
        _ids.Clear();
        _order.Clear();
    }

    /// <summary>Whether it is new.</summary>
    public bool Add(string id)
    {
        if (!_ids.Add(id))
        {
            return false;
        }

        _order.Enqueue(id);
        if (_order.Count > capacity)
        {
            _ids.Remove(_order.Dequeue());
        }

        return true;
    }
}

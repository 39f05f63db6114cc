using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Cuts;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>The tables that wait for their snapshot.</summary>
internal sealed class SnapshotPlan
{
    private readonly LinkedList<TableSnapshot> _waiting = new();
    private readonly Dictionary<TableName, LinkedListNode<TableSnapshot>> _nodes = [];

    /// <summary>How many wait.</summary>
    public int Count => _nodes.Count;

    /// <summary>About how many rows those have that wait.</summary>
    public long Estimate => _waiting.Sum(table => Math.Max(table.Estimate - table.Rows, 0));

    public void Clear()
    {
        _waiting.Clear();
        _nodes.Clear();
    }

    /// <summary>Adds a table; one that waits already answers the other ids too.</summary>
    public void Add(TableSnapshot table)
    {
        var name = new TableName(table.Schema, table.Table);
        if (_nodes.TryGetValue(name, out var node))
        {
            node.Value = node.Value with { Ids = [.. node.Value.Ids.Union(table.Ids)] };
            return;
        }

        // Those that were begun come first.
        _nodes[name] = table.Last is null ? _waiting.AddLast(table) : _waiting.AddFirst(table);
    }

    /// <summary>Takes the next table out, or null if none waits.</summary>
    public TableSnapshot? TakeNext()
    {
        if (_waiting.First is not { } first)
        {
            return null;
        }

        _waiting.RemoveFirst();
        _nodes.Remove(new TableName(first.Value.Schema, first.Value.Table));
        return first.Value;
    }

    public bool Contains(TableName name) => _nodes.ContainsKey(name);

    /// <summary>A table that waits begins at its first row.</summary>
    public void BeginAnew(TableName name)
    {
        if (_nodes.TryGetValue(name, out var node))
        {
            node.Value = node.Value with { Last = null, Largest = null, Rows = 0 };
        }
    }
}

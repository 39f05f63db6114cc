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

    /// <summary>About how many rows are left of those that wait; null if one's are unknown.</summary>
    public long? RowsLeft => TableSnapshot.RowsLeftOf(_waiting);

    /// <summary>Those that are to go on from a key, or to be read again.</summary>
    public IEnumerable<TableSnapshot> Known => _waiting.Where(table => table.Last is not null || table.Reason is not null);

    public void Clear()
    {
        _waiting.Clear();
        _nodes.Clear();
    }

    /// <summary>Adds a table; one that waits already answers the other ids too.</summary>
    public void Add(TableSnapshot table)
    {
        var name = NameOf(table);
        if (_nodes.TryGetValue(name, out var node))
        {
            node.Value = node.Value.With(table);
            return;
        }

        // Those that were begun come first.
        _nodes[name] = table.Last is null ? _waiting.AddLast(table) : _waiting.AddFirst(table);
    }

    /// <summary>Whether a table waits that isn't being read already.</summary>
    public bool HasNext(Func<TableName, bool> isBeingRead) => Next(isBeingRead) is not null;

    /// <summary>Takes out the next table that isn't being read already; null if there is none.</summary>
    public TableSnapshot? TakeNext(Func<TableName, bool> isBeingRead)
    {
        if (Next(isBeingRead) is not { } next)
        {
            return null;
        }

        _waiting.Remove(next);
        _nodes.Remove(NameOf(next.Value));
        return next.Value;
    }

    /// <summary>A table that waits begins at its first row.</summary>
    public void BeginAnew(TableName name)
    {
        if (_nodes.TryGetValue(name, out var node))
        {
            node.Value = node.Value.Anew();
        }
    }

    private static TableName NameOf(TableSnapshot table) => new(table.Schema, table.Table);

    // As many nodes are passed over at most as tables are read at once.
    private LinkedListNode<TableSnapshot>? Next(Func<TableName, bool> isBeingRead)
    {
        var node = _waiting.First;
        while (node is not null && isBeingRead(NameOf(node.Value)))
        {
            node = node.Next;
        }

        return node;
    }
}

using System.Collections.Immutable;

namespace CdcToSnowflake.Cuts;

/// <summary>What a cut says of snapshots: those under way at its end, by table, and those that it ends.</summary>
internal sealed record SnapshotNews(ImmutableSortedDictionary<string, TableSnapshot> UnderWay, ImmutableList<TableSweep> Ended)
{
    public static SnapshotNews None { get; } = new(ImmutableSortedDictionary.Create<string, TableSnapshot>(StringComparer.Ordinal), []);

    /// <summary>Whether it says nothing.</summary>
    public bool IsNone => UnderWay.IsEmpty && Ended.IsEmpty;

    /// <summary>Notes how far a table is.</summary>
    public SnapshotNews With(string path, TableSnapshot snapshot) => this with { UnderWay = UnderWay.SetItem(path, snapshot) };

    /// <summary>Notes that a table has to begin anew, if it is under way.</summary>
    public SnapshotNews Anew(string path) => UnderWay.TryGetValue(path, out var begun) && begun.Last is not null ? With(path, begun.Anew()) : this;

    /// <summary>Forgets a table that isn't taken any more.</summary>
    public SnapshotNews Without(string path) => this with { UnderWay = UnderWay.Remove(path) };

    /// <summary>Notes the end of a table's snapshot. A second one of the same cut joins the first: a manifest has one line of each table, which the warehouse counts.</summary>
    public SnapshotNews Ending(string path, TableSnapshot snapshot)
    {
        var earlier = Ended.Find(sweep => sweep.Table == path);
        return new(
            UnderWay.Remove(path),
            earlier is null
                ? Ended.Add(new TableSweep(path, snapshot.FirstCut, snapshot.Ids))
                : Ended.Replace(earlier, new TableSweep(path, Math.Max(earlier.FirstCut, snapshot.FirstCut), [.. earlier.Ids.Union(snapshot.Ids)])));
    }
}

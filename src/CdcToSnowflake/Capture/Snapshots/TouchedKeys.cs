using CdcToSnowflake.Binlog;
using CdcToSnowflake.Files;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>The keys of one table that the log has touched since a window was opened: what a SELECT says of them is old or may be.</summary>
/// <param name="most">Beyond so many, or so many bytes, the set is full.</param>
internal sealed class TouchedKeys(int most)
{
    private const long MostBytes = 64 << 20;

    // What an entry of a set takes beside the key's own bytes.
    private const int EntryBytes = 48;

    private readonly HashSet<byte[]> _keys = new(KeyComparer.Instance);
    private readonly KeyBytes _key = new();
    private HashSet<byte[]>.AlternateLookup<ReadOnlySpan<byte>>? _among;
    private long _bytes;

    /// <summary>Whether there are so many that the walk should wait, so that a busy table can't fill the memory.</summary>
    public bool IsFull => _keys.Count >= most || _bytes >= MostBytes;

    private HashSet<byte[]>.AlternateLookup<ReadOnlySpan<byte>> Lookup => _keys.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>Notes a row's image.</summary>
    public void Add(BinlogRow row, BinlogTable table, int[] keyColumns)
    {
        var key = _key.Of(row, table, keyColumns);
        if ((_among is not { } among || among.Contains(key)) && Lookup.Add(key))
        {
            _bytes += key.Length + EntryBytes;
        }
    }

    /// <summary>Whether a row of the SELECT was touched.</summary>
    public bool Contains(QueriedRow row, QueriedTable table, int[] keyColumns) => Lookup.Contains(_key.Of(row, table, keyColumns));

    /// <summary>From here on only these keys matter: the SELECT has returned.</summary>
    public void RestrictTo(HashSet<byte[]> keys)
    {
        _keys.IntersectWith(keys);
        _among = keys.GetAlternateLookup<ReadOnlySpan<byte>>();
        _bytes = _keys.Sum(key => (long)key.Length + EntryBytes);
    }
}

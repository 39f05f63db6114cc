namespace CdcToSnowflake.Binlog.Events;

/// <summary>The tables that TABLE_MAP events announced, by the server's number. A map whose body is byte-equal to the last one costs a comparison.</summary>
internal sealed class TableMaps(Func<BinlogTable, bool>? filter)
{
    /// <summary>Bodies kept, so that a hostile log can't grow this without end; 10,000 tables of ordinary width stay far below.</summary>
    private const long MaxBodyBytes = 64 << 20;

    private readonly Dictionary<ulong, Entry> _entries = [];
    private Entry? _last;
    private long _bodyBytes;

    public bool IsMariaDb { get; set; }

    public void Clear()
    {
        _entries.Clear();
        _last = null;
        _bodyBytes = 0;
    }

    public void Add(ReadOnlySpan<byte> body, int postHeaderLength)
    {
        var reader = new ByteReader(body);
        var id = reader.Unsigned(postHeaderLength == 6 ? 4 : 6);
        if (_last is { } last && last.Id == id && body.SequenceEqual(last.Body))
        {
            return;
        }

        if (_entries.TryGetValue(id, out var known) && body.SequenceEqual(known.Body))
        {
            _last = known;
            return;
        }

        var table = TableMapEvent.Create(id, ref reader, IsMariaDb);
        if (_bodyBytes > MaxBodyBytes)
        {
            Clear();
        }

        _last = new Entry(id, body.ToArray(), table, filter?.Invoke(table) ?? true);
        _entries[id] = _last;
        _bodyBytes += body.Length;
    }

    /// <summary>The table of a rows event.</summary>
    public BinlogTable Find(ulong id, out bool isIncluded)
    {
        var entry = _last?.Id == id ? _last : _entries.GetValueOrDefault(id);
        if (entry is null)
        {
            throw EventPlace.Corrupt($"Rows of table number {id} without its table map before them.");
        }

        _last = entry;
        isIncluded = entry.IsIncluded;
        return entry.Table;
    }

    private sealed record Entry(ulong Id, byte[] Body, BinlogTable Table, bool IsIncluded);
}

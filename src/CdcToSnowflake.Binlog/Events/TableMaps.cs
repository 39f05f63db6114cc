namespace CdcToSnowflake.Binlog.Events;

/// <summary>
/// The tables that TABLE_MAP events announced, by the server's number. A map whose body is byte-equal to the last one costs a comparison. A server that opens a table anew gives it
/// another number, so each table is kept once, by its name.
/// </summary>
internal sealed class TableMaps(Func<BinlogTable, bool>? filter)
{
    /// <summary>About what the tables may take, so that neither a hostile log nor one of very many tables grows this without end. Beyond it they are made anew where they come again.</summary>
    private const long MaxBytes = 64 << 20;

    /// <summary>About what is kept of a column, beside its part of the body.</summary>
    private const int ColumnBytes = 256;

    private readonly Dictionary<ulong, Entry> _entries = [];
    private readonly Dictionary<(string Schema, string Name), Entry> _names = [];
    private Entry? _last;
    private long _bytes;
    private long _statement;

    public bool IsMariaDb { get; set; }

    /// <summary>How many tables are kept.</summary>
    public int Count => _entries.Count;

    public void Clear()
    {
        _entries.Clear();
        _names.Clear();
        _last = null;
        _bytes = 0;
    }

    public void Add(ReadOnlySpan<byte> body, int postHeaderLength)
    {
        var reader = new ByteReader(body);
        var id = reader.Unsigned(postHeaderLength == 6 ? 4 : 6);
        var shape = body[reader.Position..];
        if ((_last?.Id == id ? _last : _entries.GetValueOrDefault(id)) is { } known && shape.SequenceEqual(known.Shape))
        {
            _last = known;
            known.Statement = _statement;
            return;
        }

        _last = Make(id, shape);
        if (_names.Remove((_last.Schema, _last.Name), out var before))
        {
            Forget(before);
        }

        Keep(_last);
        if (_bytes > MaxBytes)
        {
            ForgetOthers();
        }
    }

    /// <summary>The table of a rows event, or null if the filter leaves it out.</summary>
    public BinlogTable? Find(ulong id)
    {
        _last = (_last?.Id == id ? _last : _entries.GetValueOrDefault(id)) ?? throw EventPlace.Corrupt($"Rows of table number {id} without its table map before them.");
        return _last.Table;
    }

    /// <summary>A statement's last rows have come: what it announced may be forgotten.</summary>
    public void EndStatement() => _statement++;

    private Entry Make(ulong id, ReadOnlySpan<byte> shape)
    {
        var reader = new ByteReader(shape);
        var (schema, name) = TableMapEvent.Names(ref reader);
        if (_names.TryGetValue((schema, name), out var known) && shape.SequenceEqual(known.Shape))
        {
            return new Entry(id, schema, name, known.Shape, known.Table?.WithId(id)) { Statement = _statement };
        }

        var table = TableMapEvent.Create(id, schema, name, ref reader, IsMariaDb);
        return new Entry(id, schema, name, shape.ToArray(), filter?.Invoke(table) ?? true ? table : null) { Statement = _statement };
    }

    private void Keep(Entry entry)
    {
        if (_entries.Remove(entry.Id, out var other))
        {
            _names.Remove((other.Schema, other.Name));
            _bytes -= other.Bytes;
        }

        _entries.Add(entry.Id, entry);
        _names.Add((entry.Schema, entry.Name), entry);
        _bytes += entry.Bytes;
    }

    private void Forget(Entry entry)
    {
        _entries.Remove(entry.Id);
        _bytes -= entry.Bytes;
    }

    // Rows of the statement that goes on still need its tables.
    private void ForgetOthers()
    {
        var last = _last;
        var kept = _entries.Values.Where(entry => entry.Statement == _statement).ToList();
        Clear();
        kept.ForEach(Keep);
        _last = last;
        if (_bytes > MaxBytes)
        {
            throw EventPlace.Corrupt($"A statement announces tables of more than {MaxBytes >> 20} MiB.");
        }
    }

    /// <summary>A table, or where the filter leaves it out, only what is needed to know it again.</summary>
    private sealed record Entry(ulong Id, string Schema, string Name, byte[] Shape, BinlogTable? Table)
    {
        /// <summary>The statement that announced it last.</summary>
        public long Statement { get; set; }

        public long Bytes => Shape.Length + ColumnBytes + ((Table?.Columns.Count ?? 0) * (long)ColumnBytes);
    }
}

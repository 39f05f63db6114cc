using System.Text.Json;

namespace CdcToSnowflake.Warehouse.SqlApi.Values;

/// <summary>One partition's values as UTF-8, packed one after another: held once, without the JSON around them and without an object per value.</summary>
internal sealed class RowStore
{
    // Most results are a few words; the others fill chunks of twice the size of the last.
    private const int FirstChunk = 1 << 10;
    private const int LargestChunk = 256 << 10;

    private readonly List<byte[]> _chunks = [];
    private readonly List<Slot> _slots = [];
    private int _used;
    private int _columns = -1;
    private int _inRow;

    /// <summary>Columns of each row; 0 if there is no row.</summary>
    public int Columns => Math.Max(0, _columns);

    public int Rows { get; private set; }

    public bool IsNull(int row, int column) => _slots[(row * _columns) + column].Length < 0;

    public ReadOnlySpan<byte> Value(int row, int column)
    {
        var slot = _slots[(row * _columns) + column];
        return slot.Length < 0 ? throw new InvalidOperationException("The value is NULL.") : _chunks[slot.Chunk].AsSpan(slot.Offset, slot.Length);
    }

    public void AddNull()
    {
        _inRow++;
        _slots.Add(new Slot(0, 0, -1));
    }

    /// <summary>A JSON string unescaped; anything else as it is written.</summary>
    public void Add(ref Utf8JsonReader json)
    {
        _inRow++;
        var most = json.ValueSpan.Length;
        if (_chunks.Count == 0 || _chunks[^1].Length - _used < most)
        {
            var size = _chunks.Count == 0 ? FirstChunk : Math.Min(LargestChunk, _chunks[^1].Length * 2);
            _chunks.Add(new byte[Math.Max(size, most)]);
            _used = 0;
        }

        var free = _chunks[^1].AsSpan(_used);
        int length;
        if (json.TokenType == JsonTokenType.String)
        {
            length = json.CopyString(free);
        }
        else
        {
            json.ValueSpan.CopyTo(free);
            length = most;
        }

        _slots.Add(new Slot(_chunks.Count - 1, _used, length));
        _used += length;
    }

    /// <exception cref="JsonException">The row is of another width than the first.</exception>
    public void EndRow()
    {
        if (_columns < 0)
        {
            _columns = _inRow;
        }

        if (_inRow != _columns)
        {
            throw new JsonException($"A row has {_inRow} values, the first one {_columns}.");
        }

        _inRow = 0;
        Rows++;
    }

    // Three numbers a value, not an object: a partition may hold millions.
    private readonly record struct Slot(int Chunk, int Offset, int Length);
}

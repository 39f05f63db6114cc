namespace CdcToSnowflake.Binlog.Rows.Json;

/// <summary>An object or array that is being edited. Its members are in the order that the server keeps: shorter keys first, then by bytes.</summary>
internal sealed class JsonContainer
{
    private const int FirstRoom = 16;

    private JsonItem[] _items = [];

    public bool IsObject { get; set; }

    public int Count { get; private set; }

    /// <summary>How it will be written (<see cref="JsonDocumentWriter"/>).</summary>
    public bool IsLarge { get; set; }

    public int Size { get; set; }

    public Span<JsonItem> Items => _items.AsSpan(0, Count);

    /// <summary>A reference that holds until the container changes.</summary>
    public ref JsonItem this[int index] => ref _items[index];

    /// <summary>Empties it for so many elements.</summary>
    public void Reset(bool isObject, int count)
    {
        IsObject = isObject;
        if (_items.Length < count)
        {
            _items = new JsonItem[Math.Max(count, FirstRoom)];
        }

        Count = count;
    }

    /// <summary>Where a key is, or, negated, where it belongs.</summary>
    public int Find(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> key)
    {
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            ref readonly var item = ref _items[middle];
            var order = item.KeyLength != key.Length ? item.KeyLength.CompareTo(key.Length) : bytes.Slice(item.KeyStart, item.KeyLength).SequenceCompareTo(key);
            if (order == 0)
            {
                return middle;
            }

            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return ~low;
    }

    public void Insert(int index, in JsonItem item)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Math.Max(Count * 2, FirstRoom));
        }

        Array.Copy(_items, index, _items, index + 1, Count - index);
        _items[index] = item;
        Count++;
    }

    public void Remove(int index)
    {
        Count--;
        Array.Copy(_items, index + 1, _items, index, Count - index);
    }
}

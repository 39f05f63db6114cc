namespace CdcToSnowflake.Files;

/// <summary>
/// Values of bytes, back to back in chunks. Room for more never copies what is there already, chunks of one size are used again and again, and a value too large for one has
/// an array of its own, which is not kept: one array that doubles leaves as much to collect as it holds, all of it in the large object heap.
/// </summary>
internal sealed class ValueChunks
{
    private const int FirstBytes = 256; // most tables of a cut have few rows
    private const int ChunkBytes = 1 << 20;

    private readonly List<Chunk> _chunks = [new(new byte[FirstBytes], 0)];
    private readonly Stack<byte[]> _spare = [];
    private int[] _ends = new int[16];
    private int _used;
    private int _read;

    /// <summary>Whole values.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of the value that isn't closed yet.</summary>
    public int OpenBytes => _used - LastEnd;

    private int LastEnd => Count == _chunks[^1].First ? 0 : _ends[Count - 1];

    /// <summary>The bytes of a value. Quick when they are asked for in order.</summary>
    public ReadOnlySpan<byte> this[int value]
    {
        get
        {
            if (value < _chunks[_read].First)
            {
                _read = 0;
            }

            while (_read + 1 < _chunks.Count && value >= _chunks[_read + 1].First)
            {
                _read++;
            }

            var (bytes, first) = _chunks[_read];
            var from = value == first ? 0 : _ends[value - 1];
            return bytes.AsSpan(from, _ends[value] - from);
        }
    }

    /// <summary>Room after what the open value has so far.</summary>
    public Span<byte> Space(int bytes)
    {
        if (_chunks[^1].Bytes.Length - _used < bytes)
        {
            MakeRoom(bytes);
        }

        return _chunks[^1].Bytes.AsSpan(_used);
    }

    /// <summary>The open value has as many bytes more, out of the last <see cref="Space"/>.</summary>
    public void Advance(int bytes) => _used += bytes;

    /// <summary>Ends the open value, and tells how many bytes it has.</summary>
    public int Close()
    {
        var bytes = OpenBytes;
        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, Count * 2);
        }

        _ends[Count++] = _used;
        return bytes;
    }

    /// <summary>Forgets the values and keeps the chunks.</summary>
    public void Clear()
    {
        for (var i = _chunks.Count - 1; i > 0; i--)
        {
            Spare(_chunks[i].Bytes);
        }

        var first = _chunks[0].Bytes;
        _chunks.Clear();
        _chunks.Add(new(first.Length <= ChunkBytes ? first : new byte[FirstBytes], 0));
        (Count, _used, _read) = (0, 0, 0);
    }

    /// <summary>Where the values' bytes lie: the array, and the values in it from the first asked for on, at most as many as asked for.</summary>
    /// <param name="from">The first value.</param>
    /// <param name="most">The most values.</param>
    /// <param name="ends">Where each ends in the array; the first begins where the one before it ended.</param>
    public (byte[] Bytes, int Start) Batch(int from, int most, out ReadOnlySpan<int> ends)
    {
        var chunk = _chunks.FindLastIndex(chunk => chunk.First <= from);
        var next = chunk + 1 < _chunks.Count ? _chunks[chunk + 1].First : Count;
        ends = _ends.AsSpan(from, Math.Min(next - from, most));
        return (_chunks[chunk].Bytes, from == _chunks[chunk].First ? 0 : _ends[from - 1]);
    }

    private void MakeRoom(int bytes)
    {
        var last = _chunks[^1];
        var open = last.Bytes.AsSpan(LastEnd, OpenBytes);
        var needed = checked(open.Length + bytes);
        var grown = Math.Max(checked(_used + bytes), Math.Min(last.Bytes.Length * 2L, ChunkBytes));
        if (last.Bytes.Length < ChunkBytes && grown <= ChunkBytes)
        {
            var larger = new byte[grown];
            last.Bytes.AsSpan(0, _used).CopyTo(larger);
            _chunks[^1] = last with { Bytes = larger };
            return;
        }

        // What grows beyond a chunk by parts doubles, so that it isn't copied for each part.
        var chunk = needed > ChunkBytes ? GC.AllocateUninitializedArray<byte>((int)Math.Min(open.Length == 0 ? needed : needed * 2L, Array.MaxLength))
            : _spare.TryPop(out var spare) ? spare : GC.AllocateUninitializedArray<byte>(ChunkBytes);
        open.CopyTo(chunk);
        _used = open.Length;
        if (last.First == Count)
        {
            Spare(last.Bytes);
            _chunks[^1] = last with { Bytes = chunk };
        }
        else
        {
            _chunks.Add(new(chunk, Count));
        }
    }

    private void Spare(byte[] bytes)
    {
        if (bytes.Length == ChunkBytes)
        {
            _spare.Push(bytes);
        }
    }

    // The values from First on, up to the next chunk's.
    private readonly record struct Chunk(byte[] Bytes, int First);
}

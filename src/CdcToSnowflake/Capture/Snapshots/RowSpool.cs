using System.Buffers.Binary;
using CdcToSnowflake.Files;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>Rows of a SELECT that wait for their boundary: in memory, or beyond a limit on the disk, encrypted. Written once, then read once or more often.</summary>
internal sealed class RowSpool(string scratchFolder) : IDisposable
{
    private const int LengthBytes = sizeof(int);

    // As much as waits in memory before it goes to the disk, where that is allowed.
    private const int MemoryBytes = 4 << 20;

    private byte[] _bytes = new byte[64 << 10];
    private int _used;
    private int _row;
    private int _read;
    private SealedScratchFile? _file;
    private bool _isWhole;

    /// <summary>How many rows.</summary>
    public long Rows { get; private set; }

    /// <summary>Their bytes, in memory and on the disk.</summary>
    public long Bytes { get; private set; }

    /// <summary>The last row, as long as it is in memory.</summary>
    public QueriedRow Last => new(_bytes.AsSpan(_row + LengthBytes, BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(_row))));

    /// <summary>Begins a row.</summary>
    public void Begin()
    {
        _row = _used;
        _ = Space(LengthBytes);
    }

    /// <summary>Adds a NULL.</summary>
    public void Null() => BinaryPrimitives.WriteInt32LittleEndian(Space(QueriedRow.LengthBytes), QueriedRow.NullLength);

    /// <summary>Adds a value: gives the array and where in it the value's bytes are to be put, before anything else is called.</summary>
    public (byte[] Array, int Start) Value(int length)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Space(QueriedRow.LengthBytes), length);
        _ = Space(length);
        return (_bytes, _used - length);
    }

    /// <summary>Ends the row.</summary>
    /// <returns>The row, valid until the next is begun.</returns>
    public QueriedRow End()
    {
        var length = _used - _row - LengthBytes;
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(_row), length);
        Rows++;
        Bytes += length;
        return Last;
    }

    /// <summary>Forgets the last row, which must be in memory yet.</summary>
    public void Drop()
    {
        Rows--;
        Bytes -= _used - _row - LengthBytes;
        _used = _row;
    }

    /// <summary>Moves what is in memory to the disk, if it is much.</summary>
    public void Spill()
    {
        if (_used >= MemoryBytes)
        {
            _file ??= new SealedScratchFile(scratchFolder);
            Save(_file);
        }
    }

    /// <summary>Goes to the first row.</summary>
    public void Rewind()
    {
        if (_file is not null)
        {
            if (!_isWhole)
            {
                Save(_file);
            }

            _file.Rewind();
            (_isWhole, _used) = (true, 0);
        }

        _read = 0;
    }

    /// <summary>Reads the next row.</summary>
    /// <param name="row">Valid until the next call.</param>
    /// <returns>False after the last.</returns>
    public bool Read(out QueriedRow row)
    {
        row = default;
        if (_read == _used && !ReadNextChunk())
        {
            return false;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(_read));
        row = new QueriedRow(_bytes.AsSpan(_read + LengthBytes, length));
        _read += LengthBytes + length;
        return true;
    }

    /// <summary>Forgets all rows and keeps the memory.</summary>
    public void Clear()
    {
        _file?.Dispose();
        _file = null;
        (_used, _read, Rows, Bytes, _isWhole) = (0, 0, 0, 0, false);
        if (_bytes.Length > 4 * MemoryBytes)
        {
            _bytes = new byte[64 << 10]; // one huge row shouldn't be paid for ever
        }
    }

    public void Dispose() => Clear();

    // Whole rows: a row is never moved before its end.
    private void Save(SealedScratchFile file)
    {
        if (_used > 0)
        {
            file.Write(_bytes.AsSpan(0, _used));
            _used = 0;
        }
    }

    private bool ReadNextChunk()
    {
        if (_file is null)
        {
            return false;
        }

        (_read, _used) = (0, _file.Read(ref _bytes));
        return _used > 0;
    }

    private Span<byte> Space(int bytes)
    {
        if (_bytes.Length - _used < bytes)
        {
            Array.Resize(ref _bytes, Math.Max(checked(_used + bytes), (int)Math.Min(_bytes.Length * 2L, Array.MaxLength)));
        }

        _used += bytes;
        return _bytes.AsSpan(_used - bytes, bytes);
    }
}

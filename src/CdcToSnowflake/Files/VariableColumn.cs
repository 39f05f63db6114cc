using System.Buffers;
using System.Runtime.InteropServices;
using CdcToSnowflake.Files.Text;
using ParquetSharp;
using ParquetSharp.Schema;

namespace CdcToSnowflake.Files;

/// <summary>A column of UTF-8 text, all values back to back in one array, which is also where they are formatted.</summary>
internal abstract class VariableColumn(ColumnSpec column, BufferSize size) : ColumnBuilder(column, size), IBufferWriter<byte>
{
    // Snowflake's VARCHAR and VARIANT hold 128 MiB, its BINARY 64 MiB, which is as many hexadecimal digits.
    private const int LargestValue = 128 << 20;

    // A row group is written when it has as much; one huge value shouldn't be paid for ever.
    private const int LargestKept = 16 << 20;

    private byte[] _bytes = new byte[256];
    private int _used;
    private int[] _ends = new int[16];
    private int _count;

    public override Node MakeNode() => Primitive(PhysicalType.ByteArray, LogicalType.String());

    public override void Write(ColumnWriter writer)
    {
        var views = ArrayPool<ByteArray>.Shared.Rent(_count);
        var pin = GCHandle.Alloc(_bytes, GCHandleType.Pinned);
        try
        {
            var start = pin.AddrOfPinnedObject();
            var from = 0;
            for (var i = 0; i < _count; i++)
            {
                views[i] = new ByteArray(start + from, _ends[i] - from);
                from = _ends[i];
            }

            ((ColumnWriter<ByteArray>)writer).WriteBatch(Rows, Levels, default, views.AsSpan(0, _count));
        }
        finally
        {
            pin.Free();
            ArrayPool<ByteArray>.Shared.Return(views);
        }
    }

    public override void Write(int value, TextLines line)
    {
        var from = value == 0 ? 0 : _ends[value - 1];
        line.Text(_bytes.AsSpan(from, _ends[value] - from));
    }

    public override void Clear()
    {
        base.Clear();
        _used = 0;
        _count = 0;
        if (_bytes.Length > LargestKept)
        {
            _bytes = new byte[256];
        }
    }

    void IBufferWriter<byte>.Advance(int count) => _used += count;

    Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint) => throw new NotSupportedException("The binlog's writers take spans.");

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint) => Space(Math.Max(sizeHint, 256));

    /// <summary>Room for a value, or more of it, after what is there. What is used of it is told by <see cref="Used"/>.</summary>
    protected Span<byte> Space(int bytes)
    {
        var soFar = _used - (_count == 0 ? 0 : _ends[_count - 1]);
        if (bytes > LargestValue || soFar > LargestValue)
        {
            throw new UnfitValueException(Column.Name, "a value that is larger than Snowflake's 128 MB for text and JSON, 64 MB for binary", "Shorten it, or leave the table out.");
        }

        Room(ref _bytes, _used + bytes);
        return _bytes.AsSpan(_used);
    }

    protected void Used(int bytes) => _used += bytes;

    /// <summary>Everything since the last value's end is this row's value.</summary>
    protected void Close()
    {
        var from = _count == 0 ? 0 : _ends[_count - 1];
        Room(ref _ends, _count + 1);
        _ends[_count++] = _used;
        Added(_used - from + sizeof(int));
    }

    protected void AddWhole(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Space(value.Length));
        Used(value.Length);
        Close();
    }
}

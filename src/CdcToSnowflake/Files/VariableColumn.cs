using System.Buffers;
using System.Runtime.InteropServices;
using CdcToSnowflake.Files.Text;
using ParquetSharp;
using ParquetSharp.Schema;

namespace CdcToSnowflake.Files;

/// <summary>A column of UTF-8 text, which is formatted where it stays until the file is written.</summary>
internal abstract class VariableColumn(ColumnSpec column, BufferSize size) : ColumnBuilder(column, size), IBufferWriter<byte>
{
    // Snowflake's VARCHAR and VARIANT hold 128 MiB, its BINARY 64 MiB, which is as many hexadecimal digits.
    private const int LargestValue = 128 << 20;

    // The library's views of values take 16 bytes each, and it looks at a page's size, 1 MiB, only between batches.
    private const int BatchValues = 8192;

    private readonly ValueChunks _values = new();

    public override Node MakeNode() => Primitive(PhysicalType.ByteArray, LogicalType.String());

    public override void Write(ColumnWriter writer)
    {
        var views = ArrayPool<ByteArray>.Shared.Rent(Math.Min(Math.Max(_values.Count, 1), BatchValues));
        try
        {
            var (row, value) = (0, 0);
            do
            {
                var values = WriteBatch((ColumnWriter<ByteArray>)writer, views, ref row, value);
                value += values;
            }
            while (row < Rows);
        }
        finally
        {
            ArrayPool<ByteArray>.Shared.Return(views);
        }
    }

    public override void Write(int value, TextLines line) => line.Text(_values[value]);

    public override void Clear()
    {
        base.Clear();
        _values.Clear();
    }

    void IBufferWriter<byte>.Advance(int count) => _values.Advance(count);

    Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint) => throw new NotSupportedException("The binlog's writers take spans.");

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint) => Space(Math.Max(sizeHint, 256));

    /// <summary>Room for a value, or more of it, after what is there. What is used of it is told by <see cref="Used"/>.</summary>
    protected Span<byte> Space(int bytes)
    {
        ThrowIfTooLarge(Math.Max(bytes, _values.OpenBytes));
        return _values.Space(bytes);
    }

    protected void Used(int bytes) => _values.Advance(bytes);

    /// <summary>Everything since the last value's end is this row's value.</summary>
    protected void Close()
    {
        ThrowIfTooLarge(_values.OpenBytes);
        Added(_values.Close() + sizeof(int));
    }

    protected void AddWhole(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Space(value.Length));
        Used(value.Length);
        Close();
    }

    private void ThrowIfTooLarge(int bytes)
    {
        if (bytes > LargestValue)
        {
            throw new UnfitValueException(Column.Name, "a value that is larger than Snowflake's 128 MB for text and JSON, 64 MB for binary", "Shorten it, or leave the table out.");
        }
    }

    // The values of one chunk, as many as there are views, and the rows that they and the NULLs before them are of.
    private int WriteBatch(ColumnWriter<ByteArray> writer, ByteArray[] views, ref int row, int value)
    {
        var (bytes, from) = _values.Batch(value, views.Length, out var ends);
        var pin = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        try
        {
            var start = pin.AddrOfPinnedObject();
            for (var i = 0; i < ends.Length; i++)
            {
                views[i] = new ByteArray(start + from, ends[i] - from);
                from = ends[i];
            }

            var levels = Levels[row..];
            levels = levels[..RowsOf(ends.Length, levels, isLast: value + ends.Length == _values.Count)];
            writer.WriteBatch(levels.Length, levels, default, views.AsSpan(0, ends.Length));
            row += levels.Length;
            return ends.Length;
        }
        finally
        {
            pin.Free();
        }
    }

    private static int RowsOf(int values, ReadOnlySpan<short> levels, bool isLast)
    {
        if (isLast)
        {
            return levels.Length;
        }

        var row = 0;
        while (values > 0)
        {
            values -= levels[row++];
        }

        return row;
    }
}

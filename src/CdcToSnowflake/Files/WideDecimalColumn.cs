using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Files.Text;
using CdcToSnowflake.Model;
using ParquetSharp;
using ParquetSharp.Schema;

namespace CdcToSnowflake.Files;

/// <summary>DECIMAL of 19 to 38 digits, BIGINT UNSIGNED and BIT: the scaled integer, big-endian two's complement in as few bytes as the digits need.</summary>
internal sealed class WideDecimalColumn(ColumnSpec column, Landing landing, BufferSize size) : ColumnBuilder(column, size)
{
    private readonly int _width = WidthOf(landing.Precision);
    private byte[] _bytes = new byte[256];
    private int _count;

    public override Node MakeNode() => Primitive(PhysicalType.FixedLenByteArray, LogicalType.Decimal(landing.Precision, landing.Scale), _width);

    public override void UInt64(ulong value) => Add(value);

    public override void Decimal(BinlogDecimal value)
    {
        if (!value.TryGetUnscaled(out Int128 unscaled))
        {
            throw new InvalidOperationException($"{Column.Name} is planned as {Column.Type}, but the binlog has DECIMAL({value.Precision},{value.Scale}).");
        }

        Add(unscaled);
    }

    public override void DecimalText(ReadOnlySpan<byte> utf8) => Add(DecimalDigits.Unscaled(utf8, Column, landing));

    public override void Write(ColumnWriter writer)
    {
        var views = ArrayPool<FixedLenByteArray>.Shared.Rent(_count);
        var pin = GCHandle.Alloc(_bytes, GCHandleType.Pinned);
        try
        {
            var start = pin.AddrOfPinnedObject();
            for (var i = 0; i < _count; i++)
            {
                views[i] = new FixedLenByteArray(start + (i * _width));
            }

            ((ColumnWriter<FixedLenByteArray>)writer).WriteBatch(Rows, Levels, default, views.AsSpan(0, _count));
        }
        finally
        {
            pin.Free();
            ArrayPool<FixedLenByteArray>.Shared.Return(views);
        }
    }

    public override void Write(int value, TextLines line)
    {
        var bytes = _bytes.AsSpan(value * _width, _width);
        Span<byte> whole = stackalloc byte[16];
        whole.Fill((byte)((sbyte)bytes[0] >> 7));
        bytes.CopyTo(whole[^_width..]);
        line.Exact(BinaryPrimitives.ReadInt128BigEndian(whole), landing.Scale);
    }

    public override void Clear()
    {
        base.Clear();
        _count = 0;
    }

    private void Add(Int128 value)
    {
        Span<byte> whole = stackalloc byte[16];
        BinaryPrimitives.WriteInt128BigEndian(whole, value);
        var at = _count * _width;
        Room(ref _bytes, at + _width);
        whole[^_width..].CopyTo(_bytes.AsSpan(at));
        _count++;
        Added(_width);
    }

    /// <summary>Bytes that as many digits need.</summary>
    public static int WidthOf(int digits)
    {
        var most = Int128.One;
        for (var i = 0; i < digits; i++)
        {
            most *= 10;
        }

        var width = 1;
        while (width < 16 && (Int128.One << ((8 * width) - 1)) < most)
        {
            width++;
        }

        return width;
    }
}

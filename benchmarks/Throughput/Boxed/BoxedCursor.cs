using System.Buffers.Binary;

namespace CdcToSnowflake.Throughput.Boxed;

/// <summary>A cursor over bytes, as every binary parser has one.</summary>
internal ref struct BoxedCursor(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    public readonly int Left => _bytes.Length - _at;

    public byte Byte() => _bytes[_at++];

    public ReadOnlySpan<byte> Bytes(int count)
    {
        var bytes = _bytes.Slice(_at, count);
        _at += count;
        return bytes;
    }

    public void Skip(int count) => Bytes(count);

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8));

    /// <summary>Little-endian.</summary>
    public ulong Integer(int width)
    {
        ulong value = 0;
        for (var i = 0; i < width; i++)
        {
            value |= (ulong)Byte() << (8 * i);
        }

        return value;
    }

    public long BigEndian(int width)
    {
        long value = 0;
        for (var i = 0; i < width; i++)
        {
            value = (value << 8) | Byte();
        }

        return value;
    }

    /// <summary>A length-encoded integer.</summary>
    public int Length() => Byte() switch
    {
        < 251 and var value => value,
        252 => (int)Integer(2),
        253 => (int)Integer(3),
        _ => (int)Integer(8),
    };
}

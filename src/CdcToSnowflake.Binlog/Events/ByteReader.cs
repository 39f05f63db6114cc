using System.Buffers.Binary;

namespace CdcToSnowflake.Binlog.Events;

/// <summary>Reads an event's fields in order; a field beyond the end is a corrupt event.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>How many bytes were read.</summary>
    public int Position { get; private set; }

    public readonly int Left => _bytes.Length - Position;

    public byte U8() => Bytes(1)[0];

    public ushort U16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));

    public uint U32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

    public ulong U64() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8));

    /// <summary>A little-endian integer of 1 to 8 bytes.</summary>
    public ulong Unsigned(int width)
    {
        var bytes = Bytes(width);
        ulong value = 0;
        for (var i = width - 1; i >= 0; i--)
        {
            value = (value << 8) | bytes[i];
        }

        return value;
    }

    /// <summary>The protocol's length-encoded integer.</summary>
    public ulong LengthEncoded()
    {
        var first = U8();
        return first switch
        {
            < 251 => first,
            252 => U16(),
            253 => Unsigned(3),
            254 => U64(),
            _ => throw EventPlace.Corrupt($"A length-encoded integer starts with {first}."),
        };
    }

    /// <summary>A length-encoded integer that counts bytes or items which are still to come, so can't pass what is left.</summary>
    public int Count(int bitsPerItem = 8)
    {
        var count = LengthEncoded();
        return count <= (ulong)Left * 8 / (uint)bitsPerItem ? (int)count : throw EventPlace.Corrupt($"A length of {count} where {Left} bytes are left.");
    }

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if ((uint)count > (uint)Left)
        {
            throw EventPlace.Corrupt($"A field of {count} bytes where {Left} are left.");
        }

        var bytes = _bytes.Slice(Position, count);
        Position += count;
        return bytes;
    }

    public ReadOnlySpan<byte> Rest() => Bytes(Left);

    public void Skip(int count) => Bytes(count);
}

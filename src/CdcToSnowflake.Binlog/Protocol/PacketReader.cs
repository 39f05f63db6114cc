using System.Buffers.Binary;
using System.Text;

namespace CdcToSnowflake.Binlog.Protocol;

/// <summary>Walks a packet's payload. Whatever the server sent, a read past the end is a <see cref="BinlogConnectionException"/>.</summary>
internal ref struct PacketReader(ReadOnlySpan<byte> payload)
{
    private ReadOnlySpan<byte> _rest = payload;

    public readonly int Remaining => _rest.Length;

    public byte ReadByte() => Take(1)[0];

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    /// <summary>A length-encoded integer; null for the byte 0xFB, which stands for SQL NULL.</summary>
    public ulong? ReadLength()
    {
        var first = ReadByte();
        return first switch
        {
            < 0xFB => first,
            0xFB => null,
            0xFC => ReadUInt16(),
            0xFD => ReadUInt16() | (ulong)ReadByte() << 16,
            0xFE => ReadUInt64(),
            0xFF => throw Malformed(),
        };
    }

    /// <summary>A length-encoded string; null for SQL NULL.</summary>
    public string? ReadText()
    {
        var length = ReadLength();
        if (length is null)
            return null;
        return length <= (ulong)_rest.Length ? Encoding.UTF8.GetString(Take((int)length)) : throw Malformed();
    }

    /// <summary>Bytes up to a NUL, which is consumed, or up to the end where servers leave it out.</summary>
    public ReadOnlySpan<byte> ReadToNul()
    {
        var end = _rest.IndexOf((byte)0);
        var bytes = Take(end < 0 ? _rest.Length : end);
        if (end >= 0)
            Take(1);
        return bytes;
    }

    public ReadOnlySpan<byte> ReadToEnd() => Take(_rest.Length);

    public ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
            throw Malformed();
        var bytes = _rest[..length];
        _rest = _rest[length..];
        return bytes;
    }

    private static BinlogConnectionException Malformed() =>
        new("The server sent a packet that ends too early. Is it really a MySQL or MariaDB server on that port?");
}

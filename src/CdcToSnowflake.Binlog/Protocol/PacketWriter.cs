using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace CdcToSnowflake.Binlog.Protocol;

/// <summary>Builds a packet's payload.</summary>
internal sealed class PacketWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    public PacketWriter Byte(byte value)
    {
        _bytes.Write([value]);
        return this;
    }

    public PacketWriter UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.GetSpan(2), value);
        _bytes.Advance(2);
        return this;
    }

    public PacketWriter UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.GetSpan(4), value);
        _bytes.Advance(4);
        return this;
    }

    public PacketWriter UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.GetSpan(8), value);
        _bytes.Advance(8);
        return this;
    }

    public PacketWriter Bytes(ReadOnlySpan<byte> value)
    {
        _bytes.Write(value);
        return this;
    }

    public PacketWriter Text(string value) => Bytes(Encoding.UTF8.GetBytes(value));

    public PacketWriter TextAndNul(string value) => Text(value).Byte(0);

    /// <summary>A length-encoded integer.</summary>
    public PacketWriter Length(int value) => value switch
    {
        < 0xFB => Byte((byte)value),
        <= ushort.MaxValue => Byte(0xFC).UInt16((ushort)value),
        _ => Byte(0xFE).UInt64((ulong)value),
    };

    public PacketWriter LengthAndBytes(ReadOnlySpan<byte> value) => Length(value.Length).Bytes(value);

    public PacketWriter LengthAndText(string value) => LengthAndBytes(Encoding.UTF8.GetBytes(value));
}

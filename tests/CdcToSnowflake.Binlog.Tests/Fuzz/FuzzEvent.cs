using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using ZstdSharp;

namespace CdcToSnowflake.Binlog.Tests.Fuzz;

/// <summary>An event without its checksum; immutable bytes, so that copies of a segment share them.</summary>
/// <param name="Bytes">Header and body; of a payload the header only.</param>
/// <param name="Inner">A payload's events; else null.</param>
/// <param name="Packing">The wrapping.</param>
internal sealed record FuzzEvent(byte[] Bytes, FuzzEvent[]? Inner = null, FuzzPacking Packing = FuzzPacking.None)
{
    public const int HeaderLength = 19;
    private const byte FormatDescription = 15;
    private const byte MariaCompressedOffset = 166 - 23;
    private const int InUse = 1;

    public byte Type => Bytes.Length > 4 ? Bytes[4] : (byte)0;

    /// <summary>Appends the event with its length, and its checksum, made sound.</summary>
    public void Write(List<byte> output, bool hasChecksum, bool isSound, bool isInner = false)
    {
        var bytes = Packed();
        hasChecksum = !isInner && (hasChecksum || Type == FormatDescription);
        if (isSound && bytes.Length >= HeaderLength)
        {
            bytes = (byte[])bytes.Clone();
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(9), bytes.Length + (hasChecksum ? 4 : 0));
        }

        output.AddRange(bytes);
        if (hasChecksum)
        {
            Span<byte> crc = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(crc, Crc(bytes));
            output.AddRange(crc);
        }
    }

    private uint Crc(byte[] bytes)
    {
        if (Type != FormatDescription || bytes.Length < HeaderLength || (bytes[17] & InUse) == 0)
        {
            return Crc32.HashToUInt32(bytes);
        }

        var closed = (byte[])bytes.Clone();
        closed[17] &= unchecked((byte)~InUse);
        return Crc32.HashToUInt32(closed);
    }

    private byte[] Packed()
    {
        switch (Packing)
        {
            case FuzzPacking.Payload or FuzzPacking.ZstdPayload:
                var inner = new List<byte>();
                foreach (var e in Inner!)
                {
                    e.Write(inner, hasChecksum: false, isSound: true, isInner: true);
                }

                return Payload(inner.ToArray());
            case FuzzPacking.MariaRows when Bytes.Length > HeaderLength + 9:
                var bitmap = (Bytes[HeaderLength + 8] + 7) / 8;
                var rowsAt = Math.Min(HeaderLength + 9 + (Bytes[4] == 24 ? 2 * bitmap : bitmap), Bytes.Length);
                var output = new MemoryStream();
                output.Write(Bytes, 0, rowsAt);
                output.Write([0x84, .. BigEndian(Bytes.Length - rowsAt)]);
                using (var zlib = new ZLibStream(output, CompressionLevel.Fastest, leaveOpen: true))
                {
                    zlib.Write(Bytes, rowsAt, Bytes.Length - rowsAt);
                }

                var packed = output.ToArray();
                packed[4] += MariaCompressedOffset;
                return packed;
            default:
                return Bytes;
        }
    }

    private byte[] Payload(byte[] inner)
    {
        var isZstd = Packing == FuzzPacking.ZstdPayload;
        var data = inner;
        if (isZstd)
        {
            using var compressor = new Compressor(1);
            data = compressor.Wrap(inner).ToArray();
        }

        // Fields: 1 the size, 2 the algorithm (0 zstd, 255 none), 3 the size before.
        return [.. Bytes.AsSpan(0, Math.Min(HeaderLength, Bytes.Length)), 1, 9, 0xFE, .. BitConverter.GetBytes((long)data.Length), 2, (byte)(isZstd ? 1 : 3), .. isZstd ? (byte[])[0] : [0xFC, 255, 0],
            3, 9, 0xFE, .. BitConverter.GetBytes((long)inner.Length), 0, .. data];
    }

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}

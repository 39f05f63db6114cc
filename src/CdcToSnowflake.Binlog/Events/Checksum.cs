using System.Buffers.Binary;
using System.IO.Hashing;

namespace CdcToSnowflake.Binlog.Events;

/// <summary>The CRC32 at an event's end.</summary>
internal static class Checksum
{
    public const int Length = 4;

    private const int FlagsAt = 17;

    public static void Check(ReadOnlySpan<byte> bytes, in EventHeader header, bool verify)
    {
        if (bytes.Length < EventFrame.HeaderLength + Length)
        {
            throw EventPlace.Corrupt($"An event of {bytes.Length} bytes has no room for its checksum.");
        }

        if (!verify)
        {
            return;
        }

        var stored = BinaryPrimitives.ReadUInt32LittleEndian(bytes[^Length..]);
        var computed = header.Type == EventType.FormatDescription ? OfFormatDescription(bytes[..^Length]) : WideCrc32.Hash(bytes[..^Length]);
        if (computed != stored)
        {
            throw EventPlace.Corrupt($"The checksum of an event of type {(byte)header.Type} is {computed:x8}, but {stored:x8} was written: the bytes have changed since.");
        }
    }

    /// <summary>The format description's is made with the in-use flag cleared, since the server clears that bit in place when it closes the file.</summary>
    private static uint OfFormatDescription(ReadOnlySpan<byte> bytes)
    {
        var crc = new Crc32();
        crc.Append(bytes[..FlagsAt]);
        crc.Append([(byte)(bytes[FlagsAt] & ~(byte)EventFlags.BinlogInUse)]);
        crc.Append(bytes[(FlagsAt + 1)..]);
        return crc.GetCurrentHashAsUInt32();
    }
}

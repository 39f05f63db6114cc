using System.Buffers.Binary;

namespace CdcToSnowflake.Binlog.Events;

/// <summary>Where one event ends and the next begins.</summary>
internal static class EventFrame
{
    /// <summary>The common header: u32 time, u8 type, u32 server id, u32 size, u32 end position, u16 flags.</summary>
    public const int HeaderLength = 19;

    /// <summary>The event's length, from its header.</summary>
    public static uint SizeOf(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt32LittleEndian(header[9..]);
}

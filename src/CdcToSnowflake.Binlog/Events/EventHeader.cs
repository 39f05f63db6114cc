using System.Buffers.Binary;

namespace CdcToSnowflake.Binlog.Events;

/// <summary>The 19 bytes before each event's body.</summary>
internal readonly struct EventHeader
{
    private EventHeader(ReadOnlySpan<byte> bytes)
    {
        Timestamp = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        Type = (EventType)bytes[4];
        ServerId = BinaryPrimitives.ReadUInt32LittleEndian(bytes[5..]);
        Size = BinaryPrimitives.ReadUInt32LittleEndian(bytes[9..]);
        LogPosition = BinaryPrimitives.ReadUInt32LittleEndian(bytes[13..]);
        Flags = (EventFlags)BinaryPrimitives.ReadUInt16LittleEndian(bytes[17..]);
    }

    /// <summary>Seconds since 1970 UTC.</summary>
    public uint Timestamp { get; }

    public EventType Type { get; }

    public uint ServerId { get; }

    /// <summary>Header, body and checksum.</summary>
    public uint Size { get; }

    /// <summary>Low 32 bits of where the event ends in its file; 0 where the server doesn't say.</summary>
    public uint LogPosition { get; }

    public EventFlags Flags { get; }

    /// <summary>Reads the header of an event that must lie whole in the bytes.</summary>
    public static EventHeader Create(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < EventFrame.HeaderLength)
        {
            throw EventPlace.Corrupt($"An event's header is cut off: {bytes.Length} of {EventFrame.HeaderLength} bytes.");
        }

        var header = new EventHeader(bytes);
        return header.Size < EventFrame.HeaderLength || header.Size > (uint)bytes.Length
            ? throw EventPlace.Corrupt($"An event of type {(byte)header.Type} says it has {header.Size} bytes, but there are {bytes.Length}.")
            : header;
    }
}

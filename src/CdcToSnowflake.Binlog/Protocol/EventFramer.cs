using System.Buffers.Binary;
using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog.Protocol;

/// <summary>Takes events out of the packets of a binlog dump: one event per packet, after a status byte that stands once, however many chunks there are.</summary>
internal sealed class EventFramer(int maxEventBytes, Func<ErrorPacket, Exception> onError, Func<Exception> onEnd)
{
    private const byte StatusOk = 0x00;
    private const byte StatusEof = 0xFE;
    private const byte SemiSyncMark = 0xEF;
    private const byte AckWanted = 0x01;

    /// <summary>An EOF packet is shorter than this; a longer one with that first byte would be something else.</summary>
    private const int EofLimit = 9;

    /// <summary>The status byte, and where semi-synchronous replication is on, its mark and flag.</summary>
    private const int MaxPrefix = 3;

    private bool _isNumberedAnew;

    /// <summary>Whether the server has asked to be told when events are safe, as it does while semi-synchronous replication is on.</summary>
    public bool WantsAcknowledgements { get; private set; }

    /// <summary>Moves the whole events in the buffer together and returns them; empty when there is none yet. A refusal that follows events is met by the next call.</summary>
    public ReadOnlyMemory<byte> Frame(ReceiveBuffer buffer, ref byte sequence)
    {
        var start = -1;
        var end = 0;
        while (true)
        {
            var wire = buffer.Unread;
            if (!PacketFrame.TryMeasure(wire, MaxPayload(wire), out var wireLength, out var payloadLength))
                break;
            var status = payloadLength == 0 ? throw Malformed("an empty packet") : wire[PacketFrame.HeaderLength];
            if (status != StatusOk && start >= 0)
                break;
            // A server that waits for an acknowledgement begins to count anew; its number 0 is the acknowledgement's.
            if (_isNumberedAnew && wire[PacketFrame.HeaderLength - 1] == 1)
                sequence = 1;
            sequence = PacketFrame.CheckSequence(wire[..wireLength], sequence);
            if (status == ErrorPacket.Header)
                throw onError(ErrorPacket.Parse(wire.Slice(PacketFrame.HeaderLength, Math.Min(payloadLength, PacketFrame.MaxChunk))));
            if (status == StatusEof && payloadLength < EofLimit)
                throw onEnd();
            if (status != StatusOk)
                throw Malformed($"a packet of status 0x{status:X2}");
            var prefix = PrefixLength(wire.Slice(PacketFrame.HeaderLength, Math.Min(payloadLength, PacketFrame.MaxChunk)), payloadLength);
            _isNumberedAnew = prefix == MaxPrefix && wire[PacketFrame.HeaderLength + 2] == AckWanted;
            WantsAcknowledgements |= _isNumberedAnew;
            if (start < 0)
                start = end = buffer.Start + PacketFrame.HeaderLength + prefix;
            PacketFrame.Join(buffer.Bytes, buffer.Start, wireLength, prefix, end);
            end += payloadLength - prefix;
            buffer.Consume(wireLength);
        }
        return start < 0 ? default : buffer.Slice(start, end - start);
    }

    /// <summary>How long the packet may be: what its event's own header says, so that a server can't make this side wait for, or hold, more.</summary>
    private long MaxPayload(ReadOnlySpan<byte> wire)
    {
        const int eventAt = PacketFrame.HeaderLength + 1;
        if (wire.Length < eventAt + 2 + EventFrame.HeaderLength || wire[PacketFrame.HeaderLength] != StatusOk)
            return PacketFrame.MaxChunk;
        var size = EventFrame.SizeOf(wire[eventAt..]);
        if (wire[eventAt] == SemiSyncMark)
        {
            // The header may stand two bytes later, behind the mark. A first chunk does not tell for sure; the packet's end will.
            var chunk = PacketFrame.ChunkLength(wire);
            var behind = EventFrame.SizeOf(wire[(eventAt + 2)..]);
            if (!CanFill(chunk, 1, size) || (CanFill(chunk, MaxPrefix, behind) && behind > size))
                size = behind;
        }
        if (size > (uint)maxEventBytes)
            throw new BinlogCorruptException($"The server announces an event of {size} bytes; the limit is {maxEventBytes} ({nameof(BinlogOptions)}.{nameof(BinlogOptions.MaxEventBytes)}).");
        return (long)size + MaxPrefix;
    }

    /// <summary>Whether an event of this size can be what a packet begins with.</summary>
    private bool CanFill(int chunk, int prefix, uint size) =>
        size <= (uint)maxEventBytes && (chunk < PacketFrame.MaxChunk ? prefix + size == chunk : prefix + size >= chunk);

    /// <summary>1, or 3 with semi-synchronous replication's mark. The event's own length tells which: its first byte may look like the mark.</summary>
    private static int PrefixLength(ReadOnlySpan<byte> payload, int payloadLength)
    {
        if (Fits(payload, payloadLength, 1))
            return 1;
        if (payload.Length > 1 && payload[1] == SemiSyncMark && Fits(payload, payloadLength, MaxPrefix))
            return MaxPrefix;
        throw Malformed($"an event whose length differs from its packet's ({payloadLength} bytes)");
    }

    private static bool Fits(ReadOnlySpan<byte> payload, int payloadLength, int prefix)
    {
        if (payload.Length < prefix + EventFrame.HeaderLength)
            return false;
        return BinaryPrimitives.ReadUInt32LittleEndian(payload[(prefix + 9)..]) == (uint)(payloadLength - prefix);
    }

    private static BinlogCorruptException Malformed(string what) => new($"The server sent {what} in its binlog stream.");
}

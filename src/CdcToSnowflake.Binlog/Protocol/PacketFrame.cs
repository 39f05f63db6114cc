namespace CdcToSnowflake.Binlog.Protocol;

/// <summary>Packets on the wire: u24 length, u8 sequence, payload. A payload of 0xFFFFFF bytes goes on in the next packet, possibly one of length 0.</summary>
internal static class PacketFrame
{
    public const int HeaderLength = 4;
    public const int MaxChunk = 0xFFFFFF;

    /// <summary>Looks whether a whole logical packet stands at the start of the bytes received.</summary>
    /// <param name="wire">The bytes received.</param>
    /// <param name="maxPayload">More than this is refused, as soon as the headers tell.</param>
    /// <param name="wireLength">Its length with all headers.</param>
    /// <param name="payloadLength">Its length without.</param>
    /// <returns>False when more bytes are needed.</returns>
    public static bool TryMeasure(ReadOnlySpan<byte> wire, long maxPayload, out int wireLength, out int payloadLength)
    {
        wireLength = payloadLength = 0;
        while (wire.Length - wireLength >= HeaderLength)
        {
            var chunk = ChunkLength(wire[wireLength..]);
            if ((long)payloadLength + chunk > maxPayload)
                throw new BinlogConnectionException($"The server sent a packet of over {maxPayload} bytes.");
            if (wire.Length - wireLength - HeaderLength < chunk)
                return false;
            wireLength += HeaderLength + chunk;
            payloadLength += chunk;
            if (chunk < MaxChunk)
                return true;
        }
        return false;
    }

    /// <summary>Checks the sequence numbers of a measured packet, and returns the next one. A gap means that the two sides no longer agree on where packets begin.</summary>
    public static byte CheckSequence(ReadOnlySpan<byte> packet, byte expected)
    {
        for (var at = 0; at < packet.Length; at += HeaderLength + ChunkLength(packet[at..]))
        {
            if (packet[at + 3] != expected)
                throw new BinlogConnectionException($"The server sent packet number {packet[at + 3]} where {expected} was due; the connection is out of step.");
            expected++;
        }
        return expected;
    }

    /// <summary>Moves a measured packet's payload, its chunks joined and the first bytes left out, to a place at or before it in the same buffer.</summary>
    public static void Join(Span<byte> buffer, int packetStart, int wireLength, int skip, int destination)
    {
        var end = packetStart + wireLength;
        for (var at = packetStart; at < end;)
        {
            var chunk = ChunkLength(buffer[at..]);
            var from = buffer.Slice(at + HeaderLength, chunk)[skip..];
            from.CopyTo(buffer[destination..]);
            destination += from.Length;
            skip = 0;
            at += HeaderLength + chunk;
        }
    }

    /// <summary>The length in one packet's header.</summary>
    public static int ChunkLength(ReadOnlySpan<byte> header) => header[0] | header[1] << 8 | header[2] << 16;
}

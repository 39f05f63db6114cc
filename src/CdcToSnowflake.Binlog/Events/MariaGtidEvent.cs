namespace CdcToSnowflake.Binlog.Events;

/// <summary>MariaDB's GTID: it also begins the transaction, unless the flag says that a single statement follows.</summary>
internal static class MariaGtidEvent
{
    private const byte Standalone = 0x01;
    private const byte CompletedXa = 0x80;

    public static TransactionId Create(EventHeader header, ReadOnlySpan<byte> body, out bool begins)
    {
        var reader = new ByteReader(body);
        var sequence = reader.U64();
        var domain = reader.U32();
        var flags = reader.U8();
        if (sequence is 0 or > long.MaxValue)
        {
            throw EventPlace.Corrupt($"A GTID with sequence number {sequence}.");
        }

        // The XA COMMIT or XA ROLLBACK after a prepare stands alone, though the flag isn't set; PREPARED_XA (0x40) begins one like any other transaction.
        begins = (flags & (Standalone | CompletedXa)) == 0;
        return new TransactionId
        {
            IsMariaDb = true,
            Sequence = (long)sequence,
            Domain = domain,
            Server = header.ServerId,
            CommitTimestampMicros = header.Timestamp * 1_000_000L,
        };
    }
}

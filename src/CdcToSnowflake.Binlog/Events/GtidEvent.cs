namespace CdcToSnowflake.Binlog.Events;

/// <summary>GTID and ANONYMOUS_GTID of MySQL 5.6 to 9.</summary>
internal static class GtidEvent
{
    private const ulong HasOriginal = 1UL << 55;

    public static TransactionId Create(ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body);
        reader.Skip(1);
        var uuid = new Guid(reader.Bytes(16), bigEndian: true);
        var sequence = (long)reader.U64();
        if (sequence is < 0 or long.MaxValue)
        {
            throw EventPlace.Corrupt($"A GTID with number {sequence}.");
        }

        var id = new TransactionId { Uuid = uuid, Sequence = sequence };

        // 5.6 ends here; 5.7 adds the logical clock (type 2 and two numbers); 8.0 adds commit times and the transaction's length.
        if (reader.Left < 17 || reader.U8() != 2)
        {
            return id;
        }

        reader.Skip(16);
        if (reader.Left < 7)
        {
            return id;
        }

        var committed = reader.Unsigned(7);
        if ((committed & HasOriginal) != 0)
        {
            reader.Skip(7);
        }

        id = id with { CommitTimestampMicros = (long)(committed & ~HasOriginal) };
        return reader.Left == 0 ? id : id with { Length = (long)Math.Min(reader.LengthEncoded(), long.MaxValue) };
    }
}

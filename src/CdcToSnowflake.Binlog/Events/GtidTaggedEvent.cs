using System.Numerics;
using System.Text;
using CdcToSnowflake.Binlog.Positions;

namespace CdcToSnowflake.Binlog.Events;

/// <summary>
/// GTID_TAGGED (MySQL 8.3+), in the server's mysql::serialization format: version, size and last non-ignorable field, then fields as id and value. Numbers are
/// varints whose trailing one bits tell their length.
/// </summary>
internal static class GtidTaggedEvent
{
    public static TransactionId Create(ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body);
        var version = Varint(ref reader);
        if (version > 1)
        {
            throw EventPlace.Unsupported($"A tagged GTID event of serialization version {version}; a newer reader is needed.");
        }

        Varint(ref reader);
        Varint(ref reader);
        Span<byte> uuid = stackalloc byte[16];
        uuid.Clear();
        var id = default(TransactionId);
        while (reader.Left > 0)
        {
            var field = Varint(ref reader);
            switch (field)
            {
                case 1:
                    for (var i = 0; i < uuid.Length; i++)
                    {
                        uuid[i] = (byte)Varint(ref reader);
                    }

                    id = id with { Uuid = new Guid(uuid, bigEndian: true) };
                    break;
                case 2:
                    id = id with { Sequence = Signed(Varint(ref reader)) };
                    break;
                case 3:
                    var length = Varint(ref reader);
                    var tag = Encoding.ASCII.GetString(reader.Bytes((int)Math.Min(length, int.MaxValue)));
                    id = id with { Tag = tag.Length == 0 ? null : tag };
                    break;
                case 6:
                    id = id with { CommitTimestampMicros = (long)Varint(ref reader) };
                    break;
                case 8:
                    id = id with { Length = (long)Math.Min(Varint(ref reader), long.MaxValue) };
                    break;
                case <= 11:
                    Varint(ref reader);
                    break;
                default:
                    // Fields come in the order of their ids, so nothing that matters here can follow a newer one.
                    return Checked(id);
            }
        }

        return Checked(id);
    }

    private static TransactionId Checked(in TransactionId id) =>
        id.Sequence is >= 0 and < long.MaxValue && id.CommitTimestampMicros >= 0 && (id.Tag is null || GtidSource.IsTag(id.Tag))
            ? id
            : throw EventPlace.Corrupt($"A GTID with number {id.Sequence} and tag '{id.Tag}'.");

    internal static ulong Varint(ref ByteReader reader)
    {
        var first = reader.U8();
        var extra = BitOperations.TrailingZeroCount(~(uint)first);
        if (extra >= 8)
        {
            return reader.U64();
        }

        var high = reader.Unsigned(extra);
        return ((ulong)first >> (extra + 1)) | (extra == 7 ? high : high << (7 - extra));
    }

    /// <summary>Signed numbers are zigzag: the sign in the lowest bit.</summary>
    private static long Signed(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}

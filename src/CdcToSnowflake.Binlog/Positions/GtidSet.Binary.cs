using System.Buffers.Binary;
using System.Text;
using CdcToSnowflake.Binlog.Events;
using CdcToSnowflake.Binlog.Positions;

namespace CdcToSnowflake.Binlog;

/// <content>The servers' binary form: in PREVIOUS_GTIDS events and in COM_BINLOG_DUMP_GTID.</content>
public sealed partial class GtidSet
{
    private const byte Tagged = 1;

    /// <summary>Encodes for COM_BINLOG_DUMP_GTID: MySQL's classic form, or the tagged one (8.3+) if the set has tags.</summary>
    internal byte[] ToBinary()
    {
        var output = new List<byte>();
        var isTagged = _sources.Keys.Any(s => s.Tag is not null);
        Span<byte> number = stackalloc byte[16];

        // Tagged: the number of entries in the middle 6 of 8 bytes, the form's number at both ends.
        BinaryPrimitives.WriteUInt64LittleEndian(number, isTagged ? Tagged | ((ulong)_sources.Count << 8) | ((ulong)Tagged << 56) : (ulong)_sources.Count);
        output.AddRange(number[..8]);
        foreach (var (source, intervals) in _sources)
        {
            source.Uuid.TryWriteBytes(number, bigEndian: true, out _);
            output.AddRange(number);
            if (isTagged)
            {
                output.Add((byte)((source.Tag?.Length ?? 0) << 1));
                output.AddRange(Encoding.ASCII.GetBytes(source.Tag ?? ""));
            }

            BinaryPrimitives.WriteUInt64LittleEndian(number, (ulong)intervals.Items.Count);
            output.AddRange(number[..8]);
            foreach (var (first, last) in intervals.Items)
            {
                BinaryPrimitives.WriteInt64LittleEndian(number, first);
                BinaryPrimitives.WriteInt64LittleEndian(number[8..], last + 1);
                output.AddRange(number);
            }
        }

        return [.. output];
    }

    /// <summary>Decodes the body of PREVIOUS_GTIDS, either form.</summary>
    internal static GtidSet FromBinary(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        var header = reader.U64();
        var isTagged = header >> 56 == Tagged;
        var count = isTagged ? header << 8 >> 16 : header;
        if (count > (ulong)reader.Left)
        {
            throw EventPlace.Corrupt($"A GTID set of {count} entries in {reader.Left} bytes.");
        }

        var set = new GtidSet();
        for (ulong i = 0; i < count; i++)
        {
            var uuid = new Guid(reader.Bytes(16), bigEndian: true);
            string? tag = null;
            if (isTagged && reader.U8() is var length && length > 0)
            {
                tag = Encoding.ASCII.GetString(reader.Bytes(length >> 1));
                if (!GtidSource.IsTag(tag))
                {
                    throw EventPlace.Corrupt("A GTID set with a tag that isn't one.");
                }
            }

            var intervals = reader.U64();
            for (ulong n = 0; n < intervals; n++)
            {
                var first = (long)reader.U64();
                var end = (long)reader.U64();
                if (first < 1 || end <= first || end == long.MaxValue)
                {
                    throw EventPlace.Corrupt($"A GTID set with the interval {first} to {end}.");
                }

                set.Add(uuid, tag, first, end - 1);
            }
        }

        return set;
    }
}

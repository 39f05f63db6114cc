using System.Buffers.Binary;
using ZstdSharp;

namespace CdcToSnowflake.Binlog.Tests.Fuzz;

/// <summary>A short log that a reader can read alone: a format description and a transaction's events.</summary>
internal sealed record FuzzSegment(FuzzEvent[] Events, bool HasChecksums)
{
    private const byte TransactionPayload = 40;

    /// <summary>The segments of a binlog file, as they are, and with other wrappings of the same events.</summary>
    public static IEnumerable<FuzzSegment> Of(byte[] file)
    {
        var events = new List<FuzzEvent>();
        var hasChecksums = false;
        for (var at = 4; at < file.Length;)
        {
            var size = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 9));
            if (at == 4)
            {
                hasChecksums = file[at + size - 5] == 1;
            }

            var hasCrc = hasChecksums || at == 4;
            events.Add(new FuzzEvent(file[at..(at + size - (hasCrc ? 4 : 0))]));
            at += size;
        }

        var isMariaDb = events[1].Type > 160;
        for (int i = 1, start = 1; i <= events.Count; i++)
        {
            // 33, 34, 42, 162: a GTID begins what belongs together.
            if (i < events.Count && events[i].Type is not (33 or 34 or 42 or 162))
            {
                continue;
            }

            FuzzEvent[] group = [.. events[start..i]];
            start = i;
            if (group.Length == 0)
            {
                continue;
            }

            yield return new FuzzSegment([events[0], .. group], hasChecksums);
            if (isMariaDb && group.Any(e => e.Type is 23 or 24 or 25))
            {
                yield return new FuzzSegment([events[0], .. group.Select(e => e.Type is 23 or 24 or 25 ? e with { Packing = FuzzPacking.MariaRows } : e)], hasChecksums);
            }
            else if (group.FirstOrDefault(e => e.Type == TransactionPayload) is { } payload)
            {
                yield return new FuzzSegment([events[0], group[0], Payload(Unpacked(payload), payload)], hasChecksums);
                yield return new FuzzSegment([events[0], group[0], .. Unpacked(payload)], hasChecksums);
            }
            else if (group.Length > 2 && !isMariaDb)
            {
                yield return new FuzzSegment([events[0], group[0], Payload(group[1..], group[0])], hasChecksums);
            }
        }
    }

    public byte[] ToBytes(bool isSound = true)
    {
        var output = new List<byte>(1024);
        foreach (var e in Events)
        {
            e.Write(output, HasChecksums, isSound);
        }

        return [.. output];
    }

    /// <summary>The events one by one, as packets carry them.</summary>
    public IEnumerable<byte[]> ToEvents()
    {
        foreach (var e in Events)
        {
            var output = new List<byte>();
            e.Write(output, HasChecksums, isSound: true);
            yield return [.. output];
        }
    }

    private static FuzzEvent Payload(FuzzEvent[] inner, FuzzEvent header)
    {
        var bytes = header.Bytes[..FuzzEvent.HeaderLength];
        bytes[4] = TransactionPayload;
        return new FuzzEvent(bytes, inner, FuzzPacking.Payload);
    }

    private static FuzzEvent[] Unpacked(FuzzEvent payload)
    {
        // The frame begins after the field list, with zstd's magic number.
        ReadOnlySpan<byte> magic = [0x28, 0xB5, 0x2F, 0xFD];
        var at = payload.Bytes.AsSpan().IndexOf(magic);
        using var decompressor = new Decompressor();
        var inner = decompressor.Unwrap(payload.Bytes.AsSpan(at)).ToArray();
        var events = new List<FuzzEvent>();
        for (var start = 0; start < inner.Length;)
        {
            var size = BinaryPrimitives.ReadInt32LittleEndian(inner.AsSpan(start + 9));
            events.Add(new FuzzEvent(inner[start..(start + size)]));
            start += size;
        }

        return [.. events];
    }
}

using System.Buffers.Binary;

namespace CdcToSnowflake.Binlog.Tests.Fuzz;

/// <summary>Makes a segment wrong in one to three places.</summary>
internal sealed class SegmentMutator(Random random, IReadOnlyList<FuzzSegment> donors)
{
    private static readonly byte[] s_types =
        [2, 3, 4, 15, 16, 19, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 38, 39, 40, 41, 42, 100, 160, 161, 162, 163, 164, 165, 166, 167, 168, 169, 170, 171];

    private static readonly long[] s_numbers =
        [0, 1, 2, 0x7F, 0x80, 0xFB, 0xFC, 0xFD, 0xFE, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0xFFFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x100000000, long.MaxValue, long.MinValue, -1];

    public FuzzSegment Mutate(FuzzSegment segment)
    {
        var events = (FuzzEvent[])segment.Events.Clone();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            if (random.Next(16) == 0)
            {
                events = Rearranged(events);
                continue;
            }

            // The format description seldom: a wrong one ends everything.
            var at = random.Next(24) == 0 ? 0 : random.Next(events.Length);
            var target = events[at];
            if (target.Inner is { Length: > 0 } inner && random.Next(8) > 0)
            {
                inner = (FuzzEvent[])inner.Clone();
                var within = random.Next(inner.Length);
                inner[within] = inner[within] with { Bytes = Mutated(inner[within].Bytes) };
                events[at] = target with { Inner = random.Next(24) == 0 ? Rearranged(inner) : inner, Packing = random.Next(6) == 0 ? FuzzPacking.ZstdPayload : FuzzPacking.Payload };
            }
            else
            {
                events[at] = target with { Bytes = Mutated(target.Bytes) };
            }
        }

        return segment with { Events = events };
    }

    private FuzzEvent[] Rearranged(FuzzEvent[] events)
    {
        var from = random.Next(events.Length);
        var to = random.Next(events.Length);
        return random.Next(4) switch
        {
            0 => [.. events[..from], .. events[(from + 1)..], events[from]],
            1 => [.. events[..to], events[from], .. events[to..]],
            2 when events.Length > 2 => [.. events[..from], .. events[(from + 1)..]],
            _ => [.. events[..to], Donor(), .. events[to..]],
        };
    }

    private byte[] Mutated(byte[] original)
    {
        if (random.Next(12) == 0)
        {
            return OfHeader((byte[])original.Clone());
        }

        var at = original.Length > FuzzEvent.HeaderLength ? random.Next(FuzzEvent.HeaderLength, original.Length) : original.Length;
        var left = original.Length - at;
        if (left == 0)
        {
            return [.. original, .. Bytes(random.Next(1, 40))];
        }

        switch (random.Next(10))
        {
            case 0:
                return Set(original, at, [(byte)random.Next(256)]);
            case 1:
                return Set(original, at, [(byte)(original[at] ^ (1 << random.Next(8)))]);
            case 2:
                return Set(original, at, [(byte)s_numbers[random.Next(10)]]);
            case 3:
                Span<byte> number = stackalloc byte[8];
                BinaryPrimitives.WriteInt64LittleEndian(number, s_numbers[random.Next(s_numbers.Length)]);
                return Set(original, at, number[..Math.Min(left, 1 << random.Next(4))]);
            case 4:
                return Set(original, at, Bytes(Math.Min(left, random.Next(1, 9))));
            case 5:
                return [.. original.AsSpan(0, at), .. Bytes(random.Next(1, 17)), .. original.AsSpan(at)];
            case 6:
                return [.. original.AsSpan(0, at), .. original.AsSpan(at + random.Next(1, left + 1))];
            case 7:
                var length = random.Next(1, left + 1);
                return [.. original.AsSpan(0, at + length), .. original.AsSpan(at)];
            case 8:
                var donor = Donor().Bytes;
                var part = Math.Min(random.Next(1, 64), donor.Length);
                var start = random.Next(donor.Length - part + 1);
                return random.Next(2) == 0
                    ? Set(original, at, donor.AsSpan(start, Math.Min(part, left)))
                    : [.. original.AsSpan(0, at), .. donor.AsSpan(start, part), .. original.AsSpan(at)];
            default:
                return original[..at];
        }
    }

    private byte[] OfHeader(byte[] bytes)
    {
        if (random.Next(2) == 0 && bytes.Length > 4)
        {
            bytes[4] = s_types[random.Next(s_types.Length)];
        }
        else
        {
            bytes[random.Next(Math.Min(bytes.Length, FuzzEvent.HeaderLength))] = (byte)s_numbers[random.Next(10)];
        }

        return bytes;
    }

    private FuzzEvent Donor()
    {
        var segment = donors[random.Next(donors.Count)];
        return segment.Events[random.Next(segment.Events.Length)];
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Set(byte[] original, int at, ReadOnlySpan<byte> value)
    {
        var bytes = (byte[])original.Clone();
        value.CopyTo(bytes.AsSpan(at));
        return bytes;
    }
}

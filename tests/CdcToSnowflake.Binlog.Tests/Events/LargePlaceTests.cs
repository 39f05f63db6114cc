using System.Buffers.Binary;
using CdcToSnowflake.Binlog.Events;
using CdcToSnowflake.Binlog.Tests.Corpus;
using CdcToSnowflake.Binlog.Tests.Rows;

namespace CdcToSnowflake.Binlog.Tests.Events;

/// <summary>Places beyond 4 GiB, where headers hold no more than the lower half.</summary>
public sealed class LargePlaceTests : IDisposable
{
    private const long FourGiB = 1L << 32;
    private const int HeaderLength = 19;
    private const int ChecksumLength = 4;

    private readonly string _folder = Directory.CreateTempSubdirectory("large-place-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ReadAsync_FileFromBeyond4GiB_GivesItsRowsAndPlaces()
    {
        const long Start = FourGiB + (FourGiB / 2) + 3;
        var original = await DecodedRows.ReadAsync(new BinlogFileReader([CorpusFiles.PathOf("mysql.binlog")]));
        var (format, rest) = Parts();
        var path = Path.Combine(_folder, "binlog.000001");
        using (var file = File.Create(path))
        {
            file.Write(File.ReadAllBytes(CorpusFiles.PathOf("mysql.binlog")).AsSpan(0, 4 + format.Length));
            file.Position = Start;
            file.Write(rest);
        }

        var rows = await DecodedRows.ReadAsync(new BinlogFileReader([path]), from: new BinlogPosition("binlog.000001", Start));

        Assert.Equal(original.Select(c => (c.Operation, c.Position - 4 - format.Length + Start)), rows.Select(c => (c.Operation, c.Position)));
    }

    [Theory]
    [InlineData(FourGiB - 1000)]
    [InlineData(FourGiB - 37)]
    [InlineData((3 * FourGiB) - 2000)]
    [InlineData(200)]
    public void Read_ServerStreamAcross4GiB_CountsOn(long start)
    {
        var (format, rest) = Parts();
        format.AsSpan(13, 4).Clear();
        var expected = new List<(long, long)>();
        var place = start;
        for (var at = 0; at < rest.Length;)
        {
            var size = BinaryPrimitives.ReadInt32LittleEndian(rest.AsSpan(at + 9));
            BinaryPrimitives.WriteUInt32LittleEndian(rest.AsSpan(at + 13), (uint)(place + size));
            if (rest[at + 4] is >= 30 and <= 32)
            {
                expected.Add((place, place + size));
            }

            at += size;
            place += size;
        }

        using var decoder = new BinlogDecoder(new BinlogOptions { VerifyChecksums = false }, fromServer: true) { ServerChecksum = true };
        decoder.Start(new BinlogPosition("binlog.000001", start));
        var places = new List<(long, long)>();
        BinlogPosition? last = null;
        foreach (var part in (byte[][])[format, rest])
        {
            var batch = decoder.Decode(part);
            while (batch.Read())
            {
                if (batch.Kind == BinlogEventKind.Rows)
                {
                    places.Add((batch.StartOffset, batch.EndOffset));
                }
                else if (batch.Kind == BinlogEventKind.Commit)
                {
                    last = batch.Position;
                }
            }
        }

        Assert.Equal(expected, places);
        Assert.InRange(last!.Offset, start, place);
    }

    /// <summary>By GTID a server leaves out the transactions that the reader has; it may say how far it is by a heartbeat, or by the next event alone.</summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    public void Read_ServerPassesOverWhatLiesAcross4GiB_CountsOn(int halves, bool saysSo)
    {
        var (format, rest) = Parts();
        format.AsSpan(13, 4).Clear();
        var transactions = Transactions(rest);
        var dropped = 0;
        for (var skip = 1; skip < transactions.Count - 1; skip++)
        {
            var (from, length) = transactions[skip];
            if (length < 2 * HeaderLength)
            {
                continue;
            }

            // The 4 GiB end before, in the middle of and behind what is left out.
            var start = FourGiB - from - (halves * length / 2);
            var events = new List<byte[]>();
            var expected = new List<long>();
            for (var at = 0; at < rest.Length;)
            {
                if (at == from)
                {
                    at += length;
                    if (saysSo)
                    {
                        events.Add(Heartbeat((uint)(start + at)));
                        expected.Add(start + at);
                    }

                    continue;
                }

                var raw = rest.AsSpan(at, BinaryPrimitives.ReadInt32LittleEndian(rest.AsSpan(at + 9))).ToArray();
                at += raw.Length;
                BinaryPrimitives.WriteUInt32LittleEndian(raw.AsSpan(13), (uint)(start + at));
                events.Add(raw);
                if (IsRows(raw))
                {
                    expected.Add(start + at);
                }
            }

            using var decoder = new BinlogDecoder(new BinlogOptions { VerifyChecksums = false }, fromServer: true) { ServerChecksum = true };
            decoder.Start(new BinlogPosition("binlog.000001", start));
            var places = new List<long>();
            foreach (var part in events.Prepend(format))
            {
                var batch = decoder.Decode(part);
                while (batch.Read())
                {
                    if (batch.Kind is BinlogEventKind.Rows or BinlogEventKind.Heartbeat)
                    {
                        places.Add(batch.EndOffset);
                    }
                }
            }

            Assert.Equal(expected, places);
            dropped++;
        }

        Assert.InRange(dropped, 3, int.MaxValue);
    }

    [Fact]
    public async Task ReadAsync_WholeFileOver4GiB_CountsOn()
    {
        // Each event is a hole in the file, but all bytes are read: so the default run has a smaller one, of the same course.
        var isLong = Environment.GetEnvironmentVariable("CDC_TEST_LONG") is { Length: > 0 };
        var size = isLong ? 900 << 20 : 20 << 20;
        var (format, rest) = Parts();
        var path = Path.Combine(_folder, "binlog.000001");
        using (var file = File.Create(path))
        {
            file.Write(File.ReadAllBytes(CorpusFiles.PathOf("mysql.binlog")).AsSpan(0, 4 + format.Length));
            for (var i = 0; i < 5; i++)
            {
                var header = rest[..19];
                header[4] = 100;
                BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(9), size);
                var at = file.Position;
                file.Write(header);
                file.Position = at + size;
            }

            file.Write(rest);
        }

        var rows = await DecodedRows.ReadAsync(new BinlogFileReader([path], new BinlogOptions { VerifyChecksums = false }));

        var original = await DecodedRows.ReadAsync(new BinlogFileReader([CorpusFiles.PathOf("mysql.binlog")]));
        Assert.Equal(original.Select(c => (c.Operation, c.Position + (5L * size))), rows.Select(c => (c.Operation, c.Position)));
    }

    /// <summary>The corpus file's format description, and the events after it.</summary>
    private static (byte[] Format, byte[] Events) Parts()
    {
        var file = File.ReadAllBytes(CorpusFiles.PathOf("mysql.binlog"));
        var end = 4 + BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4 + 9));
        return (file[4..end], file[end..]);
    }

    /// <summary>Where each transaction begins, by its GTID, and how long it is.</summary>
    private static List<(int From, int Length)> Transactions(byte[] events)
    {
        var begins = new List<int>();
        for (var at = 0; at < events.Length; at += BinaryPrimitives.ReadInt32LittleEndian(events.AsSpan(at + 9)))
        {
            if (events[at + 4] is 33 or 34 or 42)
            {
                begins.Add(at);
            }
        }

        return [.. begins.Zip([.. begins.Skip(1), events.Length], (from, to) => (from, to - from))];
    }

    private static bool IsRows(byte[] raw) => raw[4] is >= 30 and <= 32;

    private static byte[] Heartbeat(uint place)
    {
        byte[] raw = [.. new byte[HeaderLength], .. "binlog.000001"u8, .. new byte[ChecksumLength]];
        raw[4] = 27;
        BinaryPrimitives.WriteInt32LittleEndian(raw.AsSpan(9), raw.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(raw.AsSpan(13), place);
        return raw;
    }
}

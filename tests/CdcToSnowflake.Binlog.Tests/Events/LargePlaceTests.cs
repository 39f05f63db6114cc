using System.Buffers.Binary;
using CdcToSnowflake.Binlog.Events;
using CdcToSnowflake.Binlog.Tests.Corpus;
using CdcToSnowflake.Binlog.Tests.Rows;

namespace CdcToSnowflake.Binlog.Tests.Events;

/// <summary>Places beyond 4 GiB, where headers hold no more than the lower half.</summary>
public sealed class LargePlaceTests : IDisposable
{
    private const long FourGiB = 1L << 32;

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
}

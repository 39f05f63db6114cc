using System.Buffers.Binary;
using System.Text.Json;
using CdcToSnowflake.Binlog.Tests.Corpus;
using CdcToSnowflake.Throughput;
using CdcToSnowflake.Throughput.Columns;

namespace CdcToSnowflake.Binlog.Tests.Throughput;

/// <summary>What benchmarks/Throughput measures is the decoding of every value: its checksum tells.</summary>
public sealed class DecodeTests
{
    private const int HeaderLength = 19;
    private const int ChecksumLength = 4;

    public static TheoryData<string> Files => [.. CorpusFiles.All.Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_AgainAndWithoutCrc_GivesTheSameChecksum(string name)
    {
        var image = BinlogImage.Load(CorpusFiles.PathOf(name));
        var sink = new ColumnSink(jsonAsText: true);
        var first = image.Read(sink, verifyChecksums: true);

        Assert.True(first.Rows > 0);
        Assert.True(first.Events > first.Rows);
        Assert.Equal(first, image.Read(sink, verifyChecksums: true));
        Assert.Equal(first, image.Read(sink, verifyChecksums: false));
        Assert.Equal(first, image.Read(new ColumnSink(jsonAsText: true), verifyChecksums: true));
    }

    [Fact]
    public void Read_LastByteOfAnyRowsEventChanged_GivesAnotherChecksumOrAnError()
    {
        var file = File.ReadAllBytes(CorpusFiles.PathOf("mysql.binlog"));
        var sink = new ColumnSink(jsonAsText: false);
        var sound = new BinlogImage(file).Read(sink, verifyChecksums: false);
        var different = 0;
        foreach (var at in LastBytesOfRows(file))
        {
            file[at] ^= 1;
            try
            {
                Assert.NotEqual(sound.Checksum, new BinlogImage(file).Read(sink, verifyChecksums: false).Checksum);
                different++;
            }
            catch (BinlogCorruptException)
            {
                // A value that no server writes; also a way of not passing over it.
            }

            Assert.Throws<BinlogCorruptException>(() => new BinlogImage(file).Read(sink, verifyChecksums: true));
            file[at] ^= 1;
        }

        Assert.True(different >= 5, $"{different} events");
        Assert.Equal(sound, new BinlogImage(file).Read(sink, verifyChecksums: false));
    }

    [Fact]
    public void Run_Decode_PrintsOneJsonLine()
    {
        var path = CorpusFiles.PathOf("mysql.binlog");
        var lines = new[] { "on", "off" }.Select(crc => DecodeCommand.Run(path, new Arguments(["--repeat", "2", "--crc", crc]))).ToList();

        var values = lines.ConvertAll(line => JsonDocument.Parse(line).RootElement);
        Assert.DoesNotContain('\n', lines[0]);
        Assert.Equal(values[0].GetProperty("checksum").GetString(), values[1].GetProperty("checksum").GetString());
        Assert.All(["mb_per_s", "rows_per_s", "events", "rows"], name => Assert.True(values[0].GetProperty(name).GetDouble() > 0));
        Assert.True(values[0].TryGetProperty("bytes_per_row_allocated", out _));
    }

    [Theory]
    [InlineData("--repeat", "0")]
    [InlineData("--repeat", "many")]
    [InlineData("--crc", "maybe")]
    [InlineData("--json", "xml")]
    [InlineData("--fast", "yes")]
    [InlineData("--crc")]
    [InlineData("on")]
    public void Run_BadArguments_SaysWhichInOneLine(params string[] arguments)
    {
        var error = Assert.Throws<UsageException>(() => DecodeCommand.Run(CorpusFiles.PathOf("mysql.binlog"), new Arguments(arguments)));

        Assert.Contains(arguments[0], error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static IEnumerable<int> LastBytesOfRows(byte[] file)
    {
        const byte WriteRows = 30;
        const byte DeleteRows = 32;
        for (int at = 4, size; at < file.Length; at += size)
        {
            size = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 9));
            if (file[at + 4] is >= WriteRows and <= DeleteRows && size > HeaderLength + ChecksumLength)
            {
                yield return at + size - ChecksumLength - 1;
            }
        }
    }
}

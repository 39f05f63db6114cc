using CdcToSnowflake.Binlog.Tests.Corpus;
using CdcToSnowflake.Binlog.Tests.Rows;

namespace CdcToSnowflake.Binlog.Tests;

/// <summary>A file's bytes from a stream: in memory, or from a pipe that gives them in pieces.</summary>
public sealed class BinlogFileReaderStreamTests
{
    private const string Name = "binlog.000007";

    private static readonly byte[] s_bytes = File.ReadAllBytes(CorpusFiles.PathOf("mysql.binlog"));

    [Fact]
    public async Task ReadAsync_Pipe_GivesEachChangeOnce()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var changes = await DecodedRows.ReadAsync(new BinlogFileReader(new PipeStream(s_bytes, seed), Name));

            Assert.Equal("IIUDIIUUDI", string.Concat(changes.Select(c => c.Operation.ToString()[0])));
            Assert.All(changes, c => Assert.Equal(Name, c.File));
            Assert.Equal("18446744073709551615", changes[0].After![0]);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadAsync_FromABoundary_GivesTheRest(bool isPipe)
    {
        var boundaries = new List<(BinlogPosition Position, int Rows)>();
        var rows = 0;
        await foreach (var batch in Reader(isPipe).ReadAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            while (batch.Read())
            {
                if (batch.Kind == BinlogEventKind.Rows)
                {
                    foreach (var change in batch.Rows)
                    {
                        rows++;
                    }
                }

                if (batch.IsBoundary && batch.Kind != BinlogEventKind.Rotate)
                {
                    boundaries.Add((batch.Position, rows));
                }
            }
        }

        Assert.True(boundaries.Count > 8);
        foreach (var (position, before) in boundaries)
        {
            Assert.Equal(10 - before, (await DecodedRows.ReadAsync(Reader(isPipe), from: position)).Count);
        }
    }

    [Theory]
    [InlineData(true, Name, 1_000_000)]
    [InlineData(false, Name, 1_000_000)]
    [InlineData(true, "binlog.000008", 4)]
    public async Task ReadAsync_PositionThatIsNotThere_ThrowsPositionException(bool isPipe, string file, long offset)
    {
        var error = await Assert.ThrowsAsync<BinlogPositionException>(() => DecodedRows.ReadAsync(Reader(isPipe), from: new BinlogPosition(file, offset)));

        Assert.Equal((file, offset), (error.File, error.Position!.Value));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadAsync_CutInAnEvent_ThrowsCorruptAtItsStart(bool isPipe)
    {
        var cut = s_bytes[..^7];
        var reader = new BinlogFileReader(isPipe ? new PipeStream(cut, 1) : new MemoryStream(cut), Name);

        var error = await Assert.ThrowsAsync<BinlogCorruptException>(() => DecodedRows.ReadAsync(reader));

        Assert.Contains("ends inside an event", error.Message, StringComparison.Ordinal);
        Assert.Equal(Name, error.File);
    }

    [Fact]
    public async Task ReadAsync_PipeWithAHugeLengthAnnounced_TakesNoMemoryForIt()
    {
        var bytes = (byte[])s_bytes.Clone();
        BitConverter.TryWriteBytes(bytes.AsSpan(4 + 9), 1_000_000_000);
        var before = GC.GetTotalAllocatedBytes();

        await Assert.ThrowsAsync<BinlogCorruptException>(() => DecodedRows.ReadAsync(new BinlogFileReader(new PipeStream(bytes, 1), Name)));

        Assert.True(GC.GetTotalAllocatedBytes() - before < 64 << 20);
    }

    [Fact]
    public async Task ReadAsync_Again_WorksWhereTheStreamCanGoBack()
    {
        using var memory = new MemoryStream([1, 2, 3, .. s_bytes]) { Position = 3 };
        var seekable = new BinlogFileReader(memory, Name);
        Assert.Equal(10, (await DecodedRows.ReadAsync(seekable)).Count);
        Assert.Equal(10, (await DecodedRows.ReadAsync(seekable)).Count);
        Assert.True(memory.CanRead);

        var pipe = Reader(isPipe: true);
        await DecodedRows.ReadAsync(pipe);
        await Assert.ThrowsAsync<InvalidOperationException>(() => DecodedRows.ReadAsync(pipe));
    }

    private static BinlogFileReader Reader(bool isPipe) => new(isPipe ? new PipeStream(s_bytes, 5) : new MemoryStream(s_bytes), Name);
}

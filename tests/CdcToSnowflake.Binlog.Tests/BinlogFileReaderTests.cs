using CdcToSnowflake.Binlog.Tests.Corpus;
using CdcToSnowflake.Binlog.Tests.Rows;

namespace CdcToSnowflake.Binlog.Tests;

/// <summary>Files: several in order, starts, and input that isn't whole.</summary>
public sealed class BinlogFileReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("binlog-file-reader-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Corpus => [.. CorpusFiles.All.Select(p => Path.GetFileName(p))];

    /// <summary>Those with checksums: the format description's last byte but them says so.</summary>
    public static TheoryData<string> ChecksummedCorpus => [.. CorpusFiles.All.Where(p => File.ReadAllBytes(p) is var bytes && bytes[4 + BitConverter.ToInt32(bytes, 4 + 9) - 5] == 1).Select(p => Path.GetFileName(p))];

    [Theory]
    [MemberData(nameof(Corpus))]
    public async Task ReadAsync_TruncatedAnywhere_GivesWholeEventsThenCorruptWithPosition(string name)
    {
        var bytes = File.ReadAllBytes(CorpusFiles.PathOf(name));
        var ends = EventEnds(bytes);
        var all = await DecodedRows.ReadAsync(new BinlogFileReader([CorpusFiles.PathOf(name)]));
        for (var length = 0; length < bytes.Length; length += length < 300 ? 1 : 13)
        {
            var path = Write(name, bytes[..length]);
            if (ends.Contains(length))
            {
                await ReadAllAsync(new BinlogFileReader([path]));
                continue;
            }

            var (rows, error) = await ReadUntilErrorAsync(new BinlogFileReader([path]));

            var corrupt = Assert.IsType<BinlogCorruptException>(error);
            Assert.Equal(name, corrupt.File);
            var lastWhole = ends.Where(e => e <= length).DefaultIfEmpty(0).Max();
            Assert.Equal(lastWhole, corrupt.Position);

            // Rows of a compressed transaction have the place where it ends.
            var isPayload = lastWhole > 0 && ends.IndexOf(lastWhole) is > 0 and var index && bytes[ends[index - 1] + 4] == 40;
            Assert.Equal(all.Count(r => r.Position < lastWhole || (r.Position == lastWhole && isPayload)), rows);
        }
    }

    [Fact]
    public async Task ReadAsync_Statement_HasTheSqlModeOfItsSession()
    {
        const ulong Default = 1168113696; // MySQL's, as mysqlbinlog prints it
        var modes = new HashSet<(BinlogEventKind, ulong?)>();
        await foreach (var batch in new BinlogFileReader([CorpusFiles.PathOf("mysql.binlog")]).ReadAsync())
        {
            while (batch.Read())
            {
                modes.Add((batch.Kind == BinlogEventKind.Query ? batch.Kind : BinlogEventKind.None, batch.QuerySqlMode));
            }
        }

        Assert.Equal([(BinlogEventKind.None, null), (BinlogEventKind.Query, Default)], modes.OrderBy(mode => mode.Item2 ?? 0));
    }

    [Theory]
    [InlineData("binlog.000001", "binlog.000003", true)]
    [InlineData("binlog.000002", "binlog.000001", true)]
    [InlineData("binlog.999999", "binlog.1000000", false)]
    [InlineData("binlog.000001", "other.000001", false)]
    [InlineData("monday", "tuesday", false)]
    public async Task ReadAsync_ListLeavesAFileOut_SaysWhichComesNext(string first, string second, bool isRefused)
    {
        var bytes = File.ReadAllBytes(CorpusFiles.All[0]);
        var reader = new BinlogFileReader([Write(first, bytes), Write(second, bytes)]);

        var (rows, error) = await ReadUntilErrorAsync(reader);

        Assert.Equal(isRefused, error is BinlogPositionException);
        Assert.Equal(isRefused, error is { Message: var message } && message.Contains(second, StringComparison.Ordinal));
        Assert.Equal((await DecodedRows.ReadAsync(new BinlogFileReader([CorpusFiles.All[0]]))).Count * (isRefused ? 1 : 2), rows);
    }

    [Theory]
    [MemberData(nameof(ChecksummedCorpus))]
    public async Task ReadAsync_OneBitFlippedAnywhere_IsNoticedWithPosition(string name)
    {
        var bytes = File.ReadAllBytes(CorpusFiles.PathOf(name));
        var ends = EventEnds(bytes);
        for (var at = 4; at < bytes.Length; at += 7)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[at] ^= (byte)(1 << (at % 8));

            var (_, error) = await ReadUntilErrorAsync(new BinlogFileReader([Write(name, flipped)]));

            // The in-use flag of the format description is the one bit that no checksum covers.
            if (at == 21 && at % 8 == 0)
            {
                continue;
            }

            var place = Assert.IsAssignableFrom<BinlogException>(error);
            Assert.Equal(name, place.File);
            if (at is < 25 or >= 75)
            {
                // (The server's version says whether there are checksums at all, so a wrong one may be noticed only by what follows.)
                Assert.Equal(ends.Where(e => e <= at).Append(4).Max(), place.Position);
            }

            Assert.StartsWith($"{name} at {place.Position}: ", place.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ReadAsync_SeveralFiles_GivesThemInOrder()
    {
        var paths = new[] { CorpusFiles.PathOf("mysql-minimal.binlog"), CorpusFiles.PathOf("mysql.binlog") };
        var both = await DecodedRows.ReadAsync(new BinlogFileReader(paths));
        Assert.Equal(20, both.Count);
        Assert.Equal([.. Enumerable.Repeat("mysql-minimal.binlog", 10), .. Enumerable.Repeat("mysql.binlog", 10)], both.Select(r => r.File));

        var second = await DecodedRows.ReadAsync(new BinlogFileReader(paths), from: new BinlogPosition("mysql.binlog", 4));
        Assert.Equal(both.Skip(10).Select(r => r.Position), second.Select(r => r.Position));
    }

    [Theory]
    [InlineData("elsewhere.000001", 4)]
    [InlineData("mysql.binlog", 1_000_000_000)]
    public async Task ReadAsync_PositionThatIsNotThere_ThrowsPositionException(string file, long offset)
    {
        var error = await Assert.ThrowsAsync<BinlogPositionException>(
            () => ReadAllAsync(new BinlogFileReader([CorpusFiles.PathOf("mysql.binlog")]), new BinlogPosition(file, offset)));

        Assert.Equal((file, offset), (error.File, error.Position!.Value));
    }

    [Fact]
    public async Task ReadAsync_EventOverTheLimit_ThrowsBeforeReadingIt()
    {
        var bytes = File.ReadAllBytes(CorpusFiles.PathOf("mysql.binlog"));
        BitConverter.TryWriteBytes(bytes.AsSpan(4 + 9), 2_000_000_000);

        var before = GC.GetTotalAllocatedBytes();
        var (_, error) = await ReadUntilErrorAsync(new BinlogFileReader([Write("mysql.binlog", bytes)]));

        Assert.IsType<BinlogCorruptException>(error);
        Assert.Contains("MaxEventBytes", error.Message, StringComparison.Ordinal);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 64 << 20);

        var (rows, small) = await ReadUntilErrorAsync(new BinlogFileReader([CorpusFiles.PathOf("mysql.binlog")], new BinlogOptions { MaxEventBytes = 500 }));
        Assert.IsType<BinlogCorruptException>(small);
        Assert.Equal(0, rows);
    }

    [Theory]
    [InlineData("")]
    [InlineData("FE62")]
    [InlineData("504B0304")]
    public async Task ReadAsync_NoBinlog_ThrowsCorrupt(string hex)
    {
        var (_, error) = await ReadUntilErrorAsync(new BinlogFileReader([Write("x", Convert.FromHexString(hex))]));

        Assert.Equal(("x", 0L), (Assert.IsType<BinlogCorruptException>(error).File, error.Position!.Value));
    }

    [Fact]
    public async Task ReadAsync_EncryptedFile_ThrowsUnsupported() =>
        Assert.IsType<BinlogUnsupportedException>((await ReadUntilErrorAsync(new BinlogFileReader([Write("x", [0xFD, 0x62, 0x69, 0x6E, 1])]))).Error);

    [Theory]
    [InlineData(0, false)]
    [InlineData(0x80, true)]
    public async Task ReadAsync_UnknownEventType_IsAnErrorUnlessIgnorable(int flag, bool isPassed)
    {
        var bytes = File.ReadAllBytes(CorpusFiles.PathOf("mysql.binlog"));
        var ends = EventEnds(bytes);
        bytes[ends[1] + 4] = 99;
        bytes[ends[1] + 17] = (byte)flag;
        var reader = new BinlogFileReader([Write("mysql.binlog", bytes)], new BinlogOptions { VerifyChecksums = false });

        var (_, error) = await ReadUntilErrorAsync(reader);

        Assert.Equal(isPassed, error is null);
        Assert.True(isPassed || (error is BinlogUnsupportedException && error.Message.Contains("99", StringComparison.Ordinal) && error.Position == ends[1]));
    }

    [Fact]
    public async Task ReadAsync_TableFilter_LeavesItsRowsOut()
    {
        var asked = new List<string>();
        var options = new BinlogOptions { TableFilter = t => { asked.Add(t.ToString()); return t.Name == "l"; } };

        var rows = await DecodedRows.ReadAsync(new BinlogFileReader([CorpusFiles.PathOf("mysql.binlog")], options));

        Assert.Equal(6, rows.Count);
        Assert.All(rows, r => Assert.Equal("l", r.Table.Name));
        Assert.Equal(["corpus.a", "corpus.l", "corpus.l"], asked);
    }

    private static async Task ReadAllAsync(BinlogFileReader reader, BinlogPosition? from = null) => await DecodedRows.ReadAsync(reader, from: from);

    private static async Task<(int Rows, BinlogException? Error)> ReadUntilErrorAsync(BinlogFileReader reader)
    {
        var rows = 0;
        try
        {
            await foreach (var batch in reader.ReadAsync())
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
                }
            }
        }
        catch (BinlogException e)
        {
            return (rows, e);
        }

        return (rows, null);
    }

    /// <summary>Where each event ends, the magic number counted as the first.</summary>
    private static List<int> EventEnds(byte[] bytes)
    {
        var ends = new List<int> { 4 };
        while (ends[^1] < bytes.Length)
        {
            ends.Add(ends[^1] + BitConverter.ToInt32(bytes, ends[^1] + 9));
        }

        return ends;
    }

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}

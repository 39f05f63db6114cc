using System.Buffers.Binary;
using System.Text;
using CdcToSnowflake.Binlog.Tests.Corpus;

namespace CdcToSnowflake.Binlog.Tests;

/// <summary>Files that grow while they are read, by a writer that the tests hold in hand.</summary>
public sealed class BinlogFileReaderFollowTests : IDisposable
{
    /// <summary>Without the ROTATE at its end.</summary>
    private static readonly byte[] s_bytes = WithoutRotation(File.ReadAllBytes(CorpusFiles.PathOf("mysql.binlog")));

    private readonly string _folder = Directory.CreateTempSubdirectory("binlog-follow-").FullName;

    private string First => Path.Combine(_folder, "binlog.000009");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ReadAsync_FileThatGrowsByteByByte_GivesEachChangeOnce()
    {
        File.WriteAllBytes(First, s_bytes[..4]);
        var reading = ReadAsync(Reader(), count: 10);
        using (var writer = Writer(First))
        {
            for (var at = 4; at < s_bytes.Length; at += 97)
            {
                writer.Write(s_bytes.AsSpan(at, Math.Min(97, s_bytes.Length - at)));
                writer.Flush();
                await Task.Yield();
            }
        }

        Assert.Equal("IIUDIIUUDI", string.Concat((await reading).Select(c => c.Operation.ToString()[0])));
    }

    [Fact]
    public async Task ReadAsync_RotationThenASecondFile_GoesOnThere()
    {
        File.WriteAllBytes(First, [.. s_bytes, .. Rotate("binlog.000044")]);
        var reading = ReadAsync(Reader(verify: false), count: 20);
        await WriteLaterAsync(Path.Combine(_folder, "binlog.000044"));

        Assert.Equal([.. Enumerable.Repeat("binlog.000009", 10), .. Enumerable.Repeat("binlog.000044", 10)], (await reading).Select(c => c.File));
    }

    [Fact]
    public async Task ReadAsync_NextNumberWithoutARotation_IsTheServersNextRun()
    {
        File.WriteAllBytes(First, s_bytes);
        var reading = ReadAsync(Reader(), count: 20);
        await WriteLaterAsync(Path.Combine(_folder, "binlog.000010"));

        Assert.Equal(10, (await reading).Count(c => c.File == "binlog.000010"));
    }

    [Fact]
    public async Task ReadAsync_FromAPositionInALaterFile_StartsThere()
    {
        File.WriteAllBytes(First, s_bytes);
        File.WriteAllBytes(Path.Combine(_folder, "binlog.000010"), s_bytes);

        var changes = await ReadAsync(Reader(), count: 10, new BinlogPosition("binlog.000010", 4));

        Assert.All(changes, c => Assert.Equal("binlog.000010", c.File));
        await Assert.ThrowsAsync<BinlogPositionException>(() => ReadAsync(Reader(), count: 1, new BinlogPosition("binlog.000011", 4)));
        await Assert.ThrowsAsync<BinlogPositionException>(() => ReadAsync(Reader(), count: 1, new BinlogPosition("../binlog.000010", 4)));
    }

    [Theory]
    [InlineData("../outside.000001")]
    [InlineData("..")]
    [InlineData("/etc/passwd")]
    public async Task ReadAsync_RotationOutOfTheFolder_IsCorrupt(string name)
    {
        File.WriteAllBytes(First, [.. s_bytes, .. Rotate(name)]);

        var error = await Assert.ThrowsAsync<BinlogCorruptException>(() => ReadAsync(Reader(verify: false), count: 11));

        Assert.Contains($"'{name}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_DeletedWhileFollowed_ThrowsPositionException()
    {
        var error = await FailsAsync(path => File.Delete(path));

        Assert.Contains("deleted", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_CutWhileFollowed_ThrowsPositionException()
    {
        var error = await FailsAsync(path =>
        {
            using var file = Writer(path);
            file.SetLength(s_bytes.Length - 500);
        });

        Assert.Contains($"cut to {s_bytes.Length - 500} bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_ReplacedWhileFollowed_ThrowsPositionException()
    {
        var error = await FailsAsync(path =>
        {
            File.WriteAllBytes(path + "x", [.. s_bytes, .. s_bytes.AsSpan(4)]);
            File.Move(path + "x", path, overwrite: true);
        });

        Assert.Contains("replaced", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_UnfinishedEventThatACrashedServerCutsOff_IsForgotten()
    {
        File.WriteAllBytes(First, [.. s_bytes, .. s_bytes.AsSpan(200, 15)]);
        var isIdle = new TaskCompletionSource();
        var reading = ReadAsync(Reader(), count: 20, onChange: n => { if (n == 10) isIdle.SetResult(); });
        await isIdle.Task;
        await Task.Delay(20, TestContext.Current.CancellationToken);
        using (var file = Writer(First))
        {
            file.SetLength(s_bytes.Length);
        }

        File.WriteAllBytes(Path.Combine(_folder, "binlog.000010"), s_bytes);
        Assert.Equal(20, (await reading).Count);
    }

    [Fact]
    public async Task ReadAsync_NotSoundWhileFollowed_IsAnErrorAndNotWaitedFor()
    {
        File.WriteAllBytes(First, [.. s_bytes, .. new byte[19]]);

        var error = await Assert.ThrowsAsync<BinlogCorruptException>(() => ReadAsync(Reader(), count: 11));

        Assert.Equal(s_bytes.Length, error.Position);
    }

    [Fact]
    public async Task ReadAsync_Cancelled_EndsTheWaiting()
    {
        File.WriteAllBytes(First, s_bytes);
        using var stop = new CancellationTokenSource();
        var reader = new BinlogFileReader([First]) { Follow = new BinlogFollow { PollInterval = TimeSpan.FromDays(1) } };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var batch in reader.ReadAsync(cancellationToken: stop.Token))
            {
                stop.CancelAfter(1);
            }
        });
    }

    private async Task<BinlogPositionException> FailsAsync(Action<string> harm)
    {
        File.WriteAllBytes(First, s_bytes);
        var error = await Assert.ThrowsAsync<BinlogPositionException>(() => ReadAsync(Reader(), count: 11, onChange: n => { if (n == 10) harm(First); }));
        Assert.Equal(("binlog.000009", (long)s_bytes.Length), (error.File, error.Position!.Value));
        return error;
    }

    /// <summary>As a server makes a file: its magic number a moment after its name, the rest later still.</summary>
    private static async Task WriteLaterAsync(string path)
    {
        using var writer = Writer(path, FileMode.Create);
        await Task.Delay(10, TestContext.Current.CancellationToken);
        foreach (var part in new[] { s_bytes[..2], s_bytes[2..50], s_bytes[50..] })
        {
            writer.Write(part);
            writer.Flush();
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    private static FileStream Writer(string path, FileMode mode = FileMode.Append) =>
        new(path, mode == FileMode.Append ? FileMode.Open : mode, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete) { Position = mode == FileMode.Append ? new FileInfo(path).Length : 0 };

    private static byte[] WithoutRotation(byte[] bytes)
    {
        for (var at = 4; ; at += BitConverter.ToInt32(bytes, at + 9))
        {
            if (bytes[at + 4] == 4)
            {
                return bytes[..at];
            }
        }
    }

    private static byte[] Rotate(string file)
    {
        byte[] name = Encoding.UTF8.GetBytes(file);
        var bytes = new byte[19 + 8 + name.Length + 4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, 1_700_000_000);
        bytes[4] = 4;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(9), (uint)bytes.Length);
        bytes[19] = 4;
        name.CopyTo(bytes, 27);
        return bytes;
    }

    private BinlogFileReader Reader(bool verify = true) =>
        new([First], new BinlogOptions { VerifyChecksums = verify }) { Follow = new BinlogFollow { PollInterval = TimeSpan.FromMilliseconds(1) } };

    /// <summary>The next changes, up to a number.</summary>
    private static async Task<List<(RowOperation Operation, string File)>> ReadAsync(BinlogFileReader reader, int count, BinlogPosition? from = null, Action<int>? onChange = null)
    {
        // A follower waits for ever for what doesn't come: then the test has failed, and ends.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(TimeSpan.FromMinutes(1));
        var changes = new List<(RowOperation, string)>();
        await foreach (var batch in reader.ReadAsync(from, stop.Token))
        {
            while (batch.Read())
            {
                if (batch.Kind == BinlogEventKind.Rows)
                {
                    foreach (var change in batch.Rows)
                    {
                        changes.Add((change.Operation, batch.File));
                        onChange?.Invoke(changes.Count);
                    }
                }
            }

            if (changes.Count >= count)
            {
                break;
            }
        }

        return changes;
    }
}

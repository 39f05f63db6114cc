using System.Text;
using CdcToSnowflake.Capture.Snapshots;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>Rows that wait: those on the disk come back as they were, and nobody else can read them.</summary>
public sealed class RowSpoolTests
{
    private const string Mark = "secret@example.com";

    [Theory]
    [InlineData(10, 100)] // in memory
    [InlineData(3, 5 << 20)] // rows larger than what is moved at once
    [InlineData(10_000, 1_000)]
    public void Read_AfterARewind_GivesTheSameRowsEachTime(int rows, int bytes)
    {
        using var folder = new TemporaryFolder();
        using var spool = new RowSpool(folder.Path);
        for (var use = 0; use < 2; use++)
        {
            Fill(spool, rows, bytes);
            Assert.Equal(rows, spool.Rows);
            for (var pass = 0; pass < 2; pass++)
            {
                spool.Rewind();
                for (var i = 0; i < rows; i++)
                {
                    Assert.True(spool.Read(out var row));
                    var value = KeyBytes.Value(row, 0);
                    Assert.Equal(bytes, value.Length);
                    Assert.StartsWith($"{i} {Mark}", Encoding.ASCII.GetString(value[..40]), StringComparison.Ordinal);
                }

                Assert.False(spool.Read(out _));
                Assert.False(spool.Read(out _));
            }

            spool.Clear();
            spool.Rewind();
            Assert.False(spool.Read(out _));
        }
    }

    // A column that is to be hashed, or left out of the log's rows, isn't before it comes into its file: what waits for that must not be on the disk as it is.
    [Fact]
    public void Spill_ManyRows_AreNowhereOnTheDiskAsTheyAre()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux shows a file without a name.");
        using var folder = new TemporaryFolder();
        using var spool = new RowSpool(folder.Path);
        Fill(spool, 10_000, 1_000);
        spool.Rewind();
        var file = Assert.Single(Directory.GetFiles("/proc/self/fd"), open => new FileInfo(open).LinkTarget?.StartsWith(folder.Path, StringComparison.Ordinal) == true);
        var content = File.ReadAllBytes(file);
        Assert.True(content.Length > 8 << 20);
        Assert.Equal(-1, content.AsSpan().IndexOf("@example"u8));
    }

    private static void Fill(RowSpool spool, int rows, int bytes)
    {
        for (var i = 0; i < rows; i++)
        {
            spool.Begin();
            var (array, start) = spool.Value(bytes);
            array.AsSpan(start, bytes).Fill((byte)'x');
            Encoding.ASCII.GetBytes($"{i} {Mark}", array.AsSpan(start));
            spool.Null();
            spool.End();
            spool.Spill();
        }
    }
}

using CdcToSnowflake.Tests.Servers;

namespace CdcToSnowflake.Tests.Capture.Limits;

/// <summary>A local disk without room for the rows of a cut.</summary>
public sealed class ScratchDiskTests(MySqlFixture mysql) : IClassFixture<MySqlFixture>
{
    // A disk of its own where the system lets anyone mount one, else a limit on the size of files.
    private const string SmallDisk = """
        if unshare --user --map-root-user --mount true 2>/dev/null
        then exec unshare --user --map-root-user --mount sh -c 'mount -t tmpfs -o size=2m tmpfs "$SCRATCH" && exec "$@"' capture "$@"
        else trap '' XFSZ; ulimit -f 2048; exec "$@"
        fi
        """;

    // No index orders a FLOAT: the table is one SELECT, which waits on the disk as a whole.
    [Fact]
    public async Task Run_TableReadAtOnceFillsTheDisk_SaysSoAndGoesOnWhenThereIsRoom()
    {
        const int Rows = 6_000;
        using var folder = new TemporaryFolder();
        using var scratch = new TemporaryFolder();
        await mysql.WriteAsync("spooled", $"CREATE TABLE t (f FLOAT PRIMARY KEY, v TEXT); SET cte_max_recursion_depth = 1000000; INSERT INTO t WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < {Rows}) SELECT i, REPEAT(SHA2(i, 512), 8) FROM n");
        var settings = new Dictionary<string, string> { ["Capture__ScratchFolder"] = scratch.Path, ["Capture__CutInterval"] = "00:00:01" };
        using (var capture = new CaptureProcess(mysql.Server, folder.Path, "spooled.*", settings, SmallDisk.Replace("$SCRATCH", scratch.Path, StringComparison.Ordinal)))
        {
            await capture.UntilMessageAsync("Could not write to a scratch file in " + scratch.Path);
        }

        using var again = new CaptureProcess(mysql.Server, folder.Path, "spooled.*", settings);
        await again.UntilRowsAsync(Rows);
    }

    [Theory]
    [InlineData("Parquet")]
    [InlineData("NdjsonGzip")]
    [InlineData("CsvGzip")]
    public async Task Run_ScratchDiskIsFull_SaysSoAndGoesOnWhenThereIsRoom(string format)
    {
        const int Rows = 40_000;
        using var folder = new TemporaryFolder();
        using var scratch = new TemporaryFolder();
        await mysql.WriteAsync("scratch", "CREATE TABLE t (id INT PRIMARY KEY, v TEXT); INSERT INTO t VALUES (0, 'small')");
        var settings = new Dictionary<string, string> { ["Capture__Snapshot__Mode"] = "Never", ["Capture__ScratchFolder"] = scratch.Path, ["Capture__Format"] = format, ["Capture__CutInterval"] = "00:00:01" };
        using (var capture = new CaptureProcess(mysql.Server, folder.Path, "scratch.*", settings, SmallDisk.Replace("$SCRATCH", scratch.Path, StringComparison.Ordinal)))
        {
            await capture.UntilRowsAsync(1);
            await mysql.Server.ExecuteAsync($"SET cte_max_recursion_depth = 1000000; INSERT INTO t WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < {Rows}) SELECT i, REPEAT(SHA2(RAND(), 512), 8) FROM n", "scratch");
            await capture.UntilMessageAsync("Could not write to a scratch file in " + scratch.Path);
            Assert.Contains("CaptureOptions.ScratchFolder", capture.Messages, StringComparison.Ordinal);
            await capture.UntilRowsAsync(1);
        }

        using var again = new CaptureProcess(mysql.Server, folder.Path, "scratch.*", settings);
        await again.UntilRowsAsync(Rows + 1);
        Assert.Equal(Enumerable.Range(0, Rows + 1), (await CapturedRows.ReadAsync(again.Store, "BRAND")).Rows.Select(row => int.Parse(row["id"]!.ToString()!, null)));
    }
}

using System.Diagnostics;
using System.Globalization;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Tests.Servers;

namespace CdcToSnowflake.Tests.Capture.Limits;

/// <summary>Inputs without measure, and a capture whose memory stays bounded. The long forms run with CDC_TEST_LONG.</summary>
public sealed class MemoryTests(MySqlFixture mysql, ITestOutputHelper output) : IClassFixture<MySqlFixture>
{
    private const int LimitMiB = 300;
    private const string FromTheLog = "Capture__Snapshot__Mode";

    // The collector is held to a heap of 192 MiB, three quarters of a container of 256, so that managed memory beyond it fails instead of passing.
    private const string HeldHeap = "DOTNET_GCHeapHardLimit=0xC000000 exec \"$@\"";

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("CDC_TEST_LONG") is { Length: > 0 };

    [Theory]
    [InlineData("Parquet")]
    [InlineData("NdjsonGzip")]
    public async Task Run_OneLargeTransaction_IsOneCutWithinTheLimit(string format)
    {
        // A KiB each.
        var rows = (IsLong ? 1 << 20 : 128 << 10) - 1;
        using var folder = new TemporaryFolder();
        await mysql.WriteAsync("large", "CREATE TABLE t (id INT PRIMARY KEY, v TEXT)");
        using var capture = new CaptureProcess(mysql.Server, folder.Path, "large.*", new Dictionary<string, string> { [FromTheLog] = "Never", ["Capture__Format"] = format }, HeldHeap);
        await mysql.Server.ExecuteAsync($"SET cte_max_recursion_depth = 10000000; INSERT INTO t WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) SELECT i, CONCAT(i, REPEAT(SHA2(i, 512), 8)) FROM n", "large");

        await capture.UntilRowsAsync(rows);

        Tell($"a transaction of {rows >> 10} MiB as {format}", capture.PeakMiB);
        Assert.Single(await CutsAsync(capture), cut => cut.Rows > 0);
    }

    [Fact]
    public async Task Run_SnapshotOfALargeTableUnderLoad_EachRowWithinTheLimit()
    {
        var rows = IsLong ? 5_000_000 : 200_000;
        using var folder = new TemporaryFolder();
        await mysql.WriteAsync("loaded", "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(100), n INT)");
        await mysql.Server.ExecuteAsync($"SET cte_max_recursion_depth = 10000000; INSERT INTO t WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) SELECT i, SHA2(i, 256), 0 FROM n", "loaded");
        using var stop = new CancellationTokenSource();
        var updates = WriteAsync(rows, stop.Token);
        using var capture = new CaptureProcess(mysql.Server, folder.Path, "loaded.*", new Dictionary<string, string> { ["Capture__CutInterval"] = "00:00:01" }, HeldHeap);
        await capture.UntilAsync(async () => (await CutsAsync(capture)).Any(cut => !cut.Snapshots.Ended.IsEmpty));
        await stop.CancelAsync();
        var updated = await updates;
        await using var connection = await mysql.Server.OpenAsync("loaded");
        await using var sum = new MySqlConnector.MySqlCommand("INSERT INTO t VALUES (0, 'the end', 0); SELECT SUM(n) FROM t", connection) { CommandTimeout = 300 };
        Assert.Equal(updated, Convert.ToInt64(await sum.ExecuteScalarAsync(), CultureInfo.InvariantCulture));
        Dictionary<int, int> last = [];
        await capture.UntilAsync(async () => (last = await LastAsync(capture)).ContainsKey(0));
        Assert.Equal(rows + 1, last.Count);
        Assert.Equal(updated, last.Values.Sum(n => (long)n)); // a chunk that landed over a newer change would be older

        Tell($"a snapshot of {rows:N0} rows while {updated:N0} were updated", capture.PeakMiB);
    }

    // A value is in memory as a whole several times: as it came (an UPDATE twice over), as text, and as the file has it. The heap is capped at 1 GiB, and Parquet's own memory comes beside it.
    [Theory]
    [InlineData("LONGTEXT", "REPEAT('x', 60 << 20)", "Parquet", 1_500)]
    [InlineData("LONGBLOB", "REPEAT(x'00FF', 30 << 20)", "Parquet", 1_500)]
    [InlineData("LONGTEXT", "REPEAT('x', 60 << 20)", "NdjsonGzip", 1_200)]
    public async Task Run_RowsAsLargeAsAPacket_AreTakenWithinAHeapOf1GiB(string type, string value, string format, int mostMiB)
    {
        using var folder = new TemporaryFolder();
        await mysql.WriteAsync("packets", $"SET GLOBAL max_allowed_packet = 1 << 30; CREATE TABLE t (id INT PRIMARY KEY, v {type})");
        await mysql.Server.ExecuteAsync($"INSERT INTO t VALUES (1, {value}); INSERT INTO t VALUES (2, {value})", "packets");
        using var capture = new CaptureProcess(
            mysql.Server, folder.Path, "packets.*", new Dictionary<string, string> { ["Capture__CutInterval"] = "00:00:01", ["Capture__Format"] = format }, "DOTNET_GCHeapHardLimit=0x40000000 exec \"$@\"");
        await capture.UntilRowsAsync(2);
        var atFirst = capture.PeakMiB;
        await mysql.Server.ExecuteAsync($"INSERT INTO t VALUES (3, {value}); UPDATE t SET v = CONCAT(v, 'y') WHERE id = 1", "packets");
        await capture.UntilRowsAsync(4);

        output.WriteFigure($"{type} of 60 MiB as {format}: {atFirst} MiB from the snapshot, {capture.PeakMiB} MiB after the log.");
        Assert.InRange(capture.PeakMiB, 1, mostMiB);
        Assert.DoesNotContain("OutOfMemory", capture.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ThousandsOfTables_EachItsRowsWithinTheLimit()
    {
        var tables = IsLong ? 10_000 : 2_000;
        using var folder = new TemporaryFolder();
        await CreateTablesAsync(tables, "");
        using var capture = new CaptureProcess(mysql.Server, folder.Path, "tables.*", new Dictionary<string, string> { [FromTheLog] = "Never", ["Capture__CutInterval"] = "00:01:00", ["Capture__CutRows"] = $"{3 * tables}" }, HeldHeap);
        for (var round = 0; round < 3; round++)
        {
            await mysql.Server.ExecuteAsync("BEGIN; " + string.Concat(Enumerable.Range(0, tables).Select(i => $"INSERT INTO t{i} VALUES ({round}, 'row', 1.5, '2026-01-02 03:04:05'); ")) + "COMMIT", "tables");
        }

        await capture.UntilRowsAsync(3L * tables);

        Tell($"{tables:N0} tables in one cut", capture.PeakMiB);
        Assert.Contains(await CutsAsync(capture), cut => cut.Tables.Count == tables);
    }

    // Each table is several questions to the server, and its mark an object. Then a start that finds as many marks and shapes.
    [Fact]
    public async Task Run_ThousandsOfTablesReadForTheFirstTime_EachWithinTheLimit()
    {
        var tables = IsLong ? 10_000 : 100;
        using var folder = new TemporaryFolder();
        await CreateTablesAsync(tables, "INSERT INTO t{0} VALUES (1, 'row', 1.5, '2026-01-02 03:04:05'); ");
        using (var capture = new CaptureProcess(mysql.Server, folder.Path, "tables.*", new Dictionary<string, string> { ["Capture__Snapshot__ParallelTables"] = "8" }, HeldHeap))
        {
            await capture.UntilAsync(async () => await DoneAsync(capture) == tables);
            Tell($"{tables:N0} tables read for the first time", capture.PeakMiB);
        }

        await mysql.Server.ExecuteAsync("INSERT INTO t0 VALUES (2, 'row', 1.5, '2026-01-02 03:04:05')", "tables");
        var begun = Stopwatch.GetTimestamp();
        using var next = new CaptureProcess(mysql.Server, folder.Path, "tables.*", new Dictionary<string, string> { ["Capture__CutInterval"] = "00:00:00.1" }, HeldHeap);
        await next.UntilRowsAsync(tables + 1);
        Tell($"{tables:N0} tables found at a start, whose first cut came after {Stopwatch.GetElapsedTime(begun).TotalSeconds:N0} s", next.PeakMiB);
    }

    private async Task CreateTablesAsync(int tables, string row)
    {
        await mysql.WriteAsync("tables", "CREATE TABLE t0 (id INT PRIMARY KEY, a VARCHAR(20), b DECIMAL(10,2), c DATETIME); " + string.Format(CultureInfo.InvariantCulture, row, 0));
        foreach (var chunk in Enumerable.Range(1, tables - 1).Chunk(200))
        {
            await mysql.Server.ExecuteAsync(string.Concat(chunk.Select(i => $"CREATE TABLE t{i} LIKE t0; " + string.Format(CultureInfo.InvariantCulture, row, i))), "tables");
        }
    }

    private static async Task<int> DoneAsync(CaptureProcess capture)
    {
        var done = 0;
        await foreach (var _ in capture.Store.ListAsync("BRAND/snapshots/done/", null, default))
        {
            done++;
        }

        return done;
    }

    private static async Task<List<CutManifest>> CutsAsync(CaptureProcess capture)
    {
        List<CutManifest> cuts = [];
        await foreach (var cut in new ManifestLog(capture.Store, "BRAND").ReadFromAsync(0, default))
        {
            cuts.Add(cut);
        }

        return cuts;
    }

    // What the rows come to by order, which is the source's state once its last row is there.
    private static async Task<Dictionary<int, int>> LastAsync(CaptureProcess capture)
    {
        var captured = await CapturedRows.ReadAsync(capture.Store, "BRAND");
        var last = new Dictionary<int, int>();
        foreach (var row in captured.Rows)
        {
            last[(int)(long)row["id"]!] = (int)(long)row["n"]!;
        }

        return last;
    }

    private async Task<long> WriteAsync(int rows, CancellationToken stop)
    {
        var random = new Random(1);
        await using var connection = await mysql.Server.OpenAsync("loaded", CancellationToken.None);
        var updated = 0L;
        while (!stop.IsCancellationRequested)
        {
            await using var command = new MySqlConnector.MySqlCommand($"UPDATE t SET n = n + 1 WHERE id BETWEEN {random.Next(1, rows)} AND {random.Next(1, rows)} LIMIT 20", connection);
            updated += await command.ExecuteNonQueryAsync(CancellationToken.None);
        }

        return updated;
    }

    private void Tell(string what, long peak)
    {
        output.WriteFigure($"Peak with {what}: {peak} MiB.");
        Assert.InRange(peak, 1, LimitMiB);
    }
}

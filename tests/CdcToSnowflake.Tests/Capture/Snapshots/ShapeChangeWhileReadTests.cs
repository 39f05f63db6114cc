using CdcToSnowflake.Capture;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>Chunks of a table, and rows of it in the log, that aren't of one shape or don't come with the same labels. The server's GTIDs are off, as Amazon's default is: nothing is sent where a reading begins.</summary>
public sealed class ShapeChangeWhileReadTests(ShapeChangeWhileReadTests.Fixture fixture) : IClassFixture<ShapeChangeWhileReadTests.Fixture>
{
    private const string Schema = "shapes_while_read";

    private static readonly CaptureOptions Options = new() { Tables = [$"{Schema}.*"], Snapshot = new SnapshotOptions { ChunkRows = 25, ParallelTables = 1, RowsPerSecond = 100 } };

    private static string Table(string name, string columns) => $"CREATE TABLE {name} (id INT PRIMARY KEY, v INT{columns}); INSERT INTO {name} (id, v) WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 200) SELECT i, i FROM n;";

    // The log's rows have an ENUM's strings themselves, a chunk comes with the labels.
    [Fact]
    public async Task Run_TablesWithEnumsAreWrittenAndRead_NothingIsReadTwice()
    {
        await CreateAsync(Table("a", ", e ENUM('x','y') DEFAULT 'x', s SET('p','q') DEFAULT 'p,q'") + Table("b", ", e ENUM('x','y') DEFAULT 'y'"));
        await using var live = new LiveCapture(fixture.Server, Options with { Snapshot = new SnapshotOptions { Mode = SnapshotMode.Never, ChunkRows = 25, RowsPerSecond = 200 } });
        await live.UntilAsync(() => live.Progress.CommittedRows == 400);
        foreach (var table in (string[])["a", "b"])
        {
            await live.Capture.RequestSnapshotAsync(Schema, table);
        }

        await WriteAsync(live, "UPDATE a SET v = v + 1, e = IF(e = 'x', 'y', 'x') WHERE id % 40 = 1; UPDATE b SET v = v + 1, e = 'x' WHERE id % 50 = 2");
        await live.StopAsync();

        var captured = await CapturedRows.ReadAsync(live.Store, "BRAND");
        await MergedRows.AssertEqualAsync(fixture.Server, captured, Schema, "a", ["id"], "v", "e", "s");
        await MergedRows.AssertEqualAsync(fixture.Server, captured, Schema, "b", ["id"], "v", "e");
        Assert.Contains(captured.Cuts, cut => cut.Tables.Any(table => table.Table == $"{Schema}.a" && captured.Of($"{Schema}.a").Where(row => Equals(row["_CUT"], (long)cut.Cut)).Select(row => row["_OP"]).Distinct().Count() > 1));
    }

    // Nothing in the log says it, and the chunks that follow have the columns that were read first.
    [Fact]
    public async Task Run_TablesAlteredWithoutALogWhileTheyAreRead_EndsEqualToTheSource()
    {
        await CreateAsync(Table("a", "") + Table("b", ""));
        await using var live = new LiveCapture(fixture.Server, Options);
        foreach (var table in (string[])["a", "b"])
        {
            var rows = live.Progress.Snapshot?.Rows ?? 0;
            await live.UntilAsync(() => live.Progress.Snapshot is { } now && now.Rows >= rows + 25 && now.Tables.Any(reading => reading.Table == table && reading.Rows > 0));
            await fixture.Server.ExecuteAsync($"SET sql_log_bin = 0; ALTER TABLE {table} ADD w INT", Schema);
            await fixture.Server.ExecuteAsync($"UPDATE {table} SET w = 7 WHERE id % 40 = 3", Schema);
        }

        await WriteAsync(live, "UPDATE a SET w = v WHERE id % 40 = 1; UPDATE b SET w = v WHERE id % 50 = 2");
        await live.StopAsync();

        var captured = await CapturedRows.ReadAsync(live.Store, "BRAND");
        await MergedRows.AssertEqualAsync(fixture.Server, captured, Schema, "a", ["id"], "v", "w");
        await MergedRows.AssertEqualAsync(fixture.Server, captured, Schema, "b", ["id"], "v", "w");
    }

    private Task CreateAsync(string tables) => fixture.Server.ExecuteAsync($"DROP DATABASE IF EXISTS {Schema}; RESET BINARY LOGS AND GTIDS; CREATE DATABASE {Schema}; USE {Schema}; {tables}");

    // As long as tables are read, and once more after that.
    private async Task WriteAsync(LiveCapture live, string statements)
    {
        for (var isLast = false; !isLast;)
        {
            isLast = live.Progress.Snapshot is { IsDone: true };
            await fixture.Server.ExecuteAsync(statements, Schema);
            Assert.False(live.Run.IsFaulted, live.Run.Exception?.ToString());
        }

        await live.UntilCaughtUpAsync();
    }

    public sealed class Fixture : IAsyncLifetime
    {
        internal MySqlServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Server = await MySqlServer.StartAsync(new() { Arguments = ["--gtid-mode=OFF", "--enforce-gtid-consistency=OFF", "--performance-schema=ON"] });

        public ValueTask DisposeAsync() => Server?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}

using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>Tables that were taken, are left out for a while, and are taken again: the log's changes in between are in no cut.</summary>
[Collection(MySqlCollection.Name)]
public sealed class LeftOutTablesTests(MySqlFixture mysql)
{
    private const string Schema = "left_out";

    private static readonly CaptureOptions Options = new() { Tables = [$"{Schema}.*"], Snapshot = new SnapshotOptions { ChunkRows = 7 } };
    private static readonly CaptureOptions Without = Options with { ExcludedTables = [$"{Schema}.t"] };

    [Theory]
    [InlineData("UPDATE t SET v = -v WHERE id < 9; DELETE FROM t WHERE id > 17; INSERT INTO t VALUES (30, 3)")]
    [InlineData("TRUNCATE t; INSERT INTO t VALUES (7, 1)")]
    [InlineData("ALTER TABLE t ADD w INT NOT NULL DEFAULT 5; DELETE FROM t WHERE id = 1")]
    [InlineData("DROP TABLE t")]
    public async Task Run_TakenAgain_IsAsAtTheSource(string meanwhile)
    {
        var store = await LeaveOutAsync(meanwhile);
        var log = new WarningLog();
        await CatchUpAsync(Options, store, log);
        Assert.Contains($"{Schema}.t again from its first row: it was left out", Assert.Single(log.Warnings), StringComparison.Ordinal);
        await AssertEqualAsync(store, isGone: meanwhile.StartsWith("DROP", StringComparison.Ordinal));

        // Once is enough, until it is left out again.
        await CatchUpAsync(Options, store, log);
        Assert.Single(log.Warnings);
    }

    [Fact]
    public async Task Run_TakenAgain_KilledAtAnyWrite_IsAsAtTheSource()
    {
        var (kills, isDone) = (0, false);
        while (!isDone)
        {
            var store = await LeaveOutAsync("UPDATE t SET v = -v WHERE id < 9; DELETE FROM t WHERE id > 17");
            var last = store.Writes + kills + 1;
            store.AfterWrite = (number, key) =>
            {
                if (number >= last)
                {
                    throw new StorageException("It dies here.", store.Location, key);
                }
            };
            await using (var live = new LiveCapture(mysql.Server, Options, store))
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
                while (!live.Run.IsCompleted && !(isDone = live.Progress.Snapshot is { IsDone: true } && live.Progress.CommittedRows == live.Progress.Rows))
                {
                    await Task.Delay(5, limit.Token);
                }
            }

            store.AfterWrite = null;
            await CatchUpAsync(Options, store);
            await AssertEqualAsync(store);
            kills++;
        }

        Assert.True(kills > 2, $"{kills} kills");
    }

    // Nobody can add to it what it lacks.
    [Fact]
    public async Task Run_LogTakenAgain_WarnsOnce()
    {
        var options = Options with { AppendOnlyTables = [$"{Schema}.t"] };
        var store = await LeaveOutAsync("INSERT INTO t VALUES (30, 3)", options);
        var log = new WarningLog();
        await using (var live = new LiveCapture(mysql.Server, options, store, logger: log))
        {
            await mysql.Server.ExecuteAsync("INSERT INTO t VALUES (31, 3)", Schema);
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        Assert.Contains($"the log {Schema}.t again, without its changes since cut ", Assert.Single(log.Warnings), StringComparison.Ordinal);
        Assert.Equal(["1", "31"], (await CapturedRows.ReadAsync(store, "BRAND")).Of($"{Schema}.t").Select(row => $"{row["id"]}"));
        await CatchUpAsync(options, store, log);
        Assert.Single(log.Warnings);
    }

    [Fact]
    public async Task Run_TakenAgainFromFiles_WarnsThatItLacksWhatCameMeanwhile()
    {
        await CreateAsync();
        var (store, log) = (new MemoryObjectStore(), new WarningLog());
        foreach (var options in (CaptureOptions[])[Options, Without, Options])
        {
            Assert.Empty(log.Warnings);
            await mysql.Server.ExecuteAsync("UPDATE t SET v = v + 1; UPDATE other SET v = v + 1", Schema);
            await new BrandCapture("BRAND", new BinlogFileReader(mysql.Server.BinlogFiles), store, options, logger: log).RunAsync(TestContext.Current.CancellationToken);
        }

        Assert.Contains("has nothing to read the table from", Assert.Single(log.Warnings), StringComparison.Ordinal);
        await CatchUpAsync(Options, store);
        await AssertEqualAsync(store);
    }

    /// <summary>A store whose last cuts lack a table's changes.</summary>
    private async Task<MemoryObjectStore> LeaveOutAsync(string meanwhile, CaptureOptions? before = null)
    {
        await CreateAsync();
        var store = new MemoryObjectStore();
        await using (var live = new LiveCapture(mysql.Server, before ?? Options, store))
        {
            await live.UntilCaughtUpAsync();
            await mysql.Server.ExecuteAsync(before is null ? "UPDATE t SET v = v + 1" : "INSERT INTO t VALUES (1, 1) ON DUPLICATE KEY UPDATE v = 5", Schema);
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        await using (var live = new LiveCapture(mysql.Server, (before ?? Options) with { ExcludedTables = Without.ExcludedTables }, store))
        {
            await mysql.Server.ExecuteAsync(meanwhile, Schema);
            await mysql.Server.ExecuteAsync("UPDATE other SET v = v + 1", Schema);
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        return store;
    }

    private async Task CatchUpAsync(CaptureOptions options, MemoryObjectStore store, WarningLog? log = null)
    {
        await using var live = new LiveCapture(mysql.Server, options, store, logger: log);
        await live.UntilCaughtUpAsync();
        await live.UntilAsync(() => store.Keys.Any(key => key.Contains($"/done/{Schema}.t/left-out-", StringComparison.Ordinal))); // its cut may have no rows
        await live.StopAsync();
    }

    private Task CreateAsync() => mysql.Server.ExecuteAsync(
        $"DROP DATABASE IF EXISTS {Schema}; CREATE DATABASE {Schema}; USE {Schema}; CREATE TABLE t (id INT PRIMARY KEY, v INT); CREATE TABLE other LIKE t;"
        + "INSERT INTO t WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 20) SELECT i, i FROM n; INSERT INTO other SELECT * FROM t");

    private async Task AssertEqualAsync(MemoryObjectStore store, bool isGone = false)
    {
        var captured = await CapturedRows.ReadAsync(store, "BRAND");
        if (isGone)
        {
            Assert.Empty(MergedRows.Of(captured, Schema, "t", ["id"], ["v"]));
        }
        else
        {
            await MergedRows.AssertEqualAsync(mysql.Server, captured, Schema, "t", ["id"], "v");
        }

        await MergedRows.AssertEqualAsync(mysql.Server, captured, Schema, "other", ["id"], "v");
    }
}

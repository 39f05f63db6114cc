using System.Text;
using System.Text.RegularExpressions;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Binlog.Tests.Protocol;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Preflight;
using CdcToSnowflake.Preflight.Source;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Tests.Capture.Snapshots;
using CdcToSnowflake.Tests.Hosting;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Capture;

/// <summary>Another server in the place of the one that was captured: one that has everything is read on, one with another history is refused.</summary>
public abstract class FailoverContract
{
    private const string Rows = "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 400) SELECT i, i FROM n";

    private static readonly CaptureOptions Options = new() { Tables = ["d.*"], Snapshot = new SnapshotOptions { ChunkRows = 50, ParallelTables = 1, RowsPerSecond = 400 } };

    /// <summary>Starts a server that logs what it replicates, under file names of its own.</summary>
    protected abstract Task<DatabaseServer> StartAsync(int serverId, string logName);

    /// <summary>Makes a server the replica of another.</summary>
    protected abstract Task FollowAsync(DatabaseServer source, DatabaseServer replica);

    /// <summary>Waits until the replica has what the source has.</summary>
    protected abstract Task CatchUpAsync(DatabaseServer source, DatabaseServer replica);

    /// <summary>Lets a replica fall behind.</summary>
    protected abstract Task StopApplyingAsync(DatabaseServer replica);

    /// <summary>Makes a replica a server of its own, from here on or for good.</summary>
    protected abstract Task PromoteAsync(DatabaseServer replica);

    // As text the old server's places lie before the new one's, behind them, or look like its own.
    [Theory]
    [InlineData("first-log", "another-log")]
    [InlineData("another-log", "first-log")]
    [InlineData("some-log", "some-log")]
    public async Task Run_ReplicaPromotedInTheMidstOfASnapshot_GoesOnWithNothingLostOrDoubled(string sourceLog, string replicaLog)
    {
        await using var source = await StartAsync(1, sourceLog);
        await using var replica = await StartAsync(2, replicaLog);
        await FollowAsync(source, replica);
        await source.ExecuteAsync("FLUSH BINARY LOGS; FLUSH BINARY LOGS; FLUSH BINARY LOGS");
        await source.ExecuteAsync($"CREATE DATABASE d; USE d; CREATE TABLE t (id INT PRIMARY KEY, v INT); CREATE TABLE big (id INT PRIMARY KEY, v INT); INSERT INTO big {Rows}");
        var store = new MemoryObjectStore();
        await using (var live = new LiveCapture(source, Options, store))
        {
            await live.UntilAsync(() => live.Progress.Snapshot is { Rows: >= 100 });
            await source.ExecuteAsync("INSERT INTO d.t VALUES (1, 1), (2, 2); UPDATE d.t SET v = 20 WHERE id = 2; UPDATE d.big SET v = 0 WHERE id IN (1, 399)");
            await live.UntilAsync(() => live.Progress.Transactions >= 3);
            await live.StopAsync();
        }

        Assert.InRange((await CapturedRows.ReadAsync(store, "BRAND")).Of("d.big").Count(), 1, 399);
        await source.ExecuteAsync("INSERT INTO d.t VALUES (3, 3); DELETE FROM d.t WHERE id = 1; DELETE FROM d.big WHERE id > 390");
        await CatchUpAsync(source, replica);
        await source.KillAsync();
        await PromoteAsync(replica);
        Assert.Equal(PreflightOutcome.Pass, (await PreflightAsync(replica, store)).Outcome);
        await replica.ExecuteAsync("INSERT INTO d.t VALUES (4, 4), (5, 5); UPDATE d.big SET v = 7 WHERE id IN (2, 380); ALTER TABLE d.t ADD w INT; INSERT INTO d.t VALUES (6, 6, 6)");
        Assert.Equal(PreflightOutcome.Pass, (await PreflightAsync(replica, store)).Outcome);
        await using (var live = new LiveCapture(replica, Options, store))
        {
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        var captured = await CapturedRows.ReadAsync(store, "BRAND");
        await MergedRows.AssertEqualAsync(replica, captured, "d", "t", ["id"], "v", "w");
        await MergedRows.AssertEqualAsync(replica, captured, "d", "big", ["id"], "v");
        var changes = captured.Of("d.t").Where(row => (string)row["_OP"]! != "R").Select(row => $"{row["_OP"]} {row["id"]} {row["v"]}").ToList();
        Assert.Equal(["I 1 1", "I 2 2", "U 2 20", "I 3 3", "D 1 1", "I 4 4", "I 5 5", "I 6 6"], changes);
        Assert.StartsWith(replicaLog, captured.Cuts[^1].To.File, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ServerLostInTheMidstOfATransaction_ReplicaIsReadOnWithEachRowOnce()
    {
        const int Inserts = 24;
        const int Bytes = 5_000;
        await using var source = await StartAsync(1, "first-log");
        await using var replica = await StartAsync(2, "another-log");
        await FollowAsync(source, replica);
        await source.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY, v LONGTEXT); INSERT INTO d.t VALUES (1001, '')");
        await using var proxy = new FaultProxy(source.Host, source.Port) { Pace = 1_000 };
        await using var client = new BinlogClient(BinlogClientOptions.Parse(source.ConnectionString) with { Port = proxy.Port });
        using var log = new ErrorLog();
        await using var live = new LiveCapture(source, Options with { Snapshot = new SnapshotOptions { Mode = SnapshotMode.Never } }, reader: client, logger: log);
        await live.UntilAsync(() => live.Progress.CommittedRows == 1);

        // Nothing but the large transaction sends so much: it breaks off inside.
        proxy.MoveTo(replica.Host, replica.Port);
        proxy.CutAfter(Inserts * Bytes / 2);
        var random = new Random(1);
        var inserts = string.Concat(Enumerable.Range(1, Inserts).Select(i =>
        {
            var value = new byte[Bytes]; // compressed, too, of this size at least
            random.NextBytes(value);
            return $"INSERT INTO d.t VALUES ({i}, '{Convert.ToHexString(value)}'); ";
        }));
        await source.ExecuteAsync($"INSERT INTO d.t VALUES (1002, 'before'); BEGIN; {inserts} COMMIT; INSERT INTO d.t VALUES (1003, 'after')");
        await live.UntilAsync(() => live.Progress.CommittedRows == Inserts + 3);
        await live.StopAsync();
        Assert.Contains(log.Errors, error => error is BinlogConnectionException or BinlogTimeoutException);

        var captured = await CapturedRows.ReadAsync(live.Store, "BRAND");
        Assert.Equal([1001, 1002, .. Enumerable.Range(1, Inserts), 1003], captured.Rows.Select(row => Convert.ToInt32(row["id"], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.StartsWith("another-log", captured.Cuts[^1].To.File, StringComparison.Ordinal);
        await MergedRows.AssertEqualAsync(source, captured, "d", "t", ["id"], "v");
    }

    [Fact]
    public async Task Run_PromotedReplicaLacksWhatWasCaptured_RefusedHoweverMuchItWroteInstead()
    {
        await using var source = await StartAsync(1, "first-log");
        await using var replica = await StartAsync(2, "another-log");
        await FollowAsync(source, replica);
        await source.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY)");
        await CatchUpAsync(source, replica);
        await StopApplyingAsync(replica);
        await source.ExecuteAsync("INSERT INTO d.t VALUES (1); INSERT INTO d.t VALUES (2)");
        var store = await CaptureAsync(source);

        Assert.True((await RefusedAsync(replica, store)).IsPassing); // it may be behind
        await PromoteAsync(replica);
        Assert.False((await RefusedAsync(replica, store)).IsPassing);
        await replica.ExecuteAsync("INSERT INTO d.t VALUES (11); INSERT INTO d.t VALUES (12); INSERT INTO d.t VALUES (13); INSERT INTO d.t VALUES (14)");
        await RefusedAsync(replica, store);
    }

    [Fact]
    public async Task Run_ServerWithItsOwnStatementsTakesOver_TheyAreFollowed()
    {
        await using var blue = await StartAsync(1, "blue-log");
        await using var green = await StartAsync(2, "green-log");
        await FollowAsync(blue, green);
        await blue.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY, v INT); INSERT INTO d.t VALUES (1, 1)");
        await CatchUpAsync(blue, green);
        await green.ExecuteAsync(OwnStatement);
        await blue.ExecuteAsync("INSERT INTO d.t VALUES (2, 2)");
        var store = await CaptureAsync(blue);
        await CatchUpAsync(blue, green);
        await PromoteAsync(green);
        await green.ExecuteAsync("INSERT INTO d.t VALUES (3, 3, 3)");

        await using var live = new LiveCapture(green, Options, store);
        await live.UntilCaughtUpAsync();
        await live.StopAsync();

        await MergedRows.AssertEqualAsync(green, await CapturedRows.ReadAsync(store, "BRAND"), "d", "t", ["id"], "v", "w");
    }

    [Fact]
    public async Task Run_LogPurgedWhileNobodyRead_RefusedWithTheRemedy()
    {
        await using var server = await StartAsync(1, "some-log");
        await server.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY); INSERT INTO d.t VALUES (1)");
        var store = await CaptureAsync(server);
        await server.ExecuteAsync("INSERT INTO d.t VALUES (2); FLUSH BINARY LOGS; INSERT INTO d.t VALUES (3)");
        await PurgeAsync(server);

        var error = await RefusedAsync(server, store);
        Assert.Contains("no longer has the position", error.Message, StringComparison.Ordinal);
        Assert.Contains("binlog_expire_logs_seconds", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_LogPurgedAndTablesToBeReadAgain_EachTableIsAsTheSourcesWhateverWasMissedAndHoweverOftenItIsStopped()
    {
        await using var server = await StartAsync(1, "some-log");
        await server.ExecuteAsync(
            $"CREATE DATABASE d; USE d; CREATE TABLE t (id INT PRIMARY KEY, v INT); CREATE TABLE big (id INT PRIMARY KEY, v INT); CREATE TABLE gone LIKE t; CREATE TABLE e (at INT); INSERT INTO big {Rows}; INSERT INTO t VALUES (1, 1), (2, 2); INSERT INTO gone VALUES (1, 1)");
        var options = Options with { AppendOnlyTables = ["d.e"], LostLog = LostLog.ReadTablesAgain };
        var store = new MemoryObjectStore();
        await using (var live = new LiveCapture(server, options, store))
        {
            await live.UntilCaughtUpAsync();
            await server.ExecuteAsync("INSERT INTO d.e VALUES (1); INSERT INTO d.t VALUES (3, 3)");
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        await server.ExecuteAsync(
            "USE d; INSERT INTO e VALUES (2); ALTER TABLE e ADD n INT; DELETE FROM t WHERE id = 1; UPDATE t SET v = 20 WHERE id = 2; ALTER TABLE t ADD w INT, MODIFY v VARCHAR(20); INSERT INTO t VALUES (4, 4, 4); DELETE FROM big WHERE id % 2 = 0; DROP TABLE gone; CREATE TABLE made (id INT PRIMARY KEY, v INT); INSERT INTO made VALUES (1, 1)");
        await PurgeAsync(server);
        await using (var live = new LiveCapture(server, options, store))
        {
            await live.UntilAsync(() => live.Progress.Snapshot is { Rows: >= 100 });
            await server.ExecuteAsync("UPDATE d.big SET v = 7 WHERE id IN (1, 399); INSERT INTO d.e VALUES (3, 3)");
            await live.StopAsync();
        }

        var first = (await CapturedRows.ReadAsync(store, "BRAND")).Cuts[^1].Cut;
        await server.ExecuteAsync("UPDATE d.big SET v = 8 WHERE id IN (3, 397); DELETE FROM d.big WHERE id = 5; INSERT INTO d.t VALUES (5, 5, 5)");
        await PurgeAsync(server);
        await using (var live = new LiveCapture(server, options, store))
        {
            await live.UntilCaughtUpAsync();
            await server.ExecuteAsync("INSERT INTO d.t VALUES (6, 6, 6); INSERT INTO d.e VALUES (4, 4)");
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        var captured = await CapturedRows.ReadAsync(store, "BRAND");
        Assert.True(captured.Cuts[^1].Cut > first);
        Assert.All(captured.Cuts.Zip(captured.Cuts.Skip(1)), cuts => Assert.Equal(cuts.First.To, cuts.Second.From));
        await MergedRows.AssertEqualAsync(server, captured, "d", "t", ["id"], "v", "w");
        await MergedRows.AssertEqualAsync(server, captured, "d", "big", ["id"], "v");
        await MergedRows.AssertEqualAsync(server, captured, "d", "made", ["id"], "v");
        Assert.Empty(MergedRows.Of(captured, "d", "gone", ["id"], ["v"]));
        var log = captured.Of("d.e").Select(row => Convert.ToInt32(row["at"], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(log.Contains(3) ? [1, 3, 4] : [1, 4], log); // 2 is lost, and 3 if it was purged before it was read
    }

    // Rows of the altered table come in the log before its turn to be read: the shape that it had before the loss says nothing of them, so they are no reason to read it yet another time.
    [Fact]
    public async Task Run_LogPurgedWithATablesAlterationInIt_ItsNextRowsAreTakenAsTheyCome()
    {
        await using var server = await StartAsync(1, "some-log");
        await server.ExecuteAsync($"CREATE DATABASE d; USE d; CREATE TABLE big (id INT PRIMARY KEY, v INT); CREATE TABLE t (id INT PRIMARY KEY, v INT); INSERT INTO big {Rows}; INSERT INTO t VALUES (1, 1)");
        var options = Options with { LostLog = LostLog.ReadTablesAgain };
        var store = new MemoryObjectStore();
        await using (var live = new LiveCapture(server, options, store))
        {
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        await server.ExecuteAsync("ALTER TABLE d.t MODIFY v VARCHAR(20); INSERT INTO d.t VALUES (2, 'two')");
        await PurgeAsync(server);
        await using (var live = new LiveCapture(server, options, store))
        {
            await live.UntilAsync(() => live.Progress.Snapshot is { Rows: >= 50 and < 400 }); // d.big's turn
            await server.ExecuteAsync("INSERT INTO d.t VALUES (3, 'three')");
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        var captured = await CapturedRows.ReadAsync(store, "BRAND");
        Assert.Contains(captured.Cuts, cut => cut.Unsettled.Emptied.SequenceEqual(["d.big", "d.t"]));
        Assert.All(
            captured.Cuts.SelectMany(cut => cut.Snapshots.UnderWay.Values).Select(snapshot => snapshot.Reason).OfType<string>().Distinct(),
            reason => Assert.Contains("what became of it before is in no log that is left", reason, StringComparison.Ordinal));
        await MergedRows.AssertEqualAsync(server, captured, "d", "t", ["id"], "v");
        await MergedRows.AssertEqualAsync(server, captured, "d", "big", ["id"], "v");
    }

    [Fact]
    public async Task Run_ServerRestartedOrKilled_ReadOn()
    {
        await using var server = await StartAsync(1, "some-log");
        await server.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY, v INT); INSERT INTO d.t VALUES (1, 1)");
        var store = await CaptureAsync(server);
        await server.RestartAsync();
        await server.ExecuteAsync("INSERT INTO d.t VALUES (2, 2)");
        await CaptureAsync(server, store);
        await server.KillAsync();
        await server.StartAgainAsync();
        await CaptureAsync(server, store); // nothing was written since
        await server.ExecuteAsync("INSERT INTO d.t VALUES (3, 3); FLUSH BINARY LOGS; FLUSH BINARY LOGS");
        await CaptureAsync(server, store);
        await PurgeAsync(server); // the event that the last cut names is gone, and nothing is missing
        Assert.Equal(PreflightOutcome.Pass, (await PreflightAsync(server, store)).Outcome);
        await server.ExecuteAsync("INSERT INTO d.t VALUES (4, 4)");
        await CaptureAsync(server, store);

        var captured = await CapturedRows.ReadAsync(store, "BRAND");
        Assert.NotNull(captured.Cuts[^1].To.LastEvent);
        await MergedRows.AssertEqualAsync(server, captured, "d", "t", ["id"], "v");
    }

    /// <summary>Puts a server back to before what was captured, lets it write more than that, and asserts that its log isn't read on.</summary>
    private protected static async Task RefusedAfterRestoreAsync(DatabaseServer server, string copy)
    {
        await server.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY); INSERT INTO d.t VALUES (1)");
        await server.StopAsync();
        Copy(server.DataFolder, copy);
        await server.StartAgainAsync();
        await server.ExecuteAsync("INSERT INTO d.t VALUES (2)");
        var store = await CaptureAsync(server);
        await server.ExecuteAsync("INSERT INTO d.t VALUES (3)");
        await CaptureAsync(server, store);
        await server.StopAsync();
        Restore(copy, server.DataFolder);
        await server.StartAgainAsync();
        await server.ExecuteAsync("INSERT INTO d.t VALUES (12); INSERT INTO d.t VALUES (13); INSERT INTO d.t VALUES (14); INSERT INTO d.t VALUES (15)");

        var error = await RefusedAsync(server, store);
        Assert.Contains("has something else in its place", error.Message, StringComparison.Ordinal);
        Assert.Contains("under its old identity", error.Message, StringComparison.Ordinal);
        await ReadAgainAsync(server, store);
    }

    /// <summary>Makes the last manifest what releases wrote that noted no last event.</summary>
    private protected static void ForgetLastEvent(MemoryObjectStore store)
    {
        var key = store.Keys.Where(key => key.Contains("/cuts/", StringComparison.Ordinal)).Max(StringComparer.Ordinal)!;
        var text = Encoding.UTF8.GetString(store[key]);
        Assert.Contains("\"lastEvent\":", text, StringComparison.Ordinal);
        store[key] = Encoding.UTF8.GetBytes(Regex.Replace(text, ",\"lastEvent\":\"[^\"]*\"", ""));
    }

    /// <summary>What is altered on the server that will take over, before it does.</summary>
    protected virtual string OwnStatement => "ALTER TABLE d.t ADD w INT";

    private protected static async Task<MemoryObjectStore> CaptureAsync(DatabaseServer server, MemoryObjectStore? store = null)
    {
        await using var live = new LiveCapture(server, Options, store);
        await live.UntilCaughtUpAsync();
        await live.StopAsync();
        return live.Store;
    }

    /// <summary>Captures by reading the tables again, and asserts that d.t is as on the server.</summary>
    private protected static async Task ReadAgainAsync(DatabaseServer server, MemoryObjectStore store)
    {
        await using (var live = new LiveCapture(server, Options with { LostLog = LostLog.ReadTablesAgain }, store))
        {
            await live.UntilAsync(() => live.Progress.Rows > 0); // the old position may look as if it lay behind the new log's end
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        await MergedRows.AssertEqualAsync(server, await CapturedRows.ReadAsync(store, "BRAND"), "d", "t", ["id"]);
    }

    /// <summary>Purges all logs but a new one.</summary>
    private static async Task PurgeAsync(DatabaseServer server)
    {
        await server.ExecuteAsync("FLUSH BINARY LOGS");
        await using var client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString));
        IReadOnlyList<BinlogLogFile> logs;
        for (var i = 0; (logs = (await client.InspectAsync()).Logs!).Count > 1; i++)
        {
            // A file that the server still sends to the capture that has left is kept, without a word.
            Assert.True(i < 1_200, "Two minutes have passed.");
            await server.ExecuteAsync($"PURGE BINARY LOGS TO '{logs[^1].Name}'");
            await Task.Delay(100);
        }
    }

    /// <summary>Asserts that the capture stops with the remedy, and commits nothing.</summary>
    private protected static async Task<BinlogPositionException> RefusedAsync(DatabaseServer server, MemoryObjectStore store)
    {
        // The marks of what the last cut ended may come now, if the capture before was stopped right after it.
        IEnumerable<string> Keys() => store.Keys.Where(key => !key.StartsWith("BRAND/snapshots/done/", StringComparison.Ordinal));
        var before = Keys().ToList();

        // A replica that is behind is waited for, half of this time.
        await using var client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString) with { ConnectTimeout = TimeSpan.FromSeconds(4) });
        await using var live = new LiveCapture(server, Options, store, reader: client);
        var error = await Assert.ThrowsAsync<BinlogPositionException>(() => live.Run.WaitAsync(TimeSpan.FromMinutes(2)));
        Assert.Contains("new snapshot", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Keys());
        var finding = await PreflightAsync(server, store);
        Assert.Equal(PreflightOutcome.Failure, finding.Outcome);
        Assert.Contains(error.Message, finding.ToString(), StringComparison.Ordinal);
        return error;
    }

    /// <summary>What a preflight says of the last cut's end: what the capture does.</summary>
    private protected static async Task<PreflightFinding> PreflightAsync(DatabaseServer server, MemoryObjectStore store)
    {
        List<PreflightFinding> findings = [];
        var checks = new SourceChecks("BRAND", $"{server.ConnectionString};Connection Timeout=4", store, Options);
        await checks.RunAsync(new Findings("source", findings), new Findings("tables", findings), CancellationToken.None);
        return Assert.Single(findings, finding => finding.Check == "last cut's end");
    }

    /// <summary>Copies a stopped server's data.</summary>
    private protected static void Copy(string from, string to)
    {
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories).Prepend(from))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)), overwrite: true);
        }
    }

    /// <summary>Puts a copy in the place of a stopped server's data.</summary>
    private protected static void Restore(string copy, string data)
    {
        Directory.Delete(data, recursive: true);
        Copy(copy, data);
    }
}

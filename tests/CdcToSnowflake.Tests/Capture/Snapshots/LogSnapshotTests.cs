using CdcToSnowflake.Capture;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;
using MySqlConnector;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>Tables that are logs, read once before their changes.</summary>
[Collection(MySqlCollection.Name)]
public sealed class LogSnapshotTests(MySqlFixture mysql)
{
    private const string Schema = "log_snapshot";

    [Fact]
    public async Task Run_WritersAtWork_EndsEqualToTheSource() => await LogScenarios.WritersAtWorkAsync(mysql.Server, "log_writers");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_KilledAtAnyWrite_EachRowOnce(bool isNewBrand) => await LogScenarios.KilledAnywhereAsync(mysql.Server, "log_kills", isNewBrand);

    [Fact]
    public async Task Run_LogThatNeverRests_StopsWithTheRemedy_AndIsReadOnceItsWritersAreHeldOff()
    {
        var options = LogScenarios.OptionsOf(Schema);
        options = options with { Snapshot = options.Snapshot with { MostLogReadings = 3 } };
        await LogScenarios.CreateAsync(mysql.Server, Schema);
        using var stop = new CancellationTokenSource();
        var writing = LogScenarios.WriteWithoutRestAsync(mysql.Server, Schema, stop.Token);
        MemoryObjectStore store;
        await using (var live = new LiveCapture(mysql.Server, options))
        {
            store = live.Store;
            var error = await Assert.ThrowsAsync<SnapshotException>(() => live.Run.WaitAsync(TimeSpan.FromMinutes(1)));
            Assert.Equal(("log", false), (error.Table, error.IsPassing));
            Assert.Contains("changed during each of 3 readings", error.Message, StringComparison.Ordinal);
            Assert.Contains("ReadsAppendOnlyTables = false", error.Message, StringComparison.Ordinal);
            Assert.Contains("RENAME TABLE log TO log_old, log_new TO log)", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain((await CapturedRows.ReadAsync(live.Store, "BRAND")).Rows, row => (string)row["table"]! == $"{Schema}.log");
        }

        await using var again = await ReadUnderLockAsync(store);
        await stop.CancelAsync();
        await writing;
        await again.UntilCaughtUpAsync();
        await again.StopAsync();
        await LogScenarios.AssertEqualAsync(mysql.Server, await CapturedRows.ReadAsync(store, "BRAND"), Schema);
    }

    private async Task<LiveCapture> ReadUnderLockAsync(MemoryObjectStore store)
    {
        await using var session = await mysql.Server.OpenAsync(Schema);
        await using var command = new MySqlCommand("LOCK TABLES log READ", session);
        await command.ExecuteNonQueryAsync();
        var live = new LiveCapture(mysql.Server, LogScenarios.OptionsOf(Schema), store);
        await live.UntilAsync(() => live.Progress.Snapshot is { IsDone: true });
        return live;
    }

    // What was held back of it goes with the table, not with the name.
    [Fact]
    public async Task Run_LogRotatedBeforeItIsRead_NoRowIsLost()
    {
        await LogScenarios.CreateAsync(mysql.Server, Schema);
        await mysql.Server.ExecuteAsync("CREATE TABLE log_new LIKE log", Schema);
        using var stop = new CancellationTokenSource();
        var writing = LogScenarios.WriteWithoutRestAsync(mysql.Server, Schema, stop.Token);
        await using var live = new LiveCapture(mysql.Server, LogScenarios.OptionsOf(Schema));
        await live.UntilAsync(() => live.Progress.Transactions > 50);
        await mysql.Server.ExecuteAsync("RENAME TABLE log TO log_old, log_new TO log", Schema);
        await live.UntilAsync(() => live.Progress.Transactions > 100);
        await stop.CancelAsync();
        await writing;
        await live.UntilAsync(() => live.Progress.Snapshot is { IsDone: true });
        await live.UntilCaughtUpAsync();
        await live.StopAsync();

        var captured = await CapturedRows.ReadAsync(live.Store, "BRAND");
        await using var sql = await mysql.Server.OpenAsync(Schema);
        await using var count = new MySqlCommand("SELECT (SELECT COUNT(*) FROM log) + (SELECT COUNT(*) FROM log_old)", sql);
        Assert.Equal(Convert.ToInt64(await count.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture), captured.Of($"{Schema}.log").Count() + captured.Of($"{Schema}.log_old").Count());
    }

    [Fact]
    public async Task Run_LogWhoseChangesWereTaken_IsntRead()
    {
        await LogScenarios.CreateAsync(mysql.Server, Schema);
        await using var before = new LiveCapture(mysql.Server, LogScenarios.OptionsOf(Schema) with { Snapshot = new SnapshotOptions() });
        await before.UntilCaughtUpAsync();
        await mysql.Server.ExecuteAsync("INSERT INTO log VALUES (8, 'new')", Schema);
        await before.UntilCaughtUpAsync();
        await before.StopAsync();
        await using var live = new LiveCapture(mysql.Server, LogScenarios.OptionsOf(Schema), before.Store);
        await live.UntilCaughtUpAsync();
        await mysql.Server.ExecuteAsync("INSERT INTO log VALUES (9, 'newer')", Schema);
        await live.UntilCaughtUpAsync();
        await live.StopAsync();

        Assert.Equal(["I 8", "I 9"], (await CapturedRows.ReadAsync(live.Store, "BRAND")).Of($"{Schema}.log").Select(row => $"{row["_OP"]} {row["at"]}"));
    }

    [Fact]
    public async Task Run_LogThatWasRead_IsReadNeverAgain()
    {
        await LogScenarios.CreateAsync(mysql.Server, Schema);
        await using var first = new LiveCapture(mysql.Server, LogScenarios.OptionsOf(Schema));
        await first.UntilCaughtUpAsync();
        var error = await Assert.ThrowsAsync<ArgumentException>(() => first.Capture.RequestSnapshotAsync(Schema, "log"));
        Assert.Contains("would stand there once more", error.Message, StringComparison.Ordinal);

        // One that is made meanwhile comes by its changes.
        await mysql.Server.ExecuteAsync("CREATE TABLE log_2 (at INT); INSERT INTO log_2 VALUES (1), (1); TRUNCATE log; INSERT INTO log VALUES (1, 'b')", Schema);
        await first.UntilCaughtUpAsync();
        await first.StopAsync();
        await using var again = new LiveCapture(mysql.Server, LogScenarios.OptionsOf(Schema) with { LostLog = LostLog.ReadTablesAgain }, first.Store);
        await again.UntilCaughtUpAsync();
        await again.StopAsync();

        Assert.Equal(0, again.Progress.Snapshot!.Rows);
        var captured = await CapturedRows.ReadAsync(again.Store, "BRAND");
        Assert.Equal([.. Enumerable.Repeat("R", 500), "T", "I"], captured.Of($"{Schema}.log").Select(row => row["_OP"]));
        Assert.Equal(["I", "I"], captured.Of($"{Schema}.log_2").Select(row => row["_OP"]));
    }

    // Programs make their tables so at each start.
    [Fact]
    public async Task Run_LogsMadeMeanwhile_AreTakenWithoutAWarning()
    {
        await LogScenarios.CreateAsync(mysql.Server, Schema);
        var log = new WarningLog();
        await using var live = new LiveCapture(mysql.Server, LogScenarios.OptionsOf(Schema), logger: log);
        await live.UntilCaughtUpAsync();
        await mysql.Server.ExecuteAsync("CREATE TABLE log_2 (at INT); INSERT INTO log_2 VALUES (1); CREATE TABLE IF NOT EXISTS log_3 (at INT); CREATE TABLE IF NOT EXISTS log_3 (at INT); INSERT INTO log_3 VALUES (2)", Schema);
        await live.UntilCaughtUpAsync();
        await live.StopAsync();
        Assert.Empty(log.Warnings);

        // Nor at the next start, which has them in its list.
        await using var again = new LiveCapture(mysql.Server, LogScenarios.OptionsOf(Schema), live.Store, logger: log);
        await again.UntilCaughtUpAsync();
        await again.StopAsync();
        Assert.Empty(log.Warnings);
        var captured = await CapturedRows.ReadAsync(live.Store, "BRAND");
        Assert.Equal(["I 1"], captured.Of($"{Schema}.log_2").Select(row => $"{row["_OP"]} {row["at"]}"));
        Assert.Equal(["I 2"], captured.Of($"{Schema}.log_3").Select(row => $"{row["_OP"]} {row["at"]}"));
    }

    // While capture catches up each old change meets a reading that has it already, however long nobody has written since.
    [Fact]
    public async Task Run_ChangesOlderThanTheirReading_AreNoReasonToStop()
    {
        var options = LogScenarios.OptionsOf(Schema);
        options = options with { Snapshot = options.Snapshot with { MostLogReadings = 3 } };
        await LogScenarios.CreateAsync(mysql.Server, Schema);
        using var stop = new CancellationTokenSource();
        var writing = LogScenarios.WriteWithoutRestAsync(mysql.Server, Schema, stop.Token);
        var log = new WarningLog();
        await using var live = new LiveCapture(mysql.Server, options, time: new LaterClock(), logger: log);
        await live.UntilAsync(() => log.Warnings.Count >= 6); // each tells of a reading that was given up
        await stop.CancelAsync();
        await writing;
        await live.UntilCaughtUpAsync();
        await live.StopAsync();
        await LogScenarios.AssertEqualAsync(mysql.Server, await CapturedRows.ReadAsync(live.Store, "BRAND"), Schema);
    }

    // The changes of now are an hour old by it.
    private sealed class LaterClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromHours(1);
    }
}

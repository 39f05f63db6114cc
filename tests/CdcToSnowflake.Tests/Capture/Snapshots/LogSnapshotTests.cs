using CdcToSnowflake.Capture;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>Tables that are logs, read once before their changes.</summary>
[Collection(MySqlCollection.Name)]
public sealed class LogSnapshotTests(MySqlFixture mysql)
{
    private const string Schema = "log_snapshot";

    [Fact]
    public async Task Run_WritersAtWork_EndsEqualToTheSource() => await LogScenarios.WritersAtWorkAsync(mysql.Server, "log_writers", new DayJumpingClock(1));

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
        await using (var live = new LiveCapture(mysql.Server, options, time: new OtherClock(TimeSpan.FromDays(1))))
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

    // What waits for it under that name is in no cut.
    [Theory]
    [InlineData("log_new")]
    [InlineData("_log_new")] // as online schema changes name theirs, which call the old one _log_old, though
    public async Task Run_LogRotatedBeforeItIsReadToANameThatIsntTaken_StopsWithTheRemedy_WhichReadsIt(string replacing)
    {
        await LogScenarios.CreateAsync(mysql.Server, Schema);
        await mysql.Server.ExecuteAsync($"CREATE TABLE {replacing} LIKE log", Schema);
        var options = LogScenarios.OptionsOf(Schema) with { Tables = [$"{Schema}.log"], AppendOnlyTables = [$"{Schema}.log"] };
        using var stop = new CancellationTokenSource();
        var writing = LogScenarios.WriteWithoutRestAsync(mysql.Server, Schema, stop.Token);
        await using var first = new LiveCapture(mysql.Server, options);
        await first.UntilAsync(() => first.Progress.Transactions > 50);
        await mysql.Server.ExecuteAsync($"RENAME TABLE log TO log_1128, {replacing} TO log", Schema);
        var error = await Assert.ThrowsAsync<UnsupportedStatementException>(() => first.Run.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Contains($"{Schema}.log, which isn't read yet, gets the name {Schema}.log_1128, which isn't taken", error.Message, StringComparison.Ordinal);
        await stop.CancelAsync();
        await writing;

        await using var live = new LiveCapture(mysql.Server, options with { Tables = [$"{Schema}.log*"], AppendOnlyTables = [$"{Schema}.log*"] }, first.Store);
        await live.UntilCaughtUpAsync();
        await live.StopAsync();
        var captured = await CapturedRows.ReadAsync(live.Store, "BRAND");
        foreach (var table in (string[])["log", "log_1128"])
        {
            Assert.Equal(await CountAsync(table), captured.Of($"{Schema}.{table}").Count());
        }
    }

    // All of its rows are in the table that takes its name.
    [Fact]
    public async Task Run_LogUnderAnOnlineSchemaChangeBeforeItIsRead_IsReadUnderItsName()
    {
        await LogScenarios.CreateAsync(mysql.Server, Schema);
        using var stop = new CancellationTokenSource();
        var writing = LogScenarios.WriteWithoutRestAsync(mysql.Server, Schema, stop.Token);
        await using var live = new LiveCapture(mysql.Server, LogScenarios.OptionsOf(Schema));
        await live.UntilAsync(() => live.Progress.Transactions > 50);
        await stop.CancelAsync();
        await writing;
        await mysql.Server.ExecuteAsync("CREATE TABLE _log_gho LIKE log; INSERT INTO _log_gho SELECT * FROM log; RENAME TABLE log TO _log_del, _log_gho TO log", Schema);
        await live.UntilCaughtUpAsync();
        await live.StopAsync();
        await LogScenarios.AssertEqualAsync(mysql.Server, await CapturedRows.ReadAsync(live.Store, "BRAND"), Schema);
    }

    // The new table under its name was never changed while it was read.
    [Fact]
    public async Task Run_LogRotatedAfterReadingsInVain_CountsThemAnew()
    {
        var options = LogScenarios.OptionsOf(Schema);
        options = options with { Snapshot = options.Snapshot with { MostLogReadings = 4, LogRest = TimeSpan.FromMilliseconds(250) } };
        await LogScenarios.CreateAsync(mysql.Server, Schema);
        await mysql.Server.ExecuteAsync("CREATE TABLE log_new LIKE log", Schema);
        using var stop = new CancellationTokenSource();
        var writing = LogScenarios.WriteWithoutRestAsync(mysql.Server, Schema, stop.Token);
        var log = new WarningLog();
        await using var live = new LiveCapture(mysql.Server, options, logger: log);
        await live.UntilAsync(() => log.Warnings.Count == 2);
        await mysql.Server.ExecuteAsync("RENAME TABLE log TO log_old, log_new TO log", Schema);
        await Assert.ThrowsAsync<SnapshotException>(() => live.Run.WaitAsync(TimeSpan.FromMinutes(1)));
        await stop.CancelAsync();
        await writing;
        Assert.Equal(["1.", "2.", "3."], log.Warnings.TakeLast(3).Select(warning => warning.Split(' ')[^2]));
        Assert.InRange(log.Warnings.Count, 5, 6);
    }

    // While capture catches up each old change meets a reading that has it already, however long nobody has written since.
    [Fact]
    public async Task Run_ChangesOlderThanTheirReading_AreNoReasonToStop()
    {
        var options = LogScenarios.OptionsOf(Schema);
        await LogScenarios.CreateAsync(mysql.Server, Schema);
        using var stop = new CancellationTokenSource();
        var writing = LogScenarios.WriteWithoutRestAsync(mysql.Server, Schema, stop.Token);
        await using var before = new LiveCapture(mysql.Server, options);
        await before.UntilAsync(() => before.Progress.Cuts > 0 && before.Progress.Transactions > 50);
        await before.StopAsync();
        await stop.CancelAsync();
        await writing;
        Assert.Contains($"{Schema}.log", (await CapturedRows.ReadAsync(before.Store, "BRAND")).Cuts[^1].Snapshots.UnderWay.Keys);
        await mysql.Server.ExecuteAsync(string.Concat(Enumerable.Repeat("INSERT INTO log VALUES (1, 'b');", 50)), Schema);

        options = options with { Snapshot = options.Snapshot with { MostLogReadings = 1 } };
        var log = new WarningLog(LogLevel.Information);
        await using var live = new LiveCapture(mysql.Server, options, before.Store, time: new OtherClock(-TimeSpan.FromDays(1)), logger: log);
        await live.UntilCaughtUpAsync();
        await live.StopAsync();
        await LogScenarios.AssertEqualAsync(mysql.Server, await CapturedRows.ReadAsync(live.Store, "BRAND"), Schema);
        Assert.Single(log.Warnings, warning => warning.Contains("which is behind", StringComparison.Ordinal));
    }

    private async Task<int> CountAsync(string table)
    {
        await using var connection = await mysql.Server.OpenAsync(Schema);
        await using var count = new MySqlCommand($"SELECT COUNT(*) FROM {table}", connection);
        return Convert.ToInt32(await count.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>A machine whose clock on the wall isn't the source's.</summary>
    private sealed class OtherClock(TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
    }
}

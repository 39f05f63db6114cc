using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.ExceptionServices;
using CdcToSnowflake.Emulator.Tests.Pipes;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Emulator.Tests.Execution;

/// <summary>What pipes and tasks do while another session's transaction holds the write lock for longer than they wait.</summary>
public sealed class LongLockTests : IAsyncDisposable
{
    private readonly SnowflakeEmulator _emulator = new(new EmulatorOptions { LockTimeout = TimeSpan.FromMilliseconds(50) });
    private readonly DbConnection _sql;
    private readonly DbConnection _other;

    public LongLockTests()
    {
        _sql = _emulator.OpenIn();
        _other = _emulator.OpenIn();
        _sql.Run("CREATE TABLE t (a NUMBER(5,0)); CREATE TABLE log (a NUMBER(5,0)); CREATE TASK k SCHEDULE = '60 MINUTES' AS INSERT INTO log VALUES (1); CREATE TASK says SCHEDULE = '60 MINUTES' AS SELECT 1");
    }

    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await _sql.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    [Theory]
    [InlineData("k", "FAILED")]
    [InlineData("says", "SUCCEEDED")]
    public async Task ExecuteTask_ItsRunCannotBeWrittenDown_TheCallerHearsIt_AndItIsWrittenLater(string task, string state)
    {
        _sql.Run($"EXECUTE TASK {task}");
        _other.Run("BEGIN TRANSACTION; INSERT INTO t VALUES (1)");

        var error = await Assert.ThrowsAsync<SnowflakeException>(() => _emulator.DrainAsync(TestContext.Current.CancellationToken));
        Assert.Equal(625, error.Number);
        _other.Run("COMMIT");
        await _emulator.DrainAsync(TestContext.Current.CancellationToken);

        Assert.Equal([$"{task.ToUpperInvariant()}|{state}"], _sql.Rows("SELECT name, state FROM TABLE(information_schema.task_history()) WHERE completed_time IS NOT NULL"));
    }

    [Fact]
    public async Task DrainAsync_AFileWaits_TheCallerHearsWhy_AndItLoadsAfterwards()
    {
        var folder = Directory.CreateTempSubdirectory("lock-");
        try
        {
            var files = new FolderObjectStore(folder.FullName);
            _sql.Run($"CREATE STAGE st URL = '{files.Location.AbsoluteUri}'; CREATE PIPE p AUTO_INGEST = TRUE AS COPY INTO t FROM (SELECT $1:\"a\"::NUMBER(5,0) FROM @st) FILE_FORMAT = (TYPE = PARQUET)");
            var store = await _emulator.WatchAsync(files, TestContext.Current.CancellationToken);
            await StagedFiles.PutAsync(store, "1.parquet", "SELECT 7 AS a");
            _other.Run("BEGIN TRANSACTION; INSERT INTO log VALUES (1)");

            Assert.Equal(625, (await Assert.ThrowsAsync<SnowflakeException>(() => _emulator.DrainAsync(TestContext.Current.CancellationToken))).Number);
            _other.Run("COMMIT");
            await _emulator.DrainAsync(TestContext.Current.CancellationToken);
            Assert.Equal("7", _sql.One("SELECT a FROM t"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The first try gives up; what looks for the file's own fault then gets the lock, and must find none.
    [Fact]
    public async Task DrainAsync_TheLockIsFreeJustAfterALoadGaveUp_TheFileHasNotFailed()
    {
        using var emulator = new SnowflakeEmulator(new EmulatorOptions { LockTimeout = TimeSpan.FromMilliseconds(400) });
        using var sql = emulator.OpenIn();
        using var other = emulator.OpenIn();
        var folder = Directory.CreateTempSubdirectory("lock-");
        try
        {
            var files = new FolderObjectStore(folder.FullName);
            sql.Run($"CREATE TABLE t (a NUMBER(5,0)); CREATE STAGE st URL = '{files.Location.AbsoluteUri}'; CREATE PIPE p AUTO_INGEST = TRUE AS COPY INTO t FROM (SELECT $1:\"a\"::NUMBER(5,0) FROM @st) FILE_FORMAT = (TYPE = PARQUET)");
            await StagedFiles.PutAsync(await emulator.WatchAsync(files, TestContext.Current.CancellationToken), "1.parquet", "SELECT 7 AS a");
            other.Run("BEGIN TRANSACTION; INSERT INTO t VALUES (1)");
            var draining = Task.Run(() => emulator.DrainAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
            await Task.Delay(600, TestContext.Current.CancellationToken);
            other.Run("ROLLBACK");
            await Task.WhenAny(draining);
            await emulator.DrainAsync(TestContext.Current.CancellationToken);

            Assert.Equal(["Loaded"], sql.Rows("SELECT status FROM TABLE(information_schema.copy_history(TABLE_NAME => 't', START_TIME => DATEADD('hour', -1, CURRENT_TIMESTAMP())))"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task RunAsync_NobodyMayWaitForTheLock_TriesNowAndThenInsteadOfAllTheTime()
    {
        using var emulator = new SnowflakeEmulator(new EmulatorOptions { LockTimeout = TimeSpan.Zero });
        using var connection = emulator.OpenIn();
        connection.Run("CREATE TABLE t (a NUMBER(5,0)); CREATE TASK k SCHEDULE = '60 MINUTES' AS INSERT INTO t VALUES (1); EXECUTE TASK k; BEGIN TRANSACTION; INSERT INTO t VALUES (2)");
        // One is seen again wherever it is thrown on.
        var tries = new ConcurrentDictionary<Exception, bool>(ReferenceEqualityComparer.Instance);
        EventHandler<FirstChanceExceptionEventArgs> count = (_, thrown) => _ = thrown.Exception is SnowflakeException { Number: 625 } error && error.Message.Contains("over 0 s", StringComparison.Ordinal) && tries.TryAdd(error, true);
        AppDomain.CurrentDomain.FirstChanceException += count;
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(400));
        await emulator.RunAsync(stop.Token).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        AppDomain.CurrentDomain.FirstChanceException -= count;

        Assert.InRange(tries.Count, 1, 15);
    }

    // Who holds the lock ends after the emulator has: a container disposes of its services in an order of its own.
    [Fact]
    public async Task Dispose_AConnectionStillHoldsTheLock_NeitherFails()
    {
        var emulator = new SnowflakeEmulator();
        var connection = emulator.OpenIn();
        connection.Run("CREATE TABLE t (a NUMBER(5,0)); BEGIN TRANSACTION; INSERT INTO t VALUES (1)");
        var running = emulator.RunAsync(TestContext.Current.CancellationToken);

        await emulator.DisposeAsync();
        await connection.DisposeAsync();
        await running.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }
}

using System.Data.Common;
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

using System.Data.Common;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Emulator.Tests.Tasks;

public sealed class TaskTests : IDisposable
{
    private const string History = "SELECT name, state, scheduled_from, error_code FROM TABLE(information_schema.task_history()) WHERE query_id IS NOT NULL ORDER BY completed_time, root_task_id, name";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly SnowflakeEmulator _emulator;
    private readonly DbConnection _sql;

    public TaskTests()
    {
        _emulator = new SnowflakeEmulator(new EmulatorOptions { Clock = _clock });
        _sql = _emulator.OpenIn();
        _sql.Run("CREATE TABLE t (id NUMBER(10,0)); CREATE TABLE log (what VARCHAR, at TIMESTAMP_NTZ)");
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    private IReadOnlyList<string> Log => _sql.Rows("SELECT what FROM log ORDER BY at, what");

    private async Task<int> StepAfterAsync(double seconds)
    {
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        var runs = 0;
        while (await _emulator.StepAsync())
        {
            runs++;
        }

        return runs;
    }

    [Fact]
    public async Task Triggered_OnlyWithDataAndNotWithinItsInterval()
    {
        _sql.Run("""
            CREATE STREAM s ON TABLE t;
            CREATE TASK copy TARGET_COMPLETION_INTERVAL = '1 MINUTE' USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS = 10 WHEN SYSTEM$STREAM_HAS_DATA('s')
            AS INSERT INTO log SELECT id::VARCHAR, CURRENT_TIMESTAMP()::TIMESTAMP_NTZ FROM s;
            INSERT INTO t VALUES (1)
            """);
        Assert.Equal(0, await StepAfterAsync(1));
        _sql.Run("ALTER TASK copy RESUME");
        Assert.Equal(1, await StepAfterAsync(1));
        Assert.Equal(0, await StepAfterAsync(1));
        _sql.Run("INSERT INTO t VALUES (2)");
        Assert.Equal(0, await StepAfterAsync(8));
        Assert.Equal(1, await StepAfterAsync(1));
        Assert.Equal(["1", "2"], Log);
        _sql.Run("ALTER TASK copy SUSPEND; INSERT INTO t VALUES (3)");
        Assert.Equal(0, await StepAfterAsync(100));
        Assert.Equal(["COPY|SUCCEEDED|TRIGGER|∅", "COPY|SUCCEEDED|TRIGGER|∅"], _sql.Rows(History));
    }

    [Fact]
    public async Task Scheduled_EveryMinuteFromItsResume()
    {
        _sql.Run("CREATE TASK tick SCHEDULE = '1 MINUTE' AS INSERT INTO log SELECT 'tick', CURRENT_TIMESTAMP()::TIMESTAMP_NTZ; ALTER TASK tick RESUME");
        Assert.Equal(0, await StepAfterAsync(59));
        Assert.Equal(1, await StepAfterAsync(1));
        Assert.Equal(0, await StepAfterAsync(59));
        Assert.Equal(1, await StepAfterAsync(1));
        Assert.Equal(["2026-01-01 00:01:00", "2026-01-01 00:02:00"], _sql.Rows("SELECT at FROM log ORDER BY at"));
    }

    [Fact]
    public async Task Cron_AtItsTimes()
    {
        _sql.Run("CREATE TASK nightly SCHEDULE = 'USING CRON 30 2 * * MON-FRI UTC' AS INSERT INTO log SELECT 'night', CURRENT_TIMESTAMP()::TIMESTAMP_NTZ; ALTER TASK nightly RESUME");
        Assert.Equal(0, await StepAfterAsync((2 * 3600) + 1799)); // Thursday 1 January 2026, 02:29:59
        Assert.Equal(1, await StepAfterAsync(1));
        Assert.Equal(1, await StepAfterAsync(24 * 3600)); // Friday
        Assert.Equal(0, await StepAfterAsync(48 * 3600)); // Sunday
        Assert.Equal(1, await StepAfterAsync(24 * 3600)); // Monday
    }

    [Fact]
    public async Task Graph_ChildrenAfterParents_SuspendedCountsAsSucceeded_FinalizerLast()
    {
        _sql.Run("""
            CREATE TASK root SCHEDULE = '1 MINUTE' AS INSERT INTO log SELECT '1 root', CURRENT_TIMESTAMP()::TIMESTAMP_NTZ;
            CREATE TASK a AFTER root AS INSERT INTO log SELECT '2 a', CURRENT_TIMESTAMP()::TIMESTAMP_NTZ;
            CREATE TASK b AFTER root AS INSERT INTO log SELECT '2 b', CURRENT_TIMESTAMP()::TIMESTAMP_NTZ;
            CREATE TASK c AFTER a, b AS INSERT INTO log SELECT '3 c', CURRENT_TIMESTAMP()::TIMESTAMP_NTZ;
            CREATE TASK last FINALIZE = root AS INSERT INTO log SELECT '4 last', CURRENT_TIMESTAMP()::TIMESTAMP_NTZ;
            ALTER TASK last RESUME; ALTER TASK c RESUME; ALTER TASK a RESUME; ALTER TASK root RESUME
            """);
        Assert.Equal(1, await StepAfterAsync(60));
        Assert.Equal(["1 root", "2 a", "3 c", "4 last"], Log);
    }

    [Fact]
    public async Task Graph_FailedParent_ChildDoesNotRun_FinalizerDoes()
    {
        _sql.Run("""
            CREATE TASK root SCHEDULE = '1 MINUTE' AS INSERT INTO log SELECT 'x'::NUMBER(5,0)::VARCHAR, CURRENT_TIMESTAMP()::TIMESTAMP_NTZ;
            CREATE TASK a AFTER root AS INSERT INTO log SELECT 'a', CURRENT_TIMESTAMP()::TIMESTAMP_NTZ;
            CREATE TASK last FINALIZE = root AS INSERT INTO log SELECT 'last', CURRENT_TIMESTAMP()::TIMESTAMP_NTZ;
            ALTER TASK last RESUME; ALTER TASK a RESUME; ALTER TASK root RESUME
            """);
        await StepAfterAsync(60);
        Assert.Equal(["last"], Log);
        Assert.Equal(["LAST|SUCCEEDED|SCHEDULE|∅", "ROOT|FAILED|SCHEDULE|100038"], _sql.Rows(History).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Failures_AsManyAsAllowed_SuspendTheRoot()
    {
        _sql.Run("CREATE TASK bad SCHEDULE = '1 MINUTE' SUSPEND_TASK_AFTER_NUM_FAILURES = 2 AS SELECT 'x'::NUMBER(5,0); ALTER TASK bad RESUME");
        await StepAfterAsync(60);
        await StepAfterAsync(60);
        Assert.Equal(0, await StepAfterAsync(60));
        Assert.Equal(["BAD|FAILED|SCHEDULE|100038", "BAD|FAILED_AND_AUTO_SUSPENDED|SCHEDULE|100038"], _sql.Rows(History));
    }

    [Fact]
    public async Task FailedBody_ConsumesNothing_AndRunsAgain()
    {
        _sql.Run("""
            CREATE STREAM s ON TABLE t; INSERT INTO t VALUES (1);
            CREATE TASK copy TARGET_COMPLETION_INTERVAL = '1 MINUTE' WHEN SYSTEM$STREAM_HAS_DATA('s') AS
            BEGIN
                BEGIN TRANSACTION;
                INSERT INTO log SELECT id::VARCHAR, NULL FROM s;
                SELECT 'x'::NUMBER(5,0);
                COMMIT;
            EXCEPTION WHEN OTHER THEN ROLLBACK; RAISE;
            END;
            ALTER TASK copy RESUME
            """);
        await StepAfterAsync(1);
        Assert.Empty(Log);
        Assert.Equal("true", _sql.One("SELECT SYSTEM$STREAM_HAS_DATA('s')"));
        _sql.Run("ALTER TASK copy SUSPEND; ALTER TASK copy MODIFY AS INSERT INTO log SELECT id::VARCHAR, NULL FROM s; ALTER TASK copy RESUME");
        await StepAfterAsync(30);
        Assert.Equal(["1"], Log);
    }

    [Fact]
    public async Task ExecuteTask_RunsASuspendedRoot()
    {
        _sql.Run("CREATE TASK once SCHEDULE = '60 MINUTES' AS INSERT INTO log SELECT 'once', NULL; EXECUTE TASK once");
        await StepAfterAsync(0);
        Assert.Equal(["once"], Log);
        Assert.Equal(["ONCE|SUCCEEDED|EXECUTE_TASK|∅"], _sql.Rows(History));
    }

    [Fact]
    public async Task OpenTransactionAtTheEndOfABody_IsAFailure()
    {
        _sql.Run("CREATE TASK open SCHEDULE = '1 MINUTE' AS BEGIN BEGIN TRANSACTION; INSERT INTO log SELECT 'x', NULL; END; ALTER TASK open RESUME");
        await StepAfterAsync(60);
        Assert.Empty(Log);
        Assert.Equal(["OPEN|FAILED|SCHEDULE|90232"], _sql.Rows(History));
    }

    [Fact]
    public void ChangedGraph_WithStartedRoot_Refused()
    {
        _sql.Run("CREATE TASK root SCHEDULE = '1 MINUTE' AS SELECT 1; ALTER TASK root RESUME");
        Assert.Equal(91089, _sql.Fails("CREATE TASK child AFTER root AS SELECT 1").Number);
    }

    [Theory]
    [InlineData("CREATE TASK x WHEN SYSTEM$STREAM_HAS_DATA('s') AS SELECT 1")]
    [InlineData("CREATE TASK x WAREHOUSE = w USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE = 'XSMALL' SCHEDULE = '1 MINUTE' AS SELECT 1")]
    [InlineData("CREATE TASK x SCHEDULE = 'often' AS SELECT 1")]
    [InlineData("CREATE TASK x TARGET_COMPLETION_INTERVAL = '1 MINUTE' USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS = 5 WHEN SYSTEM$STREAM_HAS_DATA('s') AS SELECT 1")]
    [InlineData("CREATE TASK x AFTER missing AS SELECT 1")]
    public void Create_AgainstTheManualsRules_Refused(string create) => _sql.Fails("CREATE STREAM IF NOT EXISTS s ON TABLE t; " + create);

    [Fact]
    public async Task RunAsync_WakesByCommitAndByClock_AndEndsWhenCancelled()
    {
        _sql.Run("""
            CREATE STREAM s ON TABLE t;
            CREATE TASK copy TARGET_COMPLETION_INTERVAL = '1 MINUTE' WHEN SYSTEM$STREAM_HAS_DATA('s') AS INSERT INTO log SELECT id::VARCHAR, NULL FROM s;
            ALTER TASK copy RESUME
            """);
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(1)); // a failed run of the task would be waited for for ever
        var running = _emulator.RunAsync(stop.Token);
        _sql.Run("INSERT INTO t VALUES (1)");
        while (Log.Count == 0)
        {
            Assert.False(running.IsCompleted);
            await Task.Delay(5);
        }

        _sql.Run("INSERT INTO t VALUES (2)");
        while (Log.Count == 1)
        {
            Assert.False(running.IsCompleted);
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5);
        }

        await stop.CancelAsync();
        await running;
        Assert.Equal(["1", "2"], Log);
        Assert.True(_clock.GetUtcNow() >= new DateTimeOffset(2026, 1, 1, 0, 0, 30, TimeSpan.Zero));
    }
}

namespace CdcToSnowflake.Emulator.Tests.Tasks;

/// <summary>"Triggered tasks" and "SYSTEM$STREAM_HAS_DATA".</summary>
public sealed class TriggeredTaskTests : IDisposable
{
    private readonly TaskWorld _world = new();

    public TriggeredTaskTests() => _world.Sql.Run($"""
        CREATE STREAM s ON TABLE t;
        CREATE TASK copy TARGET_COMPLETION_INTERVAL = '1 MINUTE' USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS = 604800 WHEN SYSTEM$STREAM_HAS_DATA('s')
        AS INSERT INTO log SELECT id::VARCHAR, CURRENT_TIMESTAMP()::TIMESTAMP_NTZ FROM s
        """);

    public void Dispose() => _world.Dispose();

    private string StaleAfter
    {
        get
        {
            using var command = _world.Sql.CreateCommand();
            command.CommandText = "SHOW STREAMS LIKE 's'";
            using var reader = command.ExecuteReader();
            Assert.True(reader.Read());
            return ((DateTimeOffset)reader["stale_after"]).UtcDateTime.ToString("MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    [Fact]
    public async Task CreateTask_WithALongInterval_RunsEvery12HoursNonetheless()
    {
        _world.Sql.Run("ALTER TASK copy RESUME; INSERT INTO t VALUES (1)");
        await _world.StepAfterAsync(0);
        _world.Sql.Run("INSERT INTO t VALUES (2)");
        Assert.Equal(0, await _world.StepAfterAsync((12 * 3600) - 1));
        Assert.Equal(1, await _world.StepAfterAsync(1));
        Assert.Equal(["1", "2"], _world.Log);
    }

    [Fact]
    public async Task AllowATriggeredTaskToRun_IdleFor12Hours_IsSkippedAndKeepsItsStreamFromGoingStale()
    {
        _world.Sql.Run("ALTER TASK copy RESUME");
        for (var day = 0; day < 60; day++)
        {
            await _world.StepAfterAsync(12 * 3600);
        }

        _world.Sql.Run("INSERT INTO t VALUES (1)");
        await _world.StepAfterAsync(12 * 3600);
        Assert.Equal(["1"], _world.Log);
        Assert.Equal(["SKIPPED|TRIGGER", "SUCCEEDED|TRIGGER"], _world.Sql.Rows("SELECT DISTINCT state, scheduled_from FROM TABLE(information_schema.task_history()) ORDER BY 1"));
    }

    [Fact]
    public void StreamHasData_False_PutsStalenessOff_True_DoesNot()
    {
        Assert.Equal("01-15 00:00", StaleAfter);
        _world.Clock.Advance(TimeSpan.FromDays(10));
        Assert.Equal("false", _world.Sql.One("SELECT SYSTEM$STREAM_HAS_DATA('s')"));
        Assert.Equal("01-25 00:00", StaleAfter);
        _world.Sql.Run("INSERT INTO t VALUES (1)");
        _world.Clock.Advance(TimeSpan.FromDays(10));
        Assert.Equal("true", _world.Sql.One("SELECT SYSTEM$STREAM_HAS_DATA('s')"));
        Assert.Equal("01-25 00:00", StaleAfter);
        _world.Clock.Advance(TimeSpan.FromDays(4) + TimeSpan.FromSeconds(1));
        Assert.Equal(91901, _world.Sql.Fails("SELECT * FROM s").Number);
        Assert.Equal(91901, _world.Sql.Fails("SELECT SYSTEM$STREAM_HAS_DATA('s')").Number);
    }

    [Fact]
    public void StreamHasData_FoundEmptyBeforeARestart_IsRemembered()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("touch-").FullName, "a.db");
        try
        {
            using (var emulator = new SnowflakeEmulator(new EmulatorOptions { Database = file, Clock = _world.Clock }))
            {
                using var sql = emulator.OpenIn();
                sql.Run("CREATE TABLE t (id NUMBER(5,0)); CREATE STREAM s ON TABLE t; CREATE TABLE other (id NUMBER(5,0))");
                _world.Clock.Advance(TimeSpan.FromDays(10));
                _ = sql.One("SELECT SYSTEM$STREAM_HAS_DATA('s')");
                sql.Run("INSERT INTO other VALUES (1)");
            }

            _world.Clock.Advance(TimeSpan.FromDays(10));
            using var again = new SnowflakeEmulator(new EmulatorOptions { Database = file, Clock = _world.Clock });
            using var after = again.OpenIn();
            Assert.Empty(after.Rows("SELECT * FROM s"));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    [Fact]
    public async Task StaleStream_MakesTheTaskFail_AndNotTheEmulator()
    {
        _world.Sql.Run("INSERT INTO t VALUES (1)");
        _world.Clock.Advance(TimeSpan.FromDays(15));
        _world.Sql.Run("ALTER TASK copy SET SUSPEND_TASK_AFTER_NUM_FAILURES = 1; ALTER TASK copy RESUME");
        await _world.StepAfterAsync(0);
        Assert.Equal(["FAILED_AND_AUTO_SUSPENDED|91901"], _world.Sql.Rows("SELECT state, error_code FROM TABLE(information_schema.task_history())"));
    }

    [Theory]
    [InlineData("id = 1")]
    [InlineData("PARSE_JSON(SYSTEM$GET_PREDECESSOR_RETURN_VALUE('A')) = 1")]
    [InlineData("(SELECT COUNT(*) FROM t) > 0")]
    [InlineData("CURRENT_TIMESTAMP() > '2026-01-01'")]
    public void CreateTask_WhenWithMoreThanThePageAllows_Refused(string condition)
    {
        _world.Sql.Fails($"CREATE TASK x SCHEDULE = '1 MINUTE' WHEN {condition} AS SELECT 1");
        _world.Sql.Fails($"ALTER TASK copy MODIFY WHEN {condition}");
    }
}

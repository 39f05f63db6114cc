namespace CdcToSnowflake.Emulator.Tests.Tasks;

/// <summary>"TASK_HISTORY" and "EXECUTE TASK".</summary>
public sealed class TaskHistoryTests : IDisposable
{
    private readonly TaskWorld _world = new();

    public void Dispose() => _world.Dispose();

    private IReadOnlyList<string> History(string columns, string arguments = "", string rest = "") =>
        _world.Sql.Rows($"SELECT {columns} FROM TABLE(information_schema.task_history({arguments})) {rest}");

    [Fact]
    public void TaskHistory_StartedTask_ShowsItsNextRunAsScheduled()
    {
        _world.Sql.Run("CREATE TASK tick SCHEDULE = '10 MINUTES' CONFIG = '{}' AS SELECT 1; ALTER TASK tick RESUME; CREATE TASK suspended SCHEDULE = '1 MINUTE' AS SELECT 1");
        Assert.Equal(
            ["TICK|SCHEDULED|∅|2026-01-01 00:10:00|2026-01-01 00:20:00|∅|∅|SCHEDULE|1|1|{}"],
            History("name, state, query_id, scheduled_time::TIMESTAMP_NTZ, next_scheduled_time::TIMESTAMP_NTZ, query_start_time, completed_time, scheduled_from, attempt_number, graph_version, config"));
        _world.Sql.Run("EXECUTE TASK tick");
        Assert.Equal(["SCHEDULED|2026-01-01 00:00:00|EXECUTE_TASK"], History("state, scheduled_time::TIMESTAMP_NTZ, scheduled_from"));
    }

    [Fact]
    public async Task TaskHistory_RunningTask_IsExecuting_AndCanBeCancelled()
    {
        _world.Sql.Run("CREATE TASK slow SCHEDULE = '1 MINUTE' AS CALL SYSTEM$WAIT(1, 'DAYS'); CREATE TASK child AFTER slow AS SELECT 1; SELECT SYSTEM$TASK_DEPENDENTS_ENABLE('slow')");
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        var running = Task.Run(() => _world.Emulator.StepAsync());
        while (History("state", "", "WHERE state = 'EXECUTING'").Count == 0)
        {
            Assert.False(running.IsCompleted);
            await Task.Delay(5);
        }

        Assert.Equal(["SLOW|true|∅"], History("name, query_id IS NOT NULL, completed_time", "", "WHERE state = 'EXECUTING'"));
        _world.Sql.Run("SELECT SYSTEM$USER_TASK_CANCEL_ONGOING_EXECUTIONS('slow')");
        await running;
        Assert.Equal(["SLOW|CANCELLED|SCHEDULE|1"], _world.Sql.Rows(TaskWorld.Runs));
    }

    [Fact]
    public async Task TaskHistory_Arguments_Filter()
    {
        _world.Sql.Run("""
            CREATE TASK root SCHEDULE = '1 MINUTE' SUSPEND_TASK_AFTER_NUM_FAILURES = 0 AS SELECT 1; CREATE TASK bad AFTER root AS SELECT 'x'::NUMBER(5,0);
            CREATE TASK "Other" SCHEDULE = '60 MINUTES' AS SELECT 1; EXECUTE TASK "Other"; SELECT SYSTEM$TASK_DEPENDENTS_ENABLE('root')
            """);
        await _world.StepAfterAsync(60);
        await _world.StepAfterAsync(60);
        const string Done = "WHERE query_id IS NOT NULL";
        var id = History("root_task_id", "TASK_NAME => 'bad', RESULT_LIMIT => 1")[0];
        Assert.Equal(["Other"], History("name", "TASK_NAME => 'oTHER'", Done));
        Assert.Equal(["BAD", "BAD"], History("name", "ERROR_ONLY => TRUE", Done));
        Assert.Equal(2, History("name", "SCHEDULED_TIME_RANGE_START => '2026-01-01 00:02:00'::TIMESTAMP_LTZ", Done).Count);
        Assert.Equal(3, History("name", "SCHEDULED_TIME_RANGE_END => '2026-01-01 00:01:00'::TIMESTAMP_LTZ", Done).Count);
        Assert.Equal(["SCHEDULED"], History("state", "RESULT_LIMIT => 1"));
        Assert.Equal(4, History("name", $"ROOT_TASK_ID => '{id}'", Done).Count);
        Assert.Equal(5, History("name", "DATABASE_NAME => 'd', SCHEMA_NAME => 'public'", Done).Count);
        Assert.Empty(History("name", "DATABASE_NAME => '\"d\"'"));
        Assert.Equal(5, _world.Sql.Rows("CREATE DATABASE elsewhere; USE DATABASE elsewhere; SELECT name FROM TABLE(elsewhere.information_schema.task_history()) " + Done).Count);
        _world.Sql.Fails("SELECT 1 FROM TABLE(information_schema.task_history(SCHEMA_NAME => 'x'))");
        _world.Sql.Fails("SELECT 1 FROM TABLE(information_schema.task_history(RESULT_LIMIT => 10001))");
    }

    [Fact]
    public async Task TaskHistory_AfterSevenDays_ShowsTheRunNoMore()
    {
        _world.Sql.Run("CREATE TASK once SCHEDULE = '60 MINUTES' AS SELECT 1; EXECUTE TASK once");
        await _world.StepAfterAsync(0);
        _world.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Single(History("name"));
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(History("name"));
    }

    [Fact]
    public async Task ExecuteTask_RetryLast_RunsOnlyWhatFailed_WithTheNextAttemptNumber()
    {
        _world.Sql.Run($"""
            CREATE TASK root SCHEDULE = '1 MINUTE' AS BEGIN {TaskWorld.Say("root")}; CALL SYSTEM$SET_RETURN_VALUE('r'); END;
            CREATE TASK a AFTER root AS {TaskWorld.Say("a")};
            CREATE TASK b AFTER root AS INSERT INTO missing SELECT SYSTEM$GET_PREDECESSOR_RETURN_VALUE('ROOT');
            CREATE TASK c AFTER a, b AS {TaskWorld.Say("c")};
            ALTER TASK a RESUME; ALTER TASK b RESUME; ALTER TASK c RESUME
            """);
        Assert.Contains("never run", _world.Sql.Fails("EXECUTE TASK root RETRY LAST").Message, StringComparison.Ordinal);
        _world.Sql.Run("EXECUTE TASK root");
        await _world.StepAfterAsync(0);
        _world.Sql.Run("CREATE TABLE missing (what VARCHAR); EXECUTE TASK root RETRY LAST");
        await _world.StepAfterAsync(1);
        Assert.Equal(["a", "root", "c"], _world.Log);
        Assert.Equal("r", _world.Sql.One("SELECT what FROM missing"));
        Assert.Equal(
            ["A|SUCCEEDED|EXECUTE_TASK|1", "B|FAILED|EXECUTE_TASK|1", "ROOT|SUCCEEDED|EXECUTE_TASK|1", "B|SUCCEEDED|MANUAL RETRY|2", "C|SUCCEEDED|MANUAL RETRY|2"],
            _world.Sql.Rows(TaskWorld.Runs));
        Assert.Equal("1|1", _world.Sql.One("SELECT COUNT(DISTINCT graph_run_group_id), COUNT(DISTINCT run_id) FROM TABLE(information_schema.task_history())"));
        Assert.Contains("did not fail", _world.Sql.Fails("EXECUTE TASK root RETRY LAST").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExecuteTask_RetryOfAModifiedOrOldGraph_Refused_OfAGroup_RunsThatOne()
    {
        _world.Sql.Run("CREATE TASK root SCHEDULE = '1 MINUTE' AS SELECT 'x'::NUMBER(5,0); EXECUTE TASK root");
        await _world.StepAfterAsync(0);
        var group = Assert.Single(History("graph_run_group_id"));
        _world.Sql.Run("EXECUTE TASK root");
        await _world.StepAfterAsync(1);
        _world.Sql.Run($"EXECUTE TASK root RETRY GRAPH RUN GROUP '{group}'");
        await _world.StepAfterAsync(1);
        Assert.Equal(["1", "2"], History("attempt_number", "", $"WHERE graph_run_group_id = '{group}' ORDER BY 1"));
        Assert.Contains("no graph run", _world.Sql.Fails("EXECUTE TASK root RETRY GRAPH RUN GROUP 'x'").Message, StringComparison.Ordinal);
        _world.Sql.Run("ALTER TASK root MODIFY AS SELECT 1");
        Assert.Contains("modified", _world.Sql.Fails("EXECUTE TASK root RETRY LAST").Message, StringComparison.Ordinal);
        _world.Sql.Run("ALTER TASK root MODIFY AS SELECT 'x'::NUMBER(5,0); EXECUTE TASK root");
        await _world.StepAfterAsync(1);
        Assert.Equal(["2"], History("MAX(graph_version)"));
        _world.Clock.Advance(TimeSpan.FromDays(14) + TimeSpan.FromSeconds(1));
        Assert.Contains("14 days", _world.Sql.Fails("EXECUTE TASK root RETRY LAST").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExecuteTask_AskedTwiceBeforeItStarts_RunsOnceByTheLastRequest()
    {
        _world.Sql.Run("CREATE TASK root SCHEDULE = '1 MINUTE' AS INSERT INTO log SELECT SYSTEM$GET_TASK_GRAPH_CONFIG('n'), NULL; EXECUTE TASK root USING CONFIG = '{\"n\": 1}'; EXECUTE TASK root USING CONFIG = '{\"n\": 2}'");
        await _world.StepAfterAsync(0);
        Assert.Equal(["2"], _world.Log);
    }

    [Theory]
    [InlineData(10_000, "")]
    [InlineData(20_000, "STATEMENT_TIMEOUT_IN_SECONDS = 10")]
    public async Task CreateTask_UserTaskTimeoutMs_ALongerRunFailsWith000630_AndTakesBackItsTransaction(int milliseconds, string options)
    {
        _world.Sql.Run($"CREATE TASK slow SCHEDULE = '1 MINUTE' USER_TASK_TIMEOUT_MS = {milliseconds} {options} AS BEGIN BEGIN TRANSACTION; {TaskWorld.Say("x")}; CALL SYSTEM$WAIT(1, 'HOURS'); COMMIT; END; EXECUTE TASK slow");
        await _world.StepWhileTimePassesAsync(TimeSpan.FromSeconds(1));
        Assert.Empty(_world.Log);
        Assert.Equal(["FAILED|630|Statement reached its statement or warehouse timeout of 10 second(s) and was canceled."], History("state, error_code, error_message"));
    }

    [Fact]
    public async Task TaskGraphTimeouts_RootsLimit_IsTheGraphs_AChildsOwnOverridesIt()
    {
        _world.Sql.Run("""
            CREATE TASK root SCHEDULE = '1 MINUTE' USER_TASK_TIMEOUT_MS = 60000 AS CALL SYSTEM$WAIT(40);
            CREATE TASK own AFTER root USER_TASK_TIMEOUT_MS = 50000 AS CALL SYSTEM$WAIT(30);
            CREATE TASK late AFTER own AS CALL SYSTEM$WAIT(10);
            ALTER TASK own RESUME; ALTER TASK late RESUME; EXECUTE TASK root
            """);
        await _world.StepWhileTimePassesAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(["LATE|FAILED|630", "OWN|SUCCEEDED|∅", "ROOT|SUCCEEDED|∅"], History("name, state, error_code", "", "ORDER BY name"));
    }
}

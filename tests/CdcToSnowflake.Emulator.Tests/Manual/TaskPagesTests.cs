using CdcToSnowflake.Emulator.Tests.Tasks;

namespace CdcToSnowflake.Emulator.Tests.Manual;

/// <summary>What the manual's pages say of tasks' defaults, limits and history; each test's name begins with its page's title.</summary>
public sealed class TaskPagesTests : IDisposable
{
    private const string Fails = "SELECT 'x'::NUMBER(5,0)";

    private readonly TaskWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task CreateTask_SuspendTaskAfterNumFailures_Is10ByDefault()
    {
        _world.Sql.Run($"CREATE TASK bad SCHEDULE = '1 MINUTE' AS {Fails}; ALTER TASK bad RESUME");
        for (var minute = 0; minute < 12; minute++)
        {
            await _world.StepAfterAsync(60);
        }

        Assert.Equal(["FAILED|9", "FAILED_AND_AUTO_SUSPENDED|1"], _world.Sql.Rows("SELECT state, COUNT(*) FROM TABLE(information_schema.task_history()) WHERE completed_time IS NOT NULL GROUP BY state ORDER BY state"));
    }

    [Fact]
    public async Task CreateTask_SuspendTaskAfterNumFailures_0NeverSuspends()
    {
        _world.Sql.Run($"CREATE TASK bad SCHEDULE = '1 MINUTE' SUSPEND_TASK_AFTER_NUM_FAILURES = 0 AS {Fails}; ALTER TASK bad RESUME");
        for (var minute = 0; minute < 12; minute++)
        {
            await _world.StepAfterAsync(60);
        }

        Assert.Equal("12", _world.Sql.One("SELECT COUNT(*) FROM TABLE(information_schema.task_history()) WHERE state = 'FAILED'"));
    }

    [Fact]
    public async Task CreateTask_UserTaskTimeoutMs_Is1HourByDefault()
    {
        _world.Sql.Run("CREATE TASK slow SCHEDULE = '600 MINUTES' AS CALL SYSTEM$WAIT(2, 'HOURS'); EXECUTE TASK slow");
        await _world.StepWhileTimePassesAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("FAILED|630|Statement reached its statement or warehouse timeout of 3600 second(s) and was canceled.", _world.Sql.One("SELECT state, error_code, error_message FROM TABLE(information_schema.task_history())"));
    }

    [Fact]
    public async Task CreateTask_UserTaskMinimumTriggerIntervalInSeconds_Is30ByDefault()
    {
        _world.Sql.Run("""
            CREATE STREAM s ON TABLE t; INSERT INTO t VALUES (1);
            CREATE TASK copy TARGET_COMPLETION_INTERVAL = '1 MINUTE' WHEN SYSTEM$STREAM_HAS_DATA('s') AS INSERT INTO log SELECT id::VARCHAR, NULL FROM s; ALTER TASK copy RESUME
            """);
        Assert.Equal(1, await _world.StepAfterAsync(0));
        _world.Sql.Run("INSERT INTO t VALUES (2)");
        Assert.Equal(0, await _world.StepAfterAsync(29));
        Assert.Equal(1, await _world.StepAfterAsync(1));
    }

    [Theory]
    [InlineData("SERVERLESS_TASK_MIN_STATEMENT_SIZE = 'LARGE' SERVERLESS_TASK_MAX_STATEMENT_SIZE = 'SMALL'")]
    [InlineData("USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE = 'XLARGE' SERVERLESS_TASK_MAX_STATEMENT_SIZE = 'SMALL'")]
    [InlineData("SERVERLESS_TASK_MIN_STATEMENT_SIZE = 'LARGE' USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE = 'SMALL'")]
    [InlineData("SERVERLESS_TASK_MAX_STATEMENT_SIZE = 'HUGE'")]
    public void CreateTask_ServerlessSizesThatContradictEachOther_Refused(string sizes)
    {
        _world.Sql.Fails($"CREATE TASK k {sizes} SCHEDULE = '1 MINUTE' AS SELECT 1");
        _world.Sql.Run("CREATE TASK k SERVERLESS_TASK_MIN_STATEMENT_SIZE = 'SMALL' USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE = 'MEDIUM' SERVERLESS_TASK_MAX_STATEMENT_SIZE = 'LARGE' SCHEDULE = '1 MINUTE' AS SELECT 1");
    }

    /// <summary>The page's own examples, and the operators that it names; a task's name in quotes is as it is kept.</summary>
    [Theory]
    [InlineData("false", "NOT SYSTEM$GET_PREDECESSOR_RETURN_VALUE('ROOT')::BOOLEAN", true)]
    [InlineData("true", "NOT SYSTEM$GET_PREDECESSOR_RETURN_VALUE('ROOT')::BOOLEAN", false)]
    [InlineData("FINE", "SYSTEM$GET_PREDECESSOR_RETURN_VALUE('ROOT') != 'VALIDATION'", true)]
    [InlineData("VALIDATION", "SYSTEM$GET_PREDECESSOR_RETURN_VALUE('ROOT') != 'VALIDATION'", false)]
    [InlineData("0.1", "SYSTEM$GET_PREDECESSOR_RETURN_VALUE('ROOT')::FLOAT < 0.2", true)]
    [InlineData("0.2", "SYSTEM$GET_PREDECESSOR_RETURN_VALUE('ROOT')::FLOAT < 0.2", false)]
    [InlineData("7", "SYSTEM$STREAM_HAS_DATA('s') OR CAST(SYSTEM$GET_PREDECESSOR_RETURN_VALUE('ROOT') AS NUMBER) >= 7", true)]
    [InlineData("7", "SYSTEM$STREAM_HAS_DATA('s') AND SYSTEM$GET_PREDECESSOR_RETURN_VALUE('ROOT') = '7'", false)]
    public async Task CreateTask_WhenWithReturnValuesComparisonsAndCasts_DecidesWhetherItRuns(string returned, string condition, bool runs)
    {
        _world.Sql.Run($"""
            CREATE STREAM s ON TABLE t; CREATE TASK root SCHEDULE = '1 MINUTE' AS CALL SYSTEM$SET_RETURN_VALUE('{returned}');
            CREATE TASK child AFTER root WHEN {condition} AS SELECT 1; ALTER TASK child RESUME; EXECUTE TASK root
            """);
        await _world.StepAfterAsync(0);
        Assert.Equal(runs ? "SUCCEEDED" : "SKIPPED", _world.Sql.One("SELECT state FROM TABLE(information_schema.task_history(TASK_NAME => 'child'))"));
    }

    [Fact]
    public async Task CreateTask_ABodyOfOneTransactionThatFails_TakesAllOfItBack_ConsumesNothing_AndRunsAgain()
    {
        _world.Sql.Run("""
            CREATE STREAM s ON TABLE t; INSERT INTO t VALUES (1);
            CREATE TASK copy SCHEDULE = '1 MINUTE' AS
            BEGIN
                BEGIN TRANSACTION;
                INSERT INTO log SELECT id::VARCHAR, NULL FROM s;
                INSERT INTO needed SELECT id FROM t;
                COMMIT;
            EXCEPTION WHEN OTHER THEN ROLLBACK; RAISE;
            END;
            ALTER TASK copy RESUME
            """);
        await _world.StepAfterAsync(60);
        Assert.Empty(_world.Log);
        Assert.Equal("true", _world.Sql.One("SELECT SYSTEM$STREAM_HAS_DATA('s')"));
        _world.Sql.Run("CREATE TABLE needed (id NUMBER(5,0))");
        await _world.StepAfterAsync(60);
        Assert.Equal(["1"], _world.Log);
        Assert.Equal(["FAILED", "SUCCEEDED"], _world.Sql.Rows("SELECT state FROM TABLE(information_schema.task_history()) WHERE query_id IS NOT NULL ORDER BY state"));
    }

    [Fact]
    public void CreateASequenceOfTasksWithATaskGraph_HasAtMost1000Tasks()
    {
        // The root, nine below it and 990 below those: 1,000.
        _world.Sql.Run("CREATE TASK root SCHEDULE = '1 MINUTE' AS SELECT 1");
        for (var parent = 0; parent < 9; parent++)
        {
            _world.Sql.Run($"CREATE TASK p{parent} AFTER root AS SELECT 1");
        }

        for (var parent = 0; parent < 9; parent++)
        {
            _world.Sql.Run(string.Join("; ", Enumerable.Range(0, 100).Select(child => $"CREATE TASK c{parent}_{child} AFTER p{parent} AS SELECT 1")));
        }

        _world.Sql.Run(string.Join("; ", Enumerable.Range(0, 90).Select(child => $"CREATE TASK d{child} AFTER c0_{child} AS SELECT 1")));
        Assert.Equal("1000", _world.Sql.One("SHOW TASKS ->> SELECT COUNT(*) FROM $1"));
        Assert.Contains("1000", _world.Sql.Fails("CREATE TASK one_more AFTER root AS SELECT 1").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE TASK late AFTER root AS SELECT 1")]
    [InlineData("CREATE TASK late FINALIZE = root AS SELECT 1")]
    [InlineData("CREATE TASK late SCHEDULE = '1 MINUTE' AS SELECT 1; ALTER TASK late UNSET SCHEDULE; ALTER TASK late ADD AFTER root")]
    public void CreateASequenceOfTasksWithATaskGraph_AllTasksHaveOneOwner(string sql)
    {
        _world.Sql.Run("CREATE ROLE merger; CREATE TASK root SCHEDULE = '1 MINUTE' AS SELECT 1; CREATE TASK child AFTER root AS SELECT 1; GRANT OWNERSHIP ON ALL TASKS IN SCHEMA PUBLIC TO ROLE merger");
        Assert.Contains("one owner", _world.Sql.Fails(sql).Message, StringComparison.Ordinal);
        _world.Sql.Run("GRANT OWNERSHIP ON ALL TASKS IN SCHEMA PUBLIC TO ROLE ACCOUNTADMIN; DROP TASK IF EXISTS late; " + sql);
    }

    [Fact]
    public void TaskHistory_ItsColumns_AreThePages()
    {
        // The page's, in its order; of those about hashes, BACKFILL_INFO and SPCS_JOB_ID the emulator has none.
        string[] page =
        [
            "QUERY_ID", "NAME", "DATABASE_NAME", "SCHEMA_NAME", "QUERY_TEXT", "CONDITION_TEXT", "STATE", "ERROR_CODE", "ERROR_MESSAGE", "SCHEDULED_TIME", "QUERY_START_TIME", "NEXT_SCHEDULED_TIME", "COMPLETED_TIME",
            "ROOT_TASK_ID", "GRAPH_VERSION", "RUN_ID", "RETURN_VALUE", "SCHEDULED_FROM", "ATTEMPT_NUMBER", "CONFIG", "GRAPH_RUN_GROUP_ID",
        ];
        using var command = _world.Sql.CreateCommand();
        command.CommandText = "SELECT * FROM TABLE(information_schema.task_history())";
        using var reader = command.ExecuteReader();
        Assert.Equal(page, Enumerable.Range(0, reader.FieldCount).Select(reader.GetName));
    }
}

namespace CdcToSnowflake.Emulator.Tests.Tasks;

/// <summary>"CREATE TASK": session parameters and integrations of a task; "STATEMENT_TIMEOUT_IN_SECONDS" of a session.</summary>
public sealed class TaskParameterTests : IDisposable
{
    private readonly TaskWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task QueryTag_IsThatOfEachStatementOfTheBody_AndItsSessionKnowsIt()
    {
        _world.Sql.Run("""
            CREATE TASK tagged SCHEDULE = '1 MINUTE' QUERY_TAG = 'it''s mine' AS BEGIN INSERT INTO t VALUES (1); INSERT INTO t VALUES (2); END; EXECUTE TASK tagged;
            CREATE TASK plain SCHEDULE = '1 MINUTE' AS INSERT INTO t VALUES (3); EXECUTE TASK plain
            """);
        await _world.StepAfterAsync(0);
        Assert.Equal(["|1", "it's mine|2"], _world.Sql.Rows("SELECT query_tag, COUNT(*) FROM SNOWFLAKE.ACCOUNT_USAGE.QUERY_HISTORY WHERE query_type = 'INSERT' GROUP BY query_tag ORDER BY query_tag"));
    }

    [Theory]
    [InlineData("TIMEZONE = 'Europe/Berlin'", "TIMEZONE")]
    [InlineData("WEEK_START = 7", "WEEK_START")]
    [InlineData("ERROR_ON_NONDETERMINISTIC_MERGE = FALSE", "ERROR_ON_NONDETERMINISTIC_MERGE")]
    public void ParameterThatIsNotEmulated_RefusedByName_AsOfASession(string parameter, string name)
    {
        Assert.Contains(name, Assert.IsType<NotEmulatedException>(_world.Sql.Fails($"CREATE TASK k SCHEDULE = '1 MINUTE' {parameter} AS SELECT 1")).Message, StringComparison.Ordinal);
        Assert.Contains(name, Assert.IsType<NotEmulatedException>(_world.Sql.Fails($"ALTER SESSION SET {parameter}")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ErrorIntegration_MustBeThere_AndAQueueOfNotifications()
    {
        _world.Sql.Run("""
            CREATE NOTIFICATION INTEGRATION mail TYPE = EMAIL ENABLED = TRUE;
            CREATE STORAGE INTEGRATION bucket TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = S3 ENABLED = TRUE STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::1:role/r' STORAGE_ALLOWED_LOCATIONS = ('s3://b/')
            """);
        foreach (var property in new[] { "ERROR_INTEGRATION", "SUCCESS_INTEGRATION" })
        {
            Assert.Contains("does not exist", _world.Sql.Fails($"CREATE TASK k SCHEDULE = '1 MINUTE' {property} = missing AS SELECT 1").Message, StringComparison.Ordinal);
            Assert.Contains("NOTIFICATION", _world.Sql.Fails($"CREATE TASK k SCHEDULE = '1 MINUTE' {property} = bucket AS SELECT 1").Message, StringComparison.Ordinal);
            Assert.Contains("QUEUE", _world.Sql.Fails($"CREATE TASK k SCHEDULE = '1 MINUTE' {property} = mail AS SELECT 1").Message, StringComparison.Ordinal);
        }

        _world.Sql.Run("CREATE TASK k SCHEDULE = '1 MINUTE' ERROR_INTEGRATION = my_errors AS SELECT 1");
        Assert.Contains("does not exist", _world.Sql.Fails("ALTER TASK k SET ERROR_INTEGRATION = missing").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StatementTimeout_OfASession_CancelsByTheEmulatorsClock()
    {
        _world.Sql.Run("ALTER SESSION SET STATEMENT_TIMEOUT_IN_SECONDS = 10");
        var waiting = Task.Run(() => _world.Sql.Fails("CALL SYSTEM$WAIT(1, 'HOURS')"));
        while (!waiting.IsCompleted)
        {
            _world.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }

        var error = await waiting;
        Assert.Equal(630, error.Number);
        Assert.Contains("10 second(s)", error.Message, StringComparison.Ordinal);
        Assert.Equal(["000630"], _world.Sql.Rows("SELECT LPAD(error_code, 6, '0') FROM SNOWFLAKE.ACCOUNT_USAGE.QUERY_HISTORY WHERE error_code IS NOT NULL"));
        _world.Sql.Run("ALTER SESSION UNSET STATEMENT_TIMEOUT_IN_SECONDS; SELECT 1");
    }

    [Fact]
    public async Task StatementTimeout_OfATask_TheLowerOfTheTwo()
    {
        _world.Sql.Run("CREATE TASK slow SCHEDULE = '1 MINUTE' USER_TASK_TIMEOUT_MS = 3600000 STATEMENT_TIMEOUT_IN_SECONDS = 5 AS CALL SYSTEM$WAIT(1, 'HOURS'); EXECUTE TASK slow");
        await _world.StepWhileTimePassesAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(["FAILED|Statement reached its statement or warehouse timeout of 5 second(s) and was canceled."], _world.Sql.Rows("SELECT state, error_message FROM TABLE(information_schema.task_history()) WHERE completed_time IS NOT NULL"));
    }

    [Fact]
    public async Task Histories_ForgetWhatIsOlderThanAYear()
    {
        _world.Sql.Run("CREATE TASK old SCHEDULE = '1 MINUTE' AS SELECT 1; EXECUTE TASK old");
        await _world.StepAfterAsync(0);
        const string Kept = "SELECT COUNT(*) FROM SNOWFLAKE.ACCOUNT_USAGE.TASK_HISTORY";
        await _world.StepAfterAsync(TimeSpan.FromDays(364).TotalSeconds);
        Assert.Equal("1", _world.Sql.One(Kept));
        await _world.StepAfterAsync(TimeSpan.FromDays(2).TotalSeconds);
        Assert.Equal("0", _world.Sql.One(Kept));
    }
}

namespace CdcToSnowflake.Emulator.Tests.Tasks;

/// <summary>"Create a sequence of tasks with a task graph".</summary>
public sealed class TaskGraphTests : IDisposable
{
    private readonly TaskWorld _world = new();

    public void Dispose() => _world.Dispose();

    private void Run(string sql) => _world.Sql.Run(sql);

    private void Root(string body, string options = "") => Run($"CREATE TASK root SCHEDULE = '1 MINUTE' {options} AS {body}");

    private void Child(string name, string after, string? body = null) => Run($"CREATE TASK {name} AFTER {after} AS {body ?? TaskWorld.Say(name)}");

    private void Start() => Run("SELECT SYSTEM$TASK_DEPENDENTS_ENABLE('root')");

    [Fact]
    public async Task CreateASequenceOfTasksWithATaskGraph_EachTaskRunsAfterAllItsParents()
    {
        Root(TaskWorld.Say("root"));
        Child("b", "root");
        Child("a", "root");
        Child("c", "a, b");
        Start();
        await _world.StepAfterAsync(60);
        Assert.Equal(["ROOT", "B", "A", "C"], _world.Sql.Rows("SELECT name FROM TABLE(information_schema.task_history()) WHERE query_id IS NOT NULL ORDER BY scheduled_time").Reverse());
        Assert.Equal("1", _world.Sql.One("SELECT COUNT(DISTINCT graph_run_group_id || run_id || root_task_id) FROM TABLE(information_schema.task_history()) WHERE query_id IS NOT NULL"));
    }

    /// <summary>"To modify or recreate any task in a task graph, the root task must first be suspended": a lone task is no graph.</summary>
    [Fact]
    public void CreateASequenceOfTasksWithATaskGraph_RootIsStarted_ItIsNotReplacedUntilItIsSuspended()
    {
        Root("SELECT 1");
        Run("ALTER TASK root RESUME; CREATE OR REPLACE TASK root SCHEDULE = '1 MINUTE' AS SELECT 2");
        Child("a", "root");
        Start();

        Assert.Contains("is not suspended", _world.Sql.Fails("CREATE OR REPLACE TASK root SCHEDULE = '1 MINUTE' AS SELECT 3").Message, StringComparison.Ordinal);
        Run("ALTER TASK root SUSPEND; CREATE OR REPLACE TASK root SCHEDULE = '1 MINUTE' AS SELECT 3");
    }

    [Fact]
    public async Task SkipOrSuspendAChildTask_SuspendedOne_IsAsThoughItHadSucceeded()
    {
        Root(TaskWorld.Say("root"));
        Child("a", "root");
        Child("b", "a");
        Run("ALTER TASK b RESUME; ALTER TASK root RESUME");
        await _world.StepAfterAsync(60);
        Assert.Equal(["b", "root"], _world.Log);
    }

    [Fact]
    public async Task SkipOrSuspendAChildTask_SuspendedBelowAFailedRoot_PassesNothingOn()
    {
        Root("SELECT 'x'::NUMBER(5,0)");
        Child("a", "root");
        Child("b", "a");
        Run("ALTER TASK b RESUME; ALTER TASK root RESUME");
        await _world.StepAfterAsync(60);
        Assert.Empty(_world.Log);
    }

    [Fact]
    public async Task SkipOrSuspendAChildTask_OfSeveralPredecessorsOneResumed_IsEnough()
    {
        Root(TaskWorld.Say("root"));
        Child("a", "root");
        Child("b", "root");
        Child("c", "a, b");
        Child("d", "a, b");
        Run("ALTER TASK b RESUME; ALTER TASK c RESUME; ALTER TASK root RESUME");
        await _world.StepAfterAsync(60);
        Assert.Equal(["b", "c", "root"], _world.Log);
        Run("ALTER TASK root SUSPEND; ALTER TASK b SUSPEND; DELETE FROM log; ALTER TASK root RESUME");
        await _world.StepAfterAsync(60);
        Assert.Equal(["root"], _world.Log);
    }

    [Fact]
    public async Task CreateTask_WhenThatIsFalse_IsSkippedWithItsChildren()
    {
        Run("CREATE STREAM s ON TABLE t");
        Root(TaskWorld.Say("root"));
        Run($"CREATE TASK a AFTER root WHEN SYSTEM$STREAM_HAS_DATA('s') AS {TaskWorld.Say("a")}");
        Child("b", "a");
        Child("c", "root");
        Start();
        await _world.StepAfterAsync(60);
        Assert.Equal(["c", "root"], _world.Log);
        Assert.Equal(["A|SKIPPED|SCHEDULE|1", "C|SUCCEEDED|SCHEDULE|1", "ROOT|SUCCEEDED|SCHEDULE|1"], _world.Sql.Rows(TaskWorld.Runs));
    }

    [Fact]
    public async Task FinalizerTask_RunsLastAlsoAfterAFailure_NotWhenTheRootIsSkipped()
    {
        Run("CREATE STREAM s ON TABLE t");
        Root("SELECT 'x'::NUMBER(5,0)", "WHEN SYSTEM$STREAM_HAS_DATA('s')");
        Child("a", "root");
        Run($"CREATE TASK last FINALIZE = root AS {TaskWorld.Say("last")}");
        Start();
        await _world.StepAfterAsync(60);
        Assert.Equal(["ROOT|SKIPPED|SCHEDULE|1"], _world.Sql.Rows(TaskWorld.Runs));
        Run("INSERT INTO t VALUES (1)");
        await _world.StepAfterAsync(60);
        Assert.Equal(["last"], _world.Log);
        Assert.Equal(["ROOT|SKIPPED|SCHEDULE|1", "LAST|SUCCEEDED|SCHEDULE|1", "ROOT|FAILED|SCHEDULE|1"], _world.Sql.Rows(TaskWorld.Runs));
    }

    [Fact]
    public async Task AutomaticRetries_OnlyWhatFailedRunsAgain_AfterTheFinalizerHasMended()
    {
        // The page's example "Correct for errors": the finalizer makes the table that is missing.
        Root(TaskWorld.Say("root"), "TASK_AUTO_RETRY_ATTEMPTS = 2");
        Child("a", "root", "INSERT INTO missing SELECT 'a'");
        Child("b", "a");
        Run("CREATE TASK last FINALIZE = root AS CREATE TABLE IF NOT EXISTS missing (what VARCHAR)");
        Start();
        await _world.StepAfterAsync(60);
        Assert.Equal(["b", "root"], _world.Log);
        Assert.Equal("1", _world.Sql.One("SELECT COUNT(*) FROM missing"));
        Assert.Equal(
            ["A|FAILED|SCHEDULE|1", "LAST|SUCCEEDED|SCHEDULE|1", "ROOT|SUCCEEDED|SCHEDULE|1", "A|SUCCEEDED|AUTOMATIC RETRY|2", "B|SUCCEEDED|AUTOMATIC RETRY|2"],
            _world.Sql.Rows(TaskWorld.Runs));
        Assert.Equal("1", _world.Sql.One("SELECT COUNT(DISTINCT graph_run_group_id) FROM TABLE(information_schema.task_history()) WHERE query_id IS NOT NULL"));
    }

    [Fact]
    public async Task SuspendTaskGraphsAfterFailedTaskGraphRuns_RetriesAreOneRun()
    {
        Root(TaskWorld.Say("root"), "TASK_AUTO_RETRY_ATTEMPTS = 2 SUSPEND_TASK_AFTER_NUM_FAILURES = 2");
        Child("a", "root", "SELECT 'x'::NUMBER(5,0)");
        Start();
        await _world.StepAfterAsync(60);
        await _world.StepAfterAsync(60);
        Assert.Equal(0, await _world.StepAfterAsync(60));
        Assert.Equal(
            ["FAILED|1", "FAILED|2", "FAILED|3", "FAILED|1", "FAILED|2", "FAILED_AND_AUTO_SUSPENDED|3"],
            _world.Sql.Rows("SELECT state, attempt_number FROM TABLE(information_schema.task_history(TASK_NAME => 'a')) ORDER BY run_id, attempt_number"));
        Run("ALTER TASK root RESUME");
        await _world.StepAfterAsync(60);
        Assert.Equal("FAILED|3", _world.Sql.Rows("SELECT state, attempt_number FROM TABLE(information_schema.task_history(TASK_NAME => 'a', RESULT_LIMIT => 1))")[0]);
    }

    [Fact]
    public async Task UnlinkParentAndChildTasks_DroppedTask_LeavesItsChildASuspendedRoot()
    {
        Root(TaskWorld.Say("root"));
        Child("a", "root");
        Child("b", "a");
        Start();
        Run("ALTER TASK root SUSPEND; DROP TASK a; ALTER TASK root RESUME");
        await _world.StepAfterAsync(60);
        Assert.Equal(["root"], _world.Log);
        Assert.Equal(["B|[]|suspended", "ROOT|[]|started"], Shown("predecessors", "state"));
    }

    [Fact]
    public void AlterTask_RemoveAfterAll_LeavesASuspendedRoot()
    {
        Root(TaskWorld.Say("root"));
        Child("a", "root");
        Start();
        Run("ALTER TASK root SUSPEND; ALTER TASK a REMOVE AFTER root");
        Assert.Equal(["A|[]|suspended", "ROOT|[]|suspended"], Shown("predecessors", "state"));
    }

    [Theory]
    [InlineData("CREATE TASK f2 FINALIZE = root AS SELECT 1")]
    [InlineData("CREATE TASK x AFTER f AS SELECT 1")]
    [InlineData("CREATE TASK x FINALIZE = a AS SELECT 1")]
    [InlineData("CREATE TASK x AFTER root SCHEDULE = '1 MINUTE' AS SELECT 1")]
    [InlineData("CREATE TASK x AFTER root TASK_AUTO_RETRY_ATTEMPTS = 1 AS SELECT 1")]
    [InlineData("CREATE TASK x AFTER root ERROR_INTEGRATION = i AS SELECT 1")]
    [InlineData("CREATE TASK x AFTER root OVERLAP_POLICY = ALLOW_CHILD_OVERLAP AS SELECT 1")]
    [InlineData("ALTER TASK a SET SCHEDULE = '1 MINUTE'")]
    [InlineData("ALTER TASK root ADD AFTER a")]
    [InlineData("CREATE SCHEMA other; CREATE TASK other.x AFTER d.public.root AS SELECT 1")]
    public void CreateTask_AgainstTheGraphsRules_Refused(string sql)
    {
        Root("SELECT 1");
        Child("a", "root");
        Run("CREATE TASK f FINALIZE = root AS SELECT 1");
        _world.Sql.Fails(sql);
    }

    [Fact]
    public void CreateASequenceOfTasksWithATaskGraph_ATaskHasAtMost100ParentsAnd100Children()
    {
        Root("SELECT 1");
        for (var i = 0; i < 100; i++)
        {
            Child("c" + i, "root", "SELECT 1");
        }

        Assert.Contains("100", _world.Sql.Fails("CREATE TASK c100 AFTER root AS SELECT 1").Message, StringComparison.Ordinal);
        Run($"CREATE TASK many AFTER {string.Join(", ", Enumerable.Range(0, 100).Select(i => "c" + i))} AS SELECT 1");
        Assert.Contains("100", _world.Sql.Fails("ALTER TASK many ADD AFTER root").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PassReturnValuesAndConfiguration_ChildrenAndConditionsReadThem()
    {
        Root("CALL SYSTEM$SET_RETURN_VALUE('fine')", "CONFIG = '{\"path\": \"/prod\", \"deep\": {\"n\": 7, \"m\": 8}}'");
        Run("CREATE TASK a AFTER root WHEN SYSTEM$GET_PREDECESSOR_RETURN_VALUE() = 'fine' AS INSERT INTO log SELECT SYSTEM$GET_PREDECESSOR_RETURN_VALUE('ROOT') || SYSTEM$GET_TASK_GRAPH_CONFIG('path') || SYSTEM$GET_TASK_GRAPH_CONFIG('deep.n') || SYSTEM$GET_TASK_GRAPH_CONFIG('deep.m'), NULL");
        Run("CREATE TASK b AFTER root WHEN SYSTEM$GET_PREDECESSOR_RETURN_VALUE('ROOT') != 'fine' AS INSERT INTO log SELECT 'never', NULL");
        Run("CREATE TASK c AFTER a AS INSERT INTO log SELECT SYSTEM$TASK_RUNTIME_INFO('CURRENT_TASK_NAME') || SYSTEM$TASK_RUNTIME_INFO('CURRENT_ROOT_TASK_NAME') || SYSTEM$GET_PREDECESSOR_RETURN_VALUE('ROOT'), NULL");
        Start();
        await _world.StepAfterAsync(60);
        Assert.Equal(["CROOTfine", "fine/prod78"], _world.Log);
        Assert.Equal("fine", _world.Sql.One("SELECT return_value FROM TABLE(information_schema.task_history(TASK_NAME => 'root')) WHERE query_id IS NOT NULL"));

        // "Use a dynamic CONFIG" of EXECUTE TASK: fields given win, the others stay, for one run.
        Run("DELETE FROM log; EXECUTE TASK root USING CONFIG = $${\"deep\": {\"n\": 1}}$$");
        await _world.StepAfterAsync(0);
        Assert.Equal(["CROOTfine", "fine/prod18"], _world.Log);
        Run("DELETE FROM log");
        await _world.StepAfterAsync(60);
        Assert.Equal(["CROOTfine", "fine/prod78"], _world.Log);
    }

    [Theory]
    [InlineData("SELECT SYSTEM$TASK_RUNTIME_INFO('CURRENT_TASK_NAME')")]
    [InlineData("CALL SYSTEM$SET_RETURN_VALUE('x')")]
    [InlineData("SELECT SYSTEM$GET_PREDECESSOR_RETURN_VALUE('ROOT')")]
    public void TaskFunctions_OutsideOfATask_Fail(string sql) => _world.Sql.Fails(sql);

    private List<string> Shown(params string[] columns)
    {
        using var command = _world.Sql.CreateCommand();
        command.CommandText = "SHOW TASKS";
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', columns.Prepend("name").Select(column => reader[column])));
        }

        return rows;
    }
}

namespace CdcToSnowflake.Emulator.Tests.Tasks;

/// <summary>"Overlap task graph runs" of "Create a sequence of tasks with a task graph".</summary>
public sealed class TaskOverlapTests : IDisposable
{
    private readonly LeapingClock _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly TaskWorld _world;

    public TaskOverlapTests() => _world = new TaskWorld(clock: _clock);

    public void Dispose() => _world.Dispose();

    private IReadOnlyList<string> Runs => _world.Sql.Rows(
        "SELECT name, SUBSTR(scheduled_time::TIMESTAMP_NTZ::VARCHAR, 12, 8) FROM TABLE(information_schema.task_history()) WHERE query_id IS NOT NULL ORDER BY query_start_time, run_id, name DESC");

    private async Task RunAsync(string policy)
    {
        _world.Sql.Run($"""
            CREATE TASK root SCHEDULE = '1 MINUTE' {policy} AS SELECT 1;
            CREATE TASK a AFTER root AS BEGIN LET n NUMBER := (SELECT COUNT(*) FROM log); {TaskWorld.Say("a")}; CALL SYSTEM$WAIT(IFF(n = 0, 130, 5)); END;
            CREATE TASK b AFTER a AS CALL SYSTEM$WAIT(1);
            SELECT SYSTEM$TASK_DEPENDENTS_ENABLE('root')
            """);
        _clock.Advance(TimeSpan.FromMinutes(1));
        while (await _world.Emulator.StepAsync())
        {
        }
    }

    [Fact]
    public async Task OverlapTaskGraphRuns_NoOverlap_WhatComesDueMeanwhileIsSkipped()
    {
        await RunAsync("OVERLAP_POLICY = NO_OVERLAP");
        Assert.Equal(["ROOT|00:01:00", "A|00:01:00", "B|00:01:00"], Runs);
        Assert.Equal("2026-01-01 00:04:00", _world.Sql.One("SELECT scheduled_time::TIMESTAMP_NTZ FROM TABLE(information_schema.task_history()) WHERE state = 'SCHEDULED'"));
    }

    [Theory]
    [InlineData("OVERLAP_POLICY = ALLOW_CHILD_OVERLAP")]
    [InlineData("ALLOW_OVERLAPPING_EXECUTION = TRUE")]
    public async Task OverlapTaskGraphRuns_AllowChildOverlap_AnInstanceStartsWhileChildrenOfTheLastOneWait(string policy)
    {
        await RunAsync(policy);
        Assert.Equal(["ROOT|00:01:00", "A|00:01:00", "ROOT|00:02:00", "ROOT|00:03:00", "A|00:03:00", "B|00:03:00", "A|00:02:00", "B|00:02:00", "B|00:01:00"], Runs);
    }

    [Fact]
    public void OverlapTaskGraphRuns_AllowAllOverlap_RefusedByName() =>
        Assert.Contains("ALLOW_ALL_OVERLAP", _world.Sql.Fails("CREATE TASK x OVERLAP_POLICY = ALLOW_ALL_OVERLAP SCHEDULE = '1 MINUTE' AS SELECT 1").Message, StringComparison.Ordinal);
}

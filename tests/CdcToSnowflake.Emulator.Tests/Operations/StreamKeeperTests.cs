using CdcToSnowflake.Hosting.Streams;
using CdcToSnowflake.Operations.Streams;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.Emulator.Tests.Operations;

/// <summary>Streams over weeks: kept in time, or mended.</summary>
public sealed class StreamKeeperTests
{
    private const string RawStream = "BRAND_A_DB.RAW_SCHEMA.ORDERS_STREAM";
    private const string MergeCi = "CI_DB.CI_SCHEMA.MERGE_CI";

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task Keep_TableWithoutChangesForTwentyDays_IsTouchedInTime_AndItsNextChangeComesThrough()
    {
        await using var world = await ChangedAsync();
        Suspend(world);
        var touched = 0;
        for (var day = 0; day < 20; day++)
        {
            world.Clock.Advance(Day);
            touched += (await KeepAsync(world)).Streams.Count(stream => stream.Action == StreamAction.Touched);
        }

        Assert.Equal(4, touched); // both streams, every ninth day
        Assert.Equal(["false", "false"], world.Sql.Rows("SHOW STREAMS IN ACCOUNT").Select(row => row.Split('|')).Select(row => row.First(value => value is "true" or "false")));
        await GoOnAsync(world);
        await AssertCiEqualsRawAsync(world);
    }

    [Fact]
    public async Task Keep_StaleForWeeksWhileItsTaskFailed_IsMadeAnew_AndCiEqualsRaw()
    {
        await using var world = await ChangedAsync();

        // CI's merge fails until it is suspended; RAW goes on.
        world.Sql.Run("ALTER TABLE CI_DB.CI_SCHEMA.ORDERS RENAME TO CI_DB.CI_SCHEMA.AWAY");
        for (var day = 0; day < 20; day++)
        {
            await world.Source.CutAsync(world.Store);
            await world.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(30));
            world.Clock.Advance(Day);
        }

        world.Sql.Run("ALTER TABLE CI_DB.CI_SCHEMA.AWAY RENAME TO CI_DB.CI_SCHEMA.ORDERS");
        Assert.Contains("suspended", world.Sql.One($"SHOW TASKS LIKE 'MERGE_CI' IN SCHEMA CI_DB.CI_SCHEMA"), StringComparison.Ordinal);
        Assert.Contains("stale", world.Sql.Fails($"SELECT * FROM {RawStream}").Message, StringComparison.Ordinal);
        Assert.NotEqual(world.Source.Expected, Ci(world));

        var report = await KeepAsync(world);
        var mended = Assert.Single(report.Notable);
        Assert.Equal((RawStream, MergeCi, StreamAction.Recreated, OperatedWorld.Brand), (mended.Stream, mended.Task, mended.Action, mended.Brand));
        Assert.Matches("ORDERS_STREAM +2026-01-[0-9: -]+UTC  made anew", report.ToTable());
        Assert.Equal(world.Source.Expected, Ci(world));

        // The task was resumed, and goes on from there.
        await world.Source.CutAsync(world.Store);
        await world.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10));
        await AssertCiEqualsRawAsync(world);
        Assert.Empty((await KeepAsync(world)).Notable);
    }

    [Fact]
    public async Task Keep_BrokenOffBeforeTheTaskIsResumed_IsResumedByTheNextLook()
    {
        await using var world = await ChangedAsync();
        Suspend(world);
        await world.Source.CutAsync(world.Store);
        await world.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        world.Clock.Advance(20 * Day);
        var task = world.Sql.One("SELECT GET_DDL('TASK', 'BRAND_A_DB.STG_SCHEMA.MERGE_RAW', TRUE)");
        world.Sql.Run("DROP TASK BRAND_A_DB.STG_SCHEMA.MERGE_RAW");
        var broken = Assert.Single((await KeepAsync(world)).Notable, stream => stream.Action == StreamAction.Failed);
        Assert.Equal("BRAND_A_DB.STG_SCHEMA.CDC_CUT_STREAM", broken.Stream);
        Assert.IsType<DeploymentException>(broken.Error);

        world.Sql.Run(task);
        Assert.Equal(StreamAction.Recreated, Assert.Single((await KeepAsync(world)).Notable).Action);
        Assert.Contains("started", world.Sql.One("SHOW TASKS LIKE 'MERGE_RAW' IN SCHEMA BRAND_A_DB.STG_SCHEMA"), StringComparison.Ordinal);
        await world.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        await AssertCiEqualsRawAsync(world);
        Assert.Empty((await KeepAsync(world)).Notable);
    }

    [Fact]
    public async Task Keep_ChangesThatNobodyTakes_AreReportedBeforeTheyAreLost()
    {
        await using var world = await ChangedAsync();
        world.Sql.Run($"ALTER TASK {MergeCi} SUSPEND");
        await world.Source.CutAsync(world.Store);
        await world.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        Assert.Empty((await KeepAsync(world)).Notable);
        world.Clock.Advance(10 * Day);
        var report = await KeepAsync(world);
        var waiting = Assert.Single(report.Notable, stream => stream.Action == StreamAction.Waiting);
        Assert.Equal((RawStream, MergeCi), (waiting.Stream, waiting.Task));
        Assert.Contains($"holds changes: see that {MergeCi} runs", report.ToTable(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keep_TaskThatSnowflakeSuspended_IsResumedOnceALook_AndOneThatAPersonSuspendedIsnt()
    {
        await using var world = await ChangedAsync();
        world.Sql.Run("ALTER TABLE CI_DB.CI_SCHEMA.ORDERS RENAME TO CI_DB.CI_SCHEMA.AWAY");
        await world.Source.CutAsync(world.Store);
        await world.PassAsync(TimeSpan.FromMinutes(20), TimeSpan.FromSeconds(30));
        Assert.Contains("suspended", State(), StringComparison.Ordinal);
        var resumed = Assert.Single((await KeepAsync(world)).Notable);
        Assert.Equal((RawStream, MergeCi, StreamAction.Resumed), (resumed.Stream, resumed.Task, resumed.Action));
        Assert.Contains("started", State(), StringComparison.Ordinal);

        // It fails on, is suspended again, and mended then.
        await world.PassAsync(TimeSpan.FromMinutes(20), TimeSpan.FromSeconds(30));
        Assert.Contains("suspended", State(), StringComparison.Ordinal);
        world.Sql.Run("ALTER TABLE CI_DB.CI_SCHEMA.AWAY RENAME TO CI_DB.CI_SCHEMA.ORDERS");
        Assert.Equal(StreamAction.Resumed, Assert.Single((await KeepAsync(world)).Notable).Action);
        await world.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10));
        await AssertCiEqualsRawAsync(world);

        world.Sql.Run($"ALTER TASK {MergeCi} SUSPEND");
        Assert.Empty((await KeepAsync(world)).Notable);
        Assert.Contains("suspended", State(), StringComparison.Ordinal);

        // Also where the last run is the one by which Snowflake had suspended it before.
        world.Sql.Run($"ALTER TASK {MergeCi} RESUME; ALTER TABLE CI_DB.CI_SCHEMA.ORDERS RENAME TO CI_DB.CI_SCHEMA.AWAY");
        await world.Source.CutAsync(world.Store);
        await world.PassAsync(TimeSpan.FromMinutes(20), TimeSpan.FromSeconds(30));
        Assert.Equal(StreamAction.Resumed, Assert.Single((await KeepAsync(world)).Notable).Action);
        world.Sql.Run($"ALTER TASK {MergeCi} SUSPEND");
        Assert.Empty((await KeepAsync(world)).Notable);
        Assert.Contains("suspended", State(), StringComparison.Ordinal);

        string State() => world.Sql.One("SHOW TASKS LIKE 'MERGE_CI' IN SCHEMA CI_DB.CI_SCHEMA");
    }

    [Fact]
    public async Task Keep_GraphThatSnowflakeSuspendedForAFollowersFailures_IsResumed()
    {
        await using var world = await ChangedAsync();
        world.Sql.Run($"ALTER TASK {MergeCi} SUSPEND; CREATE TASK CI_DB.CI_SCHEMA.FOLLOWER AFTER {MergeCi} AS SELECT * FROM CI_DB.CI_SCHEMA.NOT_THERE; ALTER TASK CI_DB.CI_SCHEMA.FOLLOWER RESUME; ALTER TASK {MergeCi} RESUME");
        for (var run = 0; run < 12; run++)
        {
            await world.Source.CutAsync(world.Store);
            await world.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(30));
        }

        Assert.Contains("suspended", State(), StringComparison.Ordinal);
        Assert.Equal((MergeCi, StreamAction.Resumed), Assert.Single((await KeepAsync(world)).Notable) is var resumed ? (resumed.Task, resumed.Action) : default);
        Assert.Contains("started", State(), StringComparison.Ordinal);

        string State() => world.Sql.One("SHOW TASKS LIKE 'MERGE_CI' IN SCHEMA CI_DB.CI_SCHEMA");
    }

    [Fact]
    public async Task Keep_ManifestsStreamStale_IsMadeAnew_AndTheMergeGoesOn()
    {
        await using var world = await ChangedAsync();
        Suspend(world);
        await world.Source.CutAsync(world.Store);
        await world.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        world.Clock.Advance(20 * Day);
        Assert.Equal(2, (await KeepAsync(world)).Notable.Count(stream => stream.Action == StreamAction.Recreated));
        await world.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        await AssertCiEqualsRawAsync(world);
    }

    [Fact]
    public async Task Keep_OneStreamCantBeMended_TheOthersAre_AndTheirTaskGoesOn()
    {
        await using var world = await ChangedAsync();
        Suspend(world);
        await world.Source.CutAsync(world.Store);
        await world.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        world.Clock.Advance(20 * Day);
        world.Sql.Run("ALTER TABLE CI_DB.CI_SCHEMA.ORDERS RENAME TO CI_DB.CI_SCHEMA.AWAY"); // so the reconciliation fails

        var report = await KeepAsync(world);
        Assert.Equal([(RawStream, StreamAction.Failed), ("BRAND_A_DB.STG_SCHEMA.CDC_CUT_STREAM", StreamAction.Recreated)], report.Notable.Select(stream => (stream.Stream, stream.Action)).OrderByDescending(stream => stream.Action));
        Assert.Contains("failed: Snowflake refused", report.ToTable(), StringComparison.Ordinal);
        Assert.Contains("started", world.Sql.One("SHOW TASKS LIKE 'MERGE_RAW' IN SCHEMA BRAND_A_DB.STG_SCHEMA"), StringComparison.Ordinal);
        Assert.Contains("suspended", world.Sql.One("SHOW TASKS LIKE 'MERGE_CI' IN SCHEMA CI_DB.CI_SCHEMA"), StringComparison.Ordinal);

        world.Sql.Run("ALTER TABLE CI_DB.CI_SCHEMA.AWAY RENAME TO CI_DB.CI_SCHEMA.ORDERS");
        Assert.Equal((RawStream, StreamAction.Recreated), Assert.Single((await KeepAsync(world)).Notable) is var mended ? (mended.Stream, mended.Action) : default);
        await world.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        await AssertCiEqualsRawAsync(world);
    }

    [Fact]
    public async Task Keep_AnotherStreamOfTheTaskCantBeMended_SaysThatTheTaskIsntResumed_UntilItIs()
    {
        await using var world = await ChangedAsync();
        await world.Deployment.ShapeAppearedAsync(OperatedWorld.Brand, ShopSource.Orders with { Name = "other" }, TestContext.Current.CancellationToken);
        Suspend(world);
        world.Clock.Advance(20 * Day);
        world.Sql.Run("ALTER TABLE CI_DB.CI_SCHEMA.OTHER RENAME TO CI_DB.CI_SCHEMA.AWAY"); // so the reconciliation fails

        for (var look = 0; look < 2; look++)
        {
            var report = await KeepAsync(world, world.Deployment.Sql);
            Assert.Equal(
                [(RawStream, StreamAction.Unresumed), ("BRAND_A_DB.RAW_SCHEMA.OTHER_STREAM", StreamAction.Failed)],
                report.Streams.Where(stream => stream.Task == MergeCi).Select(stream => (stream.Stream, stream.Action)).OrderByDescending(stream => stream.Action));
            Assert.DoesNotContain(StreamFindings.Mended(report, world.Clock.GetUtcNow()), told => told.MessageId.Contains(RawStream, StringComparison.Ordinal));
            Assert.Contains(StreamFindings.Failing(report), failing => failing.Name == MergeCi);
            Assert.Contains("suspended", world.Sql.One("SHOW TASKS LIKE 'MERGE_CI' IN SCHEMA CI_DB.CI_SCHEMA"), StringComparison.Ordinal);
        }

        world.Sql.Run("ALTER TABLE CI_DB.CI_SCHEMA.AWAY RENAME TO CI_DB.CI_SCHEMA.OTHER");
        Assert.Equal([StreamAction.Recreated, StreamAction.Recreated], (await KeepAsync(world, world.Deployment.Sql)).Notable.Select(stream => stream.Action));
        Assert.Contains("started", world.Sql.One("SHOW TASKS LIKE 'MERGE_CI' IN SCHEMA CI_DB.CI_SCHEMA"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keep_SchemaGone_SaysSoOfItsStreams_AndKeepsTheOthers()
    {
        await using var world = await ChangedAsync();
        Suspend(world);
        world.Clock.Advance(10 * Day);
        world.Sql.Run("DROP SCHEMA BRAND_A_DB.RAW_SCHEMA");
        var report = await KeepAsync(world);
        Assert.Equal([StreamAction.Failed, StreamAction.Touched], report.Notable.Select(stream => stream.Action).OrderDescending());
    }

    [Fact]
    public async Task Keep_StreamGone_SaysSo()
    {
        await using var world = await ChangedAsync();
        world.Sql.Run($"DROP STREAM {RawStream}");
        var missing = Assert.Single((await KeepAsync(world)).Notable);
        Assert.Equal((RawStream, StreamAction.Missing, null), (missing.Stream, missing.Action, missing.StaleAfter));
    }

    private static async Task<OperatedWorld> ChangedAsync()
    {
        var world = await OperatedWorld.CreateAsync();
        await world.Source.CutAsync(world.Store);
        await world.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        Assert.Equal(world.Source.Expected, Ci(world));
        return world;
    }

    // So that nothing but the keeper looks at the streams.
    private static void Suspend(OperatedWorld world) => world.Sql.Run($"ALTER TASK {MergeCi} SUSPEND; ALTER TASK BRAND_A_DB.STG_SCHEMA.MERGE_RAW SUSPEND");

    private static async Task GoOnAsync(OperatedWorld world)
    {
        world.Sql.Run($"ALTER TASK {MergeCi} RESUME; ALTER TASK BRAND_A_DB.STG_SCHEMA.MERGE_RAW RESUME");
        await world.Source.CutAsync(world.Store);
        await world.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
    }

    private static Task<StreamReport> KeepAsync(OperatedWorld world, SnowflakeSql? sql = null) => new StreamKeeper(world.Emulator, sql ?? world.Generated, time: world.Clock).KeepAsync();

    private static IReadOnlyList<string> Ci(OperatedWorld world) => Rows(world, "CI_DB.CI_SCHEMA.ORDERS");

    private static Task AssertCiEqualsRawAsync(OperatedWorld world)
    {
        Assert.Equal(world.Source.Expected, Rows(world, "BRAND_A_DB.RAW_SCHEMA.ORDERS"));
        Assert.Equal(world.Source.Expected, Ci(world));
        return Task.CompletedTask;
    }

    private static IReadOnlyList<string> Rows(OperatedWorld world, string table) => world.Sql.Rows($"SELECT \"ID\", \"TOTAL\", \"NOTE\" FROM {table} ORDER BY \"ID\"");
}

using System.Data.Common;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Warehouse;
using CdcToSnowflake.Warehouse.Planning;

namespace CdcToSnowflake.Emulator.Tests.Planning;

/// <summary>A brand with more tables than a task has room for.</summary>
public sealed class ManyTablesTests : IDisposable
{
    private const int Few = 20;

    private static readonly SqlOptions Small = new() { MaxTaskBytes = 10_000, MaxProcedureBytes = 12_000 };

    private readonly SnowflakeEmulator _emulator = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _emulator.Dispose();

    [Fact]
    public async Task Merge_OneProcedureFails_NoTableMovesAndThenAllDo()
    {
        await ApplyAsync(Few, Small);
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        Load(sql, cut: 1, Few);
        await _emulator.DrainAsync(Cancellation);
        sql.Run("ALTER TABLE B_DB.RAW_SCHEMA.T19 RENAME COLUMN V TO W");
        Load(sql, cut: 2, Few);
        await _emulator.DrainAsync(Cancellation);

        Assert.NotEqual("0", sql.One("SELECT COUNT(*) FROM TABLE(B_DB.INFORMATION_SCHEMA.TASK_HISTORY()) WHERE state = 'FAILED'"));
        AssertMerged(sql, cut: 1, Few - 1);
        sql.Run("ALTER TABLE B_DB.RAW_SCHEMA.T19 RENAME COLUMN W TO V; ALTER TASK B_DB.STG_SCHEMA.MERGE_RAW RESUME; EXECUTE TASK B_DB.STG_SCHEMA.MERGE_RAW");
        await _emulator.DrainAsync(Cancellation);
        AssertMerged(sql, cut: 2, Few);
    }

    [Theory]
    [InlineData(MergeScope.Brand)]
    [InlineData(MergeScope.Table)]
    public async Task TablesAdded_TheTaskCallsNewProceduresAndTheOldOnesAreDropped(MergeScope scope)
    {
        var options = Small with { RawScope = scope };
        await ApplyAsync(Few - 1, options);
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        Load(sql, cut: 1, Few - 1);
        await _emulator.DrainAsync(Cancellation);
        var before = Procedures(sql);

        var plan = await PlanAsync(Few, options);
        var templates = plan.Steps.Select(step => step.Statement.Template).ToList();
        Assert.True(templates.LastIndexOf("procedure/create-merge-ci") < templates.IndexOf("task/create-merge-ci"));
        Assert.True(templates.IndexOf("task/create-merge-ci") < templates.FindIndex(template => template is "procedure/create-merge-raw" or "procedure/create-merge-tables"));
        Assert.True(templates.FindLastIndex(template => template == "task/resume") < templates.LastIndexOf("procedure/drop"));
        await plan.ApplyAsync(_emulator, cancellationToken: Cancellation);

        var after = Procedures(sql);
        Assert.NotEqual(before, after);
        Assert.NotEmpty(before.Intersect(after));
        Load(sql, cut: 2, Few);
        await _emulator.DrainAsync(Cancellation);
        AssertMerged(sql, cut: 2, Few);
        Assert.Equal("", (await PlanAsync(Few, options)).ToScript());
    }

    [Fact]
    public async Task RoomForAllAgain_TheTaskHasItsBodyBackAndNoProcedureIsLeft()
    {
        await ApplyAsync(Few, Small);
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        Load(sql, cut: 1, Few);
        await ApplyAsync(Few, new SqlOptions());
        await _emulator.DrainAsync(Cancellation);

        AssertMerged(sql, cut: 1, Few);
        Assert.Empty(Procedures(sql));
        Assert.Equal("", (await PlanAsync(Few, new SqlOptions())).ToScript());
    }

    [Fact]
    public async Task PlanBrokenOffBetweenProceduresAndTask_TheOldTaskRunsTheOldOnes()
    {
        await ApplyAsync(Few - 1, Small);
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        Load(sql, cut: 1, Few - 1);
        using var stop = new CancellationTokenSource();
        var plan = await PlanAsync(Few, Small);
        await Assert.ThrowsAsync<OperationCanceledException>(() => plan.ApplyAsync(
            _emulator, progress: new Told(step => { if (step.Statement.Template == "procedure/create-merge-raw") { stop.Cancel(); } }), cancellationToken: stop.Token));
        await _emulator.DrainAsync(Cancellation);

        AssertMerged(sql, cut: 1, Few - 1);
        await ApplyAsync(Few, Small);
        Load(sql, cut: 2, Few);
        await _emulator.DrainAsync(Cancellation);
        AssertMerged(sql, cut: 2, Few);
        Assert.Equal("", (await PlanAsync(Few, Small)).ToScript());
    }

    /// <summary>"GRANT … ON FUTURE" concerns only what is made after it: procedures from before need the grant on ALL, and one that lacks it gets it by the next plan.</summary>
    [Fact]
    public async Task RolesComeAfterTheProcedures_TheTasksRoleMayCallThoseToo()
    {
        await ApplyAsync(Few, Small);
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        var options = Small with { Account = new AccountOptions { Roles = new RoleOptions() } };
        await ApplyAsync(Few, options);
        Load(sql, cut: 1, Few);
        await _emulator.DrainAsync(Cancellation);
        Assert.Empty(sql.Rows("SELECT name, error_message FROM TABLE(B_DB.INFORMATION_SCHEMA.TASK_HISTORY()) WHERE error_message IS NOT NULL"));
        AssertMerged(sql, cut: 1, Few);
        Assert.Equal("", (await PlanAsync(Few, options)).ToScript());

        sql.Run($"REVOKE USAGE ON ALL PROCEDURES IN SCHEMA B_DB.STG_SCHEMA FROM ROLE {new RoleOptions().Transformer}");
        Load(sql, cut: 2, Few);
        await _emulator.DrainAsync(Cancellation);
        AssertMerged(sql, cut: 1, Few);

        var plan = await PlanAsync(Few, options);
        Assert.Contains("USAGE on PROCEDURE B_DB.STG_SCHEMA.MERGE_RAW_", Assert.Single(plan.Steps, step => step.Statement.Template == "grant/use-procedures").Reason, StringComparison.Ordinal);
        await plan.ApplyAsync(_emulator, cancellationToken: Cancellation);
        sql.Run("EXECUTE TASK B_DB.STG_SCHEMA.MERGE_RAW");
        await _emulator.DrainAsync(Cancellation);
        AssertMerged(sql, cut: 2, Few);
        Assert.Equal("", (await PlanAsync(Few, options)).ToScript());
    }

    [Fact]
    public async Task Deployment_ShapesAppearOneAfterAnother_IsWhatAPlanExpects()
    {
        using SnowflakeDeployment deployment = new(_emulator, new DeploymentOptions { Sql = Small });
        await deployment.EnsureBrandAsync("b", new Uri("s3://cdc/"), Cancellation);
        for (var table = 0; table < 4; table++)
        {
            await deployment.ShapeAppearedAsync("b", Table(table), Cancellation);
        }

        Assert.Equal("", (await PlanAsync(4, Small)).ToScript());
    }

    [Fact]
    public async Task MoreTablesThanATaskHasRoomFor_PlannedAppliedLoadedAndMerged()
    {
        const int Tables = 150;
        SqlOptions options = new() { MaxTaskBytes = 100_000 };
        await ApplyAsync(Tables, options);
        Assert.Equal("", (await PlanAsync(Tables, options)).ToScript());
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        Load(sql, cut: 1, Tables);
        await _emulator.DrainAsync(Cancellation);

        AssertMerged(sql, cut: 1, Tables);
        Assert.NotEmpty(Procedures(sql));
    }

    private static SourceTable Table(int number) =>
        new("shop", $"t{number}", [new SourceColumn("id", new SourceType(SourceKind.Int), false), new SourceColumn("v", new SourceType(SourceKind.VarChar) { Length = 20 }, true)], ["id"]);

    /// <summary>A cut with one row of each table, whose value is the cut's number, as the pipes would have loaded it.</summary>
    private static void Load(DbConnection sql, int cut, int tables)
    {
        for (var table = 0; table < tables; table++)
        {
            sql.Run($"INSERT INTO B_DB.STG_SCHEMA.T{table} (ID, V, _OP, _UPDATED_AT, _CUT, _SEQ, _WRITER) SELECT 1, '{cut}', 'I', '2026-01-01'::TIMESTAMP_NTZ, {cut}, {table}, 'w'");
        }

        var lines = Enumerable.Range(0, tables).Select(table => $"({cut}, 'w', 'table', 'shop.t{table}', '{Table(table).Shape}', 1, NULL)").Prepend($"({cut}, 'w', 'cut', NULL, NULL, NULL, {tables})");
        sql.Run($"INSERT INTO B_DB.STG_SCHEMA.CDC_CUT (CUT, WRITER, KIND, TABLE_PATH, SHAPE, ROW_COUNT, TABLE_COUNT) VALUES {string.Join(", ", lines)}");
    }

    private static void AssertMerged(DbConnection sql, int cut, int tables)
    {
        for (var table = 0; table < tables; table++)
        {
            Assert.Equal([$"1|{cut}"], sql.Rows($"SELECT ID, V FROM B_DB.RAW_SCHEMA.T{table}"));
            Assert.Equal([$"b|1|{cut}"], sql.Rows($"SELECT BRAND_ID, ID, V FROM CI_DB.CI_SCHEMA.T{table}"));
        }
    }

    private static IReadOnlyList<string> Procedures(DbConnection sql) => sql.Rows("SHOW PROCEDURES IN ACCOUNT ->> SELECT \"name\" FROM $1 ORDER BY 1");

    private Task<WarehousePlan> PlanAsync(int tables, SqlOptions options) =>
        new WarehousePlanner(_emulator, options).PlanAsync(new WarehouseModel([new BrandModel("b", "s3://cdc/b/", [.. Enumerable.Range(0, tables).Select(Table)])]), Cancellation);

    private async Task ApplyAsync(int tables, SqlOptions options) => await (await PlanAsync(tables, options)).ApplyAsync(_emulator, cancellationToken: Cancellation);

    private sealed class Told(Action<PlanStep> hear) : IProgress<PlanStep>
    {
        public void Report(PlanStep value) => hear(value);
    }
}

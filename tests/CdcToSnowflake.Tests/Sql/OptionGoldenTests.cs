using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Accounts;

namespace CdcToSnowflake.Tests.Sql;

public sealed class OptionGoldenTests
{
    public static TheoryData<string> Names => [.. OptionModels.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void SetUp_TableOption_IsTheGolden(string name) => Golden.Equal($"option-{name}.sql", GoldenTests.OfTables(OptionModels.All[name], new SqlOptions { StgKeep = null, Api = new ApiOptions() }));

    [Fact]
    public void SetUp_LoadsInTheTask_IsTheGolden() => Golden.Equal("option-load-in-task.sql", All(new SqlOptions { Loading = LoadMode.Task, TaskSchedule = TimeSpan.FromSeconds(30) }));

    [Fact]
    public void SetUp_TablesMergeByThemselves_IsTheGolden() => Golden.Equal("option-merge-by-table.sql", All(new SqlOptions { RawScope = MergeScope.Table, StgKeep = TimeSpan.FromDays(2) }));

    [Fact]
    public void SetUp_BodiesInProcedures_IsTheGolden()
    {
        SqlOptions options = new() { MaxTaskBytes = 1_000, MaxProcedureBytes = 4_000, Loading = LoadMode.Task };

        Golden.Equal("option-procedures.sql", All(options).Concat(new SnowflakeSql(SampleModels.TwoBrands, options).SetUpCiTask()));
    }

    [Fact]
    public void SetUp_TablesMergeByThemselvesInProcedures_IsTheGolden() =>
        Golden.Equal("option-procedures-by-table.sql", All(new SqlOptions { MaxTaskBytes = 1_000, MaxProcedureBytes = 4_000, RawScope = MergeScope.Table }));

    [Fact]
    public void SetUpTasks_FollowUps_AreTheGolden()
    {
        SnowflakeSql sql = new(SampleModels.TwoBrands, new SqlOptions { FollowUps = FollowUps });

        Golden.Equal("follow-ups.sql", [.. sql.SetUpTasks().Where(IsNoMerge), .. new SnowflakeSql(SampleModels.TwoBrands, new SqlOptions { FollowUps = FollowUps, TaskWarehouse = "ETL" }).SetUpCiTask().Where(IsNoMerge)]);
    }

    [Fact]
    public void SetUpTasks_FollowUpsAndRoles_ChangeOwnerTogetherAndTheRootIsResumedLast()
    {
        SnowflakeSql sql = new(SampleModels.TwoBrands, new SqlOptions { FollowUps = FollowUps, Account = new AccountOptions { Roles = new RoleOptions() } });

        Assert.Equal(
            [
                "task/suspend CI_DB.CI_SCHEMA.MERGE_CI", "task/create-merge-ci CI_DB.CI_SCHEMA.MERGE_CI", "task/create-follow-up CI_DB.CI_SCHEMA.tell \"them\"", "grant/own-tasks CI_DB.CI_SCHEMA",
                "task/resume CI_DB.CI_SCHEMA.tell \"them\"", "task/resume CI_DB.CI_SCHEMA.MERGE_CI",
            ],
            sql.SetUpCiTask().Select(statement => $"{statement.Template} {statement.Name}"));
        Assert.DoesNotContain(sql.SetUpTasks(), statement => statement.Template == "grant/own-task");
    }

    public static TheoryData<string, FollowUpTask[]> RefusedFollowUps => new()
    {
        { "another task", [new FollowUpTask("MERGE_RAW", MergeTask.Raw, "SELECT 1")] },
        { "another task", [new FollowUpTask("A", MergeTask.Ci, "SELECT 1"), new FollowUpTask("A", MergeTask.Ci, "SELECT 2")] },
        { "another task", [new FollowUpTask("A", MergeTask.Raw, "SELECT 1"), new FollowUpTask("A", MergeTask.Raw, "SELECT 2") { Brand = "b" }] },
        { "semicolon", [new FollowUpTask("A", MergeTask.Ci, "SELECT 1; ")] },
        { "empty", [new FollowUpTask("A", MergeTask.Ci, " ")] },
        { "empty", [new FollowUpTask("", MergeTask.Ci, "SELECT 1")] },
        { "Leave Brand out", [new FollowUpTask("A", MergeTask.Ci, "SELECT 1") { Brand = "b" }] },
        { "Leave After out", [new FollowUpTask("A", MergeTask.Ci, "SELECT 1"), new FollowUpTask("B", MergeTask.Ci, "SELECT 1") { IsFinalizer = true, After = ["A"] }] },
        { "second finalizer", [new FollowUpTask("A", MergeTask.Raw, "SELECT 1") { IsFinalizer = true }, new FollowUpTask("B", MergeTask.Raw, "SELECT 1") { IsFinalizer = true, Brand = "b" }] },
        { "comes after 'B'", [new FollowUpTask("A", MergeTask.Ci, "SELECT 1") { After = ["B"] }, new FollowUpTask("B", MergeTask.Ci, "SELECT 1")] },
        { "comes after 'A'", [new FollowUpTask("A", MergeTask.Ci, "SELECT 1"), new FollowUpTask("B", MergeTask.Raw, "SELECT 1") { After = ["A"] }] },
        { "comes after 'A'", [new FollowUpTask("A", MergeTask.Ci, "SELECT 1") { IsFinalizer = true }, new FollowUpTask("B", MergeTask.Ci, "SELECT 1") { After = ["A"] }] },
        { "comes after 'A'", [new FollowUpTask("A", MergeTask.Raw, "SELECT 1") { Brand = "b" }, new FollowUpTask("B", MergeTask.Raw, "SELECT 1") { After = ["A"] }] },
        { "more than 100", [.. Enumerable.Range(0, 101).Select(n => new FollowUpTask($"T{n}", MergeTask.Ci, "SELECT 1"))] },
    };

    [Theory]
    [MemberData(nameof(RefusedFollowUps), DisableDiscoveryEnumeration = true)]
    public void New_FollowUpsThatAreNoGraph_AreRefused(string problem, FollowUpTask[] followUps) =>
        Assert.Contains(problem, Assert.ThrowsAny<ArgumentException>(() => new SnowflakeSql(SampleModels.OneBrand, new SqlOptions { FollowUps = followUps })).Message, StringComparison.Ordinal);

    [Fact]
    public void CreateFollowUpTask_OfAnotherMerge_IsRefused() =>
        Assert.Throws<ModelException>(() => new SnowflakeSql(SampleModels.TwoBrands, new SqlOptions { FollowUps = FollowUps }).CreateFollowUpTask(FollowUps[0], null));

    [Fact]
    public void Queries_Alone_AreTheGolden()
    {
        SnowflakeSql sql = new(SampleModels.TwoBrands);

        Golden.Equal("queries-alone.sql",
        [
            sql.Completeness("brand_b"), sql.PurgeableCut("brand_b"), sql.PurgeStg("brand_b", "shop", "orders"), sql.TargetCutOfTable("brand_a", "shop", "orders"), sql.SweepRaw("brand_b", "shop", "orders"),
        ]);
    }

    [Theory]
    [InlineData("soft-everywhere")]
    [InlineData("soft-raw")]
    [InlineData("soft-ci")]
    [InlineData("variant-landing")]
    [InlineData("ci-mapping")]
    public void ReconcileCi_TableOption_IsTheGolden(string name)
    {
        WarehouseModel model = OptionModels.All[name];
        SourceTable table = model.Brands[1].Tables[0];
        SnowflakeSql sql = new(model);

        Golden.Equal($"reconcile-{name}.sql", [.. sql.SetUpTables("b"), .. sql.SetUpCiTables(), sql.ReconcileCi("b", table.Schema, table.Name), sql.CopyStream("b", table.Schema, table.Name, "MY_STREAM")]);
    }

    [Fact]
    public void ReconcileCi_Log_IsTheGolden()
    {
        SnowflakeSql sql = new(OptionModels.All["append-only"]);

        Golden.Equal("reconcile-append-only.sql", [.. sql.SetUpTables("b"), .. sql.SetUpCiTables(), sql.ReconcileCi("b", "shop", "events")]);
    }

    [Fact]
    public void EmptyRawAndSweepRaw_Log_AreRefused()
    {
        SnowflakeSql sql = new(OptionModels.All["append-only"]);

        Assert.Throws<ModelException>(() => sql.EmptyRaw("a", "shop", "events"));
        Assert.Throws<ModelException>(() => sql.SweepRaw("a", "shop", "events"));
    }

    [Fact]
    public void SetUp_DroppedColumn_StandsNowhere() =>
        Assert.DoesNotContain(GoldenTests.OfTables(OptionModels.All["personal-data"], new SqlOptions()), statement => statement.Text.Contains("photo", StringComparison.OrdinalIgnoreCase));

    private static FollowUpTask[] FollowUps { get; } =
    [
        new("COUNT_ORDERS", MergeTask.Raw, "INSERT INTO \"ORDER_COUNT\" SELECT COUNT(*) FROM \"CDC_CUT\"") { Brand = "brand_a" },
        new("TOTALS", MergeTask.Raw, "CALL REFRESH_TOTALS()"),
        new("BOTH", MergeTask.Raw, "BEGIN\n    CALL A();\n    CALL B();\nEND") { Brand = "brand_a", After = ["COUNT_ORDERS", "TOTALS"] },
        new("tell \"them\"", MergeTask.Ci, "CALL SYSTEM$SEND_EMAIL('mail', 'a@example.com', 'done', 'it''s done')") { IsFinalizer = true },
    ];

    private static bool IsNoMerge(SqlStatement statement) => !statement.Template.StartsWith("task/create-merge", StringComparison.Ordinal);

    private static IEnumerable<SqlStatement> All(SqlOptions options)
    {
        SnowflakeSql sql = new(SampleModels.TwoBrands, options);
        return sql.SetUpBrand("brand_b").Concat(sql.SetUpTables("brand_b")).Concat(sql.SetUpRawTask("brand_b")).Concat(sql.SetUpPipes("brand_b"));
    }
}

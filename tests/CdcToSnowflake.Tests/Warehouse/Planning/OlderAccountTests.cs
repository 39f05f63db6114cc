using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Warehouse.Planning;
using CdcToSnowflake.Warehouse.Planning.Inventory;
using static CdcToSnowflake.Tests.Sql.SampleModels;

namespace CdcToSnowflake.Tests.Warehouse.Planning;

/// <summary>Plans of accounts that earlier releases or options made, or other hands changed.</summary>
public sealed class OlderAccountTests
{
    private static readonly WarehouseModel Model = new([new BrandModel("b", "s3://cdc/b/", [Orders])]);
    private static readonly ObjectName Policy = new("CI_DB", "API_SCHEMA", "CDC_OWNER_POLICY");
    private static readonly ObjectName Stg = new("B_DB", "STG_SCHEMA");

    private static SqlOptions WithRoles { get; } = new() { Account = new AccountOptions { Roles = new RoleOptions() }, StgKeep = TimeSpan.FromDays(7) };

    [Fact]
    public void Plan_ManifestsTableOfAnEarlierRelease_GetsTheColumnThatItLacksBeforeTheMerge()
    {
        WarehouseInventory there = Accounts.After(Model);
        there.Tables[Stg.With("CDC_CUT")].Columns.Remove("FIRST_CUT");
        there.Tasks[Stg.With("MERGE_RAW")] = new TaskFacts(IsStarted: true, "of an earlier release");

        WarehousePlan plan = Plan(there);

        Assert.Equal(["table/add-column", "task/suspend", "task/create-merge-raw", "object/label", "task/resume"], plan.Steps.Select(step => step.Statement.Template));
        Assert.Contains("\"CDC_CUT\" ADD COLUMN IF NOT EXISTS \"FIRST_CUT\" NUMBER(20,0)", plan.Steps[0].Statement.Text, StringComparison.Ordinal);
        Run(plan);
        Assert.Equal("", Plan(there).ToScript());
    }

    [Fact]
    public void Plan_PolicyWithAnotherBody_IsGivenTheModelsAndStaysOnItsViews()
    {
        SqlOptions options = new() { Api = new ApiOptions { IsByOwner = true } };
        WarehouseInventory there = Accounts.After(Model, options: options);
        there.Policies[Policy] = "TRUE";

        WarehousePlan plan = Plan(there, options);

        Assert.Equal(["policy/alter-owner"], plan.Steps.Select(step => step.Statement.Template));
        Run(plan);
        Assert.Equal("", Plan(there, options).ToScript());
    }

    [Fact]
    public void Plan_PolicyWithTheSameBodyInOtherSpaces_IsLeftAlone()
    {
        SqlOptions options = new() { Api = new ApiOptions { IsByOwner = true } };
        WarehouseInventory there = Accounts.After(Model, options: options);
        there.Policies[Policy] = there.Policies[Policy].Trim().Replace(" AS o WHERE ", " AS o\n  WHERE ", StringComparison.Ordinal);

        Assert.Equal("", Plan(there, options).ToScript());
    }

    [Fact]
    public void Plan_FollowUpThatLeftTheOptions_StaysAndTheRemarkSaysHowToTakeItAway()
    {
        SqlOptions before = new() { FollowUps = [new("CLEAN \"UP\"", MergeTask.Raw, "SELECT 1")] };
        WarehouseInventory there = Accounts.After(Model, options: before);
        there.Tasks[Stg.With("CLEAN \"UP\"")] = new TaskFacts(IsStarted: true, "");

        WarehousePlan plan = Plan(there);

        Assert.DoesNotContain(plan.Steps, step => step.Statement.Template == "task/drop");
        Assert.Contains(plan.Remarks, remark => remark.Contains("DROP TASK IF EXISTS \"B_DB\".\"STG_SCHEMA\".\"CLEAN \"\"UP\"\"\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_AllTasksOfASchemaGetAnOwner_ThePurgeThatNobodyChangedIsResumedAsWell()
    {
        SqlOptions before = WithRoles with { FollowUps = [new("AFTERWARDS", MergeTask.Raw, "SELECT 1")] };
        SqlOptions after = before with { FollowUps = [new("AFTERWARDS", MergeTask.Raw, "SELECT 2")] };
        WarehouseInventory there = Accounts.After(Model, options: before);

        List<string> steps = [.. Plan(there, after).Steps.Select(step => $"{step.Statement.Template} {step.Statement.Name}")];

        Assert.Contains("task/resume B_DB.STG_SCHEMA.PURGE_STG", steps);
        Assert.True(steps.IndexOf("grant/own-tasks B_DB.STG_SCHEMA") < steps.IndexOf("task/resume B_DB.STG_SCHEMA.PURGE_STG"));
        Assert.DoesNotContain("task/create-purge-stg B_DB.STG_SCHEMA.PURGE_STG", steps);
    }

    [Theory]
    [InlineData("INSERT", "TABLE", "ORDERS", "grant/load-tables", "CDC_LOADER doesn't hold INSERT on TABLE B_DB.STG_SCHEMA.ORDERS")]
    [InlineData("OPERATE", "TASK", "MERGE_RAW", "grant/operate-tasks", "CDC_OPERATOR doesn't hold OPERATE on TASK B_DB.STG_SCHEMA.MERGE_RAW and 1 more")]
    public void Plan_OneObjectLacksWhatAllOfItsSchemaWereGranted_GrantsAllAgain(string privilege, string kind, string name, string template, string reason)
    {
        WarehouseInventory there = Accounts.After(Model, options: WithRoles);
        there.Listed[(kind, Stg)] = kind == "TASK" ? [Stg.With(name), Stg.With("PURGE_STG")] : [Stg.With(name)];
        // What each object was granted when it came, but for the one.
        foreach (GrantFact grant in there.Grants.Where(grant => grant.IsFuture && grant.Kind == kind && grant.On.Equals(Stg)).ToList())
        {
            there.Grants.UnionWith(there.Listed[(kind, Stg)].Select(on => grant with { On = on, IsFuture = false }).Where(each => each.Privilege != privilege));
        }

        WarehousePlan plan = Plan(there, WithRoles);

        Assert.Contains(reason, Assert.Single(plan.Steps, step => step.Statement.Template == template).Reason, StringComparison.Ordinal);
        Run(plan);
        Assert.Equal("", Plan(there, WithRoles).ToScript());
    }

    [Fact]
    public void Plan_MoreTablesThanAMegabyteNames_SaysSoAndHowToMakeItLess()
    {
        SourceTable[] tables = [.. Enumerable.Range(0, 3_700).Select(i => Orders with { Name = $"orders_{i}", Columns = [Orders.Columns[0]] })];
        WarehouseModel large = new([new BrandModel("b", "s3://cdc/b/", tables)]);

        Assert.Contains(WarehousePlanner.Plan(large, new SnowflakeSql(large), new WarehouseInventory()).Remarks, remark => remark.Contains("MERGE_RAW takes 1.", StringComparison.Ordinal) && remark.Contains("RawScope = MergeScope.Table", StringComparison.Ordinal));
        Assert.Empty(WarehousePlanner.Plan(large, new SnowflakeSql(large, new SqlOptions { RawScope = MergeScope.Table }), new WarehouseInventory()).Remarks);
    }

    /// <summary>"Limits on query text size" lets a task be longer than 1 MB; "Writing stored procedures in Snowflake Scripting" speaks of a limit of a procedure's source.</summary>
    [Fact]
    public void Plan_OneTablesMergeIsTooLongForAProcedure_IsRefusedWithTheTableAndWhatToDo()
    {
        SourceTable wide = Orders with { Columns = [Orders.Columns[0], .. Enumerable.Range(0, 1_000).Select(column => Column($"a_column_with_a_long_name_{column}", SourceKind.Int))] };
        WarehouseModel model = new([.. Enumerable.Range(0, 40).Select(brand => new BrandModel($"brand_{brand}", $"s3://cdc/{brand}/", [wide]))]);

        var error = Assert.Throws<PlanException>(() => WarehousePlanner.Plan(model, new SnowflakeSql(model), new WarehouseInventory()));
        Assert.Contains("CI_DB.CI_SCHEMA.ORDERS", error.Message, StringComparison.Ordinal);
        Assert.Contains("TableOptions.CiTable", error.Message, StringComparison.Ordinal);
        Assert.Contains("SqlOptions.MaxTaskBytes", error.Message, StringComparison.Ordinal);

        // Both ways out are ways out.
        WarehousePlan inTheBody = WarehousePlanner.Plan(model, new SnowflakeSql(model, new SqlOptions { MaxTaskBytes = 10_000_000 }), new WarehouseInventory());
        Assert.Contains(inTheBody.Remarks, remark => remark.Contains("MERGE_CI takes", StringComparison.Ordinal));
        WarehouseModel apart = new(model.Brands, null, [.. model.Brands.Select((brand, n) => new TableRule("shop.orders", new TableOptions { CiTable = $"ORDERS_{n / 5}" }) { Brand = brand.Id })]);
        Assert.DoesNotContain(WarehousePlanner.Plan(apart, new SnowflakeSql(apart), new WarehouseInventory()).Steps, step => System.Text.Encoding.UTF8.GetByteCount(step.Statement.Text) > 1_000_000);
    }

    private static WarehousePlan Plan(WarehouseInventory there, SqlOptions? options = null) => WarehousePlanner.Plan(Model, new SnowflakeSql(Model, options), there);

    private static void Run(WarehousePlan plan)
    {
        foreach (PlanStep step in plan.Steps)
        {
            step.Effect();
        }
    }
}

using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Warehouse.Planning;
using CdcToSnowflake.Warehouse.Planning.Inventory;
using static CdcToSnowflake.Tests.Sql.SampleModels;

namespace CdcToSnowflake.Tests.Warehouse.Planning;

/// <summary>The decisions of planning, over accounts in every state. What the statements do is proven where they run.</summary>
public sealed class WarehousePlannerTests
{
    private static readonly SourceTable Bare = Orders with { Columns = [Orders.Columns[0], Orders.Columns[3]] };

    [Fact]
    public void Plan_EmptyAccount_IsTheSetUpAndTheLabels()
    {
        WarehousePlan plan = Plan(TwoBrands, new WarehouseInventory());

        // A new table needs no later columns; labels and the order of pipes are the plan's own.
        IEnumerable<string> setUp = new SnowflakeSql(TwoBrands).SetUp().Where(statement => statement.Template is not ("table/add-column" or "table/widen-column")).Select(statement => statement.Text);
        Assert.Equal(setUp.Order(StringComparer.Ordinal), plan.Steps.Where(step => step.Statement.Template != "object/label").Select(step => step.Statement.Text).Order(StringComparer.Ordinal));
        Assert.Empty(plan.Remarks);
        Assert.All(plan.Steps, step => Assert.Null(step.Loss));
    }

    [Fact]
    public void Plan_AccountThatHasItAll_IsEmpty()
    {
        WarehousePlan plan = Plan(TwoBrands, Accounts.After(TwoBrands));

        Assert.True(plan.IsEmpty, plan.ToScript());
        Assert.Empty(plan.Remarks);
        Assert.Equal(["arn:aws:sqs:eu-central-1:1:snowpipe"], plan.Queues);
    }

    [Fact]
    public void Plan_EmptyAccountWithAllThatCanBeAskedFor_IsTheSetUpAndTheLabels_AndThenNothing()
    {
        SqlOptions options = new()
        {
            Api = new ApiOptions { IsByOwner = true },
            Account = new AccountOptions
            {
                ResourceMonitor = new ResourceMonitorOptions(10), Storage = new StorageIntegrationOptions("arn"), Errors = new ErrorNotificationOptions("arn", "arn"), Roles = new RoleOptions(),
                CostTag = new CostTagOptions("x"), Budget = new BudgetOptions(5),
            },
        };
        SnowflakeSql sql = new(TwoBrands, options);

        WarehousePlan plan = WarehousePlanner.Plan(TwoBrands, sql, new WarehouseInventory { HoldsLoader = true });

        IEnumerable<string> setUp = sql.SetUp()
            .Where(statement => statement.Template is not ("table/add-column" or "table/widen-column" or "warehouse/alter" or "integration/alter-storage")).Select(statement => statement.Text);
        Assert.Equal(
            setUp.Order(StringComparer.Ordinal),
            plan.Steps.Where(step => step.Statement.Template is not ("object/label" or "budget/label")).Select(step => step.Statement.Text).Order(StringComparer.Ordinal));
        WarehouseInventory there = Accounts.After(TwoBrands, options: options);
        Assert.Equal("", WarehousePlanner.Plan(TwoBrands, sql, there).ToScript());

        there.Budgets[there.Budgets.Keys.Single()] = "by hand";
        Assert.All(WarehousePlanner.Plan(TwoBrands, sql, there).Steps, step => Assert.True(step.Statement.Template is "grant/notify-budget" || step.Statement.Template.StartsWith("budget/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Plan_GrantOfTheUsersThatCannotBeCompared_IsRefusedByItsTemplate()
    {
        SqlStatement grant = new("grant/use-stage", "S", "GRANT ALL PRIVILEGES ON STAGE \"S\" TO ROLE \"R\"") { Object = new ObjectName("S"), Grantee = new ObjectName("R") };

        Assert.Contains("grant/use-stage", Assert.Throws<PlanException>(() => GrantText.Of(grant)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT", "TABLE", "\"a.b\".S.\"x\"\"y\"", false, "SELECT on TABLE a.b.S.x\"y")]
    [InlineData("USAGE", "FILE_FORMAT", "A.S.<FILE FORMAT>", true, "USAGE on future FILE FORMATS in A.S")]
    [InlineData("USAGE", "PROCEDURE", "A.S.\"MERGE_RAW_0123456789ABCDEF(NUMBER, NUMBER, VARCHAR):NUMBER(20,0)\"", false, "USAGE on PROCEDURE A.S.MERGE_RAW_0123456789ABCDEF")]
    [InlineData("USAGE", "PROCEDURE", "\"a(b\".S.MERGE_CI_0123456789ABCDEF()", false, "USAGE on PROCEDURE a(b.S.MERGE_CI_0123456789ABCDEF")]
    [InlineData("EXECUTE TASK", "ACCOUNT", "ORG-ACC", false, "EXECUTE TASK on ACCOUNT")]
    public void GrantFact_AsShowPrintsIt_HasTheNamesParts(string privilege, string kind, string name, bool isFuture, string text) =>
        Assert.Equal(text, GrantFact.Of("R", privilege, kind, name, isFuture).ToString());

    [Fact]
    public void Plan_BrokenOffAfterAnyStep_GoesOnToTheSameEnd()
    {
        int all = Plan(TwoBrands, new WarehouseInventory()).Steps.Count;
        for (int done = 0; done < all; done++)
        {
            List<string> rest = Texts(Plan(TwoBrands, Accounts.After(TwoBrands, done)));
            List<string> whole = Texts(Plan(TwoBrands, new WarehouseInventory()));

            // A task or pipe whose label is missing is made, or looked at, once more.
            Assert.Superset(whole.Skip(done).ToHashSet(), rest.ToHashSet());
            Assert.True(rest.Count <= all - done + 2, $"After {done} steps: {rest.Count} of {all}.");
        }
    }

    [Fact]
    public void Plan_NewShapeWithAColumn_AddsItFromStgToCiThenTasksThenThePipe()
    {
        WarehousePlan plan = Plan(Model(Orders, OrdersWithRefunds), Accounts.After(Model(Orders)));

        Assert.Equal(
            [
                "table/add-column B_DB.STG_SCHEMA.ORDERS", "table/add-column B_DB.RAW_SCHEMA.ORDERS", "table/add-column CI_DB.CI_SCHEMA.ORDERS",
                "task/suspend CI_DB.CI_SCHEMA.MERGE_CI", "task/create-merge-ci CI_DB.CI_SCHEMA.MERGE_CI", "object/label CI_DB.CI_SCHEMA.MERGE_CI", "task/resume CI_DB.CI_SCHEMA.MERGE_CI",
                "task/suspend B_DB.STG_SCHEMA.MERGE_RAW", "task/create-merge-raw B_DB.STG_SCHEMA.MERGE_RAW", "object/label B_DB.STG_SCHEMA.MERGE_RAW", "task/resume B_DB.STG_SCHEMA.MERGE_RAW",
                $"pipe/create {Pipe(OrdersWithRefunds)}", $"pipe/refresh {Pipe(OrdersWithRefunds)}", $"object/label {Pipe(OrdersWithRefunds)}",
            ],
            Steps(plan));
        PlanStep refresh = plan.Steps[^2];
        Assert.EndsWith("those of more than 7 days only Loading = Task loads", refresh.Reason, StringComparison.Ordinal);
        Assert.Equal("loads once what came into the store in the last 7 days: Snowpipe by the gigabyte loaded", refresh.Cost.ToString());
    }

    [Fact]
    public void Plan_LongerNumber_WidensTheColumnEverywhere()
    {
        SourceTable wider = Bare with { Columns = [Bare.Columns[0], Column("total", SourceKind.Decimal, nullable: false, precision: 14, scale: 2)] };

        WarehousePlan plan = Plan(Model(Bare, wider), Accounts.After(Model(Bare)));

        Assert.Equal(
            ["table/widen-column B_DB.STG_SCHEMA.ORDERS", "table/widen-column B_DB.RAW_SCHEMA.ORDERS", "table/widen-column CI_DB.CI_SCHEMA.ORDERS"],
            Steps(plan).Where(step => step.StartsWith("table/", StringComparison.Ordinal)));
        Assert.Contains("NUMBER(12,2), too narrow for NUMBER(14,2)", plan.ToScript(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("added")]
    [InlineData("widened")]
    [InlineData("renamed")]
    [InlineData("dropped")]
    public void Plan_OverWhatItsOwnStepsNoted_IsEmpty(string change)
    {
        SourceTable changed = change switch
        {
            "added" => OrdersWithRefunds,
            "widened" => Bare with { Columns = [Bare.Columns[0], Column("total", SourceKind.Decimal, nullable: false, precision: 14, scale: 2)] },
            "renamed" => Bare with { Columns = [Bare.Columns[0], Bare.Columns[1] with { Name = "amount" }] },
            _ => Bare with { Columns = [Bare.Columns[0]] },
        };
        WarehouseModel model = new(
        [
            Brand(Bare, changed) with
            {
                Renames = change == "renamed" ? [new("shop", "orders", "total", "amount")] : [],
                Drops = change == "dropped" ? [new("shop", "orders", "total")] : [],
            },
        ]);
        WarehouseInventory there = Accounts.After(Model(Bare));
        WarehousePlan plan = Plan(model, there);

        foreach (PlanStep step in plan.Steps)
        {
            step.Effect();
        }

        Assert.Contains(plan.Steps, step => step.Statement.Template.StartsWith("table/", StringComparison.Ordinal));
        Assert.Equal("", Plan(model, there).ToScript());
    }

    [Fact]
    public void Plan_BrandWithTheNarrowerColumnLeft_LeavesTheWiderColumnAlone()
    {
        SourceTable wider = Bare with { Columns = [Bare.Columns[0], Column("total", SourceKind.Decimal, nullable: false, precision: 14, scale: 2)] };

        Assert.DoesNotContain(Steps(Plan(Model(Bare), Accounts.After(Model(wider)))), step => step.StartsWith("table/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SourceKind.Decimal, 14, 4)]
    [InlineData(SourceKind.Double, 0, 0)]
    public void Plan_TypeThatNoAlterLeadsTo_IsRefusedWithBothTypesAndTheRemedy(SourceKind kind, int precision, int scale)
    {
        SourceTable other = Bare with { Columns = [Bare.Columns[0], Column("total", kind, nullable: false, precision: precision, scale: scale)] };

        PlanException error = Assert.Throws<PlanException>(() => Plan(Model(Bare, other), Accounts.After(Model(Bare))));

        Assert.Contains("TOTAL of B_DB.STG_SCHEMA.ORDERS is NUMBER(12,2)", error.Message, StringComparison.Ordinal);
        Assert.Contains("Drops", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_ShorterTextMadeByOtherHands_IsMadeLonger()
    {
        WarehouseInventory there = Accounts.After(Model(Customers));
        there.Tables[new ObjectName("B_DB", "RAW_SCHEMA", "CUSTOMERS")].Columns["NAME"] = new ColumnFacts("TEXT", null, null, 16_777_216);

        Assert.Equal(["table/widen-column B_DB.RAW_SCHEMA.CUSTOMERS"], Steps(Plan(Model(Customers), there)));
    }

    /// <summary>MySQL's column names have no case, so a declared one is followed however it is written.</summary>
    [Theory]
    [InlineData("total", "amount")]
    [InlineData("Total", "Amount")]
    public void Plan_RenamedColumn_RenamesItInRawAndCiWhileTheTasksStandStill(string from, string to)
    {
        SourceTable renamed = Bare with { Columns = [Bare.Columns[0], Bare.Columns[1] with { Name = "amount" }] };
        BrandModel brand = Brand(Bare, renamed) with { Renames = [new("shop", "orders", from, to)] };

        WarehousePlan plan = Plan(new WarehouseModel([brand]), Accounts.After(Model(Bare)));

        Assert.Equal(
            [
                "task/suspend B_DB.STG_SCHEMA.MERGE_RAW", "task/suspend CI_DB.CI_SCHEMA.MERGE_CI",
                "table/add-column B_DB.STG_SCHEMA.ORDERS", "table/rename-column B_DB.RAW_SCHEMA.ORDERS", "table/rename-column CI_DB.CI_SCHEMA.ORDERS",
                "task/create-merge-ci CI_DB.CI_SCHEMA.MERGE_CI", "object/label CI_DB.CI_SCHEMA.MERGE_CI", "task/resume CI_DB.CI_SCHEMA.MERGE_CI",
                "task/create-merge-raw B_DB.STG_SCHEMA.MERGE_RAW", "object/label B_DB.STG_SCHEMA.MERGE_RAW", "task/resume B_DB.STG_SCHEMA.MERGE_RAW",
            ],
            Steps(plan).Where(step => !step.Contains("pipe", StringComparison.Ordinal) && !step.Contains("_V", StringComparison.Ordinal)));
        Assert.All(plan.Steps, step => Assert.Null(step.Loss));
    }

    [Fact]
    public void Plan_RenamedInOneBrandOnly_IsRefusedSinceCiHasBoth()
    {
        SourceTable renamed = Bare with { Columns = [Bare.Columns[0], Bare.Columns[1] with { Name = "amount" }] };
        BrandModel other = new("c", "s3://cdc/c/", [Bare]);
        BrandModel brand = Brand(Bare, renamed) with { Renames = [new("shop", "orders", "total", "amount")] };

        PlanException error = Assert.Throws<PlanException>(() => Plan(new WarehouseModel([brand, other]), Accounts.After(new WarehouseModel([Brand(Bare), other]))));

        Assert.Contains("CI_DB.CI_SCHEMA.ORDERS has the column TOTAL", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_DroppedColumn_KeepsItUnderAnotherName()
    {
        SourceTable narrower = Bare with { Columns = [Bare.Columns[0]] };
        BrandModel brand = Brand(Bare, narrower) with { Drops = [new("shop", "orders", "total")] };

        WarehousePlan plan = Plan(new WarehouseModel([brand]), Accounts.After(Model(Bare)));

        Assert.Equal(
            ["table/rename-column B_DB.RAW_SCHEMA.ORDERS", "table/rename-column CI_DB.CI_SCHEMA.ORDERS"], Steps(plan).Where(step => step.StartsWith("table/", StringComparison.Ordinal)));
        Assert.Contains("RENAME COLUMN \"TOTAL\" TO \"TOTAL__DROPPED\"", plan.ToScript(), StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_DropThatTheSourceHasNotMade_WaitsForAShapeWithoutTheColumn()
    {
        BrandModel brand = Brand(Bare) with { Drops = [new("shop", "orders", "total")] };

        WarehousePlan plan = Plan(new WarehouseModel([brand]), Accounts.After(Model(Bare)));

        Assert.Empty(plan.Steps);
        Assert.Contains(plan.Remarks, remark => remark.StartsWith("The column TOTAL of shop.orders of the brand 'b' is declared as dropped", StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_DroppedColumnWithCutsOnTheirWay_IsRefusedUntilTheyAreMerged()
    {
        SourceTable narrower = Bare with { Columns = [Bare.Columns[0]] };
        WarehouseModel model = new([Brand(Bare, narrower) with { Drops = [new("shop", "orders", "total")] }]);
        WarehouseInventory there = Accounts.After(Model(Bare));
        there.Unmerged["b"] = [$"shop.orders/{Bare.Shape}"];

        Assert.Contains("aren't merged", Assert.Throws<PlanException>(() => Plan(model, there)).Message, StringComparison.Ordinal);
        there.Unmerged["b"] = [$"shop.orders/{narrower.Shape}"];
        Assert.NotEmpty(Plan(model, there).Steps);
    }

    [Fact]
    public void Plan_NewBrand_ReplacesCisTaskAndLeavesTheOtherBrandsThings()
    {
        BrandModel added = new("c", "s3://cdc/c/", [Bare]);

        List<string> steps = Steps(Plan(new WarehouseModel([Brand(Bare), added]), Accounts.After(Model(Bare))));

        Assert.DoesNotContain(steps, step => step.Contains(" B_DB", StringComparison.Ordinal));
        Assert.Contains("task/create-merge-ci CI_DB.CI_SCHEMA.MERGE_CI", steps);
        Assert.Equal("stage/create C_DB.STG_SCHEMA.CDC_STAGE", steps.Single(step => step.StartsWith("stage/", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true, false, "the table has rows and no stream")]
    [InlineData(false, true, "the stream is stale")]
    [InlineData(false, false, "was broken off")]
    public void Plan_StreamThatMayHaveMissedChanges_IsMadeAnewWithCisReconciliationAndItsCost(bool isGone, bool isStale, string reason)
    {
        WarehouseInventory there = Accounts.After(Model(Bare));
        ObjectName raw = new("B_DB", "RAW_SCHEMA", "ORDERS");
        ObjectName stream = new("B_DB", "RAW_SCHEMA", "ORDERS_STREAM");
        there.Streams[stream] = there.Streams[stream] with { IsStale = isStale, Comment = isStale ? "" : SqlNames.UnreconciledMark };
        if (isGone)
        {
            there.Streams.Remove(stream);
        }
        there.Tables[raw] = there.Tables[raw] with { Rows = 1_234_567, Bytes = 8_000_000 };

        PlanStep step = Assert.Single(Plan(Model(Bare), there).Steps);

        Assert.Equal("stream/reconcile-raw", step.Statement.Template);
        Assert.Contains(reason, step.Reason, StringComparison.Ordinal);
        Assert.Equal("reads 1,234,567 rows (8.0 MB) once", step.Cost.ToString());
        step.Effect();
        Assert.True(Plan(Model(Bare), there).IsEmpty);
    }

    [Theory]
    [InlineData(7L, true)]
    [InlineData(null, true)]
    [InlineData(0L, false)]
    public void Plan_RawTableThatIsGone_LosesCisRowsWhereThereAreSome(long? rowsOfCi, bool loses)
    {
        WarehouseInventory there = Accounts.After(Model(Bare));
        ObjectName ci = new("CI_DB", "CI_SCHEMA", "ORDERS");
        there.Tables[ci] = there.Tables[ci] with { Rows = rowsOfCi };
        there.Tables.Remove(new ObjectName("B_DB", "RAW_SCHEMA", "ORDERS"));

        WarehousePlan plan = Plan(Model(Bare), there);

        Assert.Equal(["table/create-raw", "stream/reconcile-raw"], plan.Steps.Select(step => step.Statement.Template));
        Assert.Null(plan.Steps[0].Loss);
        Assert.Equal(loses, plan.Steps[1].Loss?.Contains("CI_DB.CI_SCHEMA.ORDERS", StringComparison.Ordinal) == true);
        Assert.Equal(loses, plan.ToScript().Contains("-- LOSES DATA: all rows of the brand", StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_StgKeptForEverAgain_DropsItsPurge()
    {
        WarehouseInventory there = Accounts.After(Model(Bare), options: new SqlOptions { StgKeep = TimeSpan.FromDays(7) });

        WarehousePlan plan = Plan(Model(Bare), there);

        Assert.Equal(["task/drop B_DB.STG_SCHEMA.PURGE_STG"], Steps(plan).Where(step => step.Contains("PURGE", StringComparison.Ordinal)));
        plan.Steps.ToList().ForEach(step => step.Effect());
        Assert.True(Plan(Model(Bare), there).IsEmpty);
    }

    [Fact]
    public void Plan_KeyThatMayBeNullNow_IsRefusedWithTheStatementsThatLetIt()
    {
        SourceTable nullable = Bare with { Columns = [Bare.Columns[0] with { IsNullable = true }, Bare.Columns[1]] };

        PlanException error = Assert.Throws<PlanException>(() => Plan(Model(Bare, nullable), Accounts.After(Model(Bare))));

        Assert.Contains("ALTER TABLE \"B_DB\".\"RAW_SCHEMA\".\"ORDERS\" DROP PRIMARY KEY; ALTER TABLE \"B_DB\".\"RAW_SCHEMA\".\"ORDERS\" ALTER COLUMN \"ID\" DROP NOT NULL;", error.Message, StringComparison.Ordinal);
        Assert.True(Plan(Model(nullable), Accounts.After(Model(nullable))).IsEmpty);
    }

    [Fact]
    public void Plan_StaleStreamOnManifests_IsMadeAnew()
    {
        WarehouseInventory there = Accounts.After(Model(Bare));
        there.Streams[new ObjectName("B_DB", "STG_SCHEMA", "CDC_CUT_STREAM")] = new StreamFacts(IsStale: true, "");

        Assert.Equal(["stream/recreate-cut B_DB.STG_SCHEMA.CDC_CUT_STREAM"], Steps(Plan(Model(Bare), there)));
    }

    [Fact]
    public void Plan_OneBrand_LeavesTheOthersOutAndKnowsThemInCisTask()
    {
        BrandModel other = new("c", "s3://cdc/c/", [Bare]);
        WarehouseModel both = new([Brand(Bare, OrdersWithRefunds), other]);

        WarehousePlan plan = WarehousePlanner.Plan(both, new SnowflakeSql(both), Accounts.After(new WarehouseModel([Brand(Bare), other])), ["b"]);

        Assert.DoesNotContain(Steps(plan), step => step.Contains(" C_DB", StringComparison.Ordinal));
        Assert.Contains("C_DB", plan.Steps.Single(step => step.Statement.Template == "task/create-merge-ci").Statement.Text, StringComparison.Ordinal);
        Assert.Equal(["b"], plan.Steps.Where(step => step.Statement.Name.StartsWith("B_DB", StringComparison.Ordinal)).Select(step => step.Brand).Distinct());
        Assert.All(plan.Steps.Where(step => step.Statement.Name.StartsWith("CI_DB", StringComparison.Ordinal)), step => Assert.Null(step.Brand));
        Assert.Empty(plan.Remarks);
    }

    [Fact]
    public void Plan_SuspendedTask_IsResumedAndNotReplaced()
    {
        WarehouseInventory there = Accounts.After(Model(Bare));
        ObjectName task = new("B_DB", "STG_SCHEMA", "MERGE_RAW");
        there.Tasks[task] = there.Tasks[task] with { IsStarted = false };

        Assert.Equal(["task/resume B_DB.STG_SCHEMA.MERGE_RAW"], Steps(Plan(Model(Bare), there)));
    }

    [Fact]
    public void Plan_OtherSettingsOfTasks_ReplacesThem()
    {
        SnowflakeSql sql = new(Model(Bare), new SqlOptions { TaskTargetCompletion = TimeSpan.FromMinutes(5) });

        Assert.Equal(2, WarehousePlanner.Plan(Model(Bare), sql, Accounts.After(Model(Bare))).Steps.Count(step => step.Statement.Template.StartsWith("task/create", StringComparison.Ordinal)));
    }

    [Fact]
    public void Plan_PipeThatWasMadeFromAnotherStatement_IsLeftAloneAndToldOf()
    {
        WarehouseInventory there = Accounts.After(Model(Bare));
        ObjectName pipe = there.Pipes.Keys.Single(name => name.Display == Pipe(Bare));
        there.Pipes[pipe] = there.Pipes[pipe] with { Comment = "Loads changes; CdcToSnowflake 0123456789abcdef" };

        WarehousePlan plan = Plan(Model(Bare), there);

        Assert.True(plan.IsEmpty);
        Assert.Contains(pipe.Display, Assert.Single(plan.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_StageElsewhere_IsRefused()
    {
        WarehouseModel moved = new([Brand(Bare) with { StageUrl = "s3://new/b/" }]);

        Assert.Contains("s3://new/b/", Assert.Throws<PlanException>(() => Plan(moved, Accounts.After(Model(Bare)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_WhatTheModelDoesNotKnow_IsToldOfAndLeftAlone()
    {
        WarehouseInventory there = Accounts.After(Model(Bare, Customers));
        there.Tables[new ObjectName("B_DB", "RAW_SCHEMA", "ORDERS")].Columns["MARGIN"] = ColumnFacts.Of(SnowflakeType.Float);

        WarehousePlan plan = Plan(Model(Bare), there);

        Assert.DoesNotContain(plan.Steps, step => step.Statement.Name.Contains("CUSTOMERS", StringComparison.Ordinal));
        Assert.Contains("B_DB.RAW_SCHEMA.ORDERS has a column MARGIN that the model doesn't know.", plan.Remarks);
        Assert.Contains("The table B_DB.RAW_SCHEMA.CUSTOMERS isn't the model's.", plan.Remarks);
    }

    [Fact]
    public void ToScript_HostileName_StaysInItsComment()
    {
        WarehousePlan plan = Plan(new WarehouseModel([Brand(Bare with { Name = "x\nDROP DATABASE y; --" })]), new WarehouseInventory());

        Assert.DoesNotContain(plan.ToScript().Split('\n'), line => line.StartsWith("DROP", StringComparison.OrdinalIgnoreCase) && !line.Contains('"', StringComparison.Ordinal));
    }

    private static WarehousePlan Plan(WarehouseModel model, WarehouseInventory there) => WarehousePlanner.Plan(model, new SnowflakeSql(model), there);

    private static BrandModel Brand(params SourceTable[] tables) => new("b", "s3://cdc/b/", tables);

    private static WarehouseModel Model(params SourceTable[] tables) => new([Brand(tables)]);

    private static string Pipe(SourceTable shape) => $"B_DB.STG_SCHEMA.ORDERS_{shape.Shape.ToUpperInvariant()}";

    private static List<string> Steps(WarehousePlan plan) => [.. plan.Steps.Select(step => $"{step.Statement.Template} {step.Statement.Name}")];

    private static List<string> Texts(WarehousePlan plan) => [.. plan.Steps.Select(step => step.Statement.Text)];
}

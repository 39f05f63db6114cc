using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Warehouse.Planning;
using CdcToSnowflake.Warehouse.Planning.Inventory;
using static CdcToSnowflake.Tests.Sql.SampleModels;

namespace CdcToSnowflake.Tests.Warehouse.Planning;

/// <summary>Plans of accounts that were made with other options: what differs is planned, told or refused, and a second plan has nothing more to do.</summary>
public sealed class ChangedOptionsTests
{
    private static readonly ObjectName Stg = new("B_DB", "STG_SCHEMA");
    private static readonly ObjectName RawOrders = new("B_DB", "RAW_SCHEMA", "ORDERS");
    private static readonly ObjectName CiOrders = new("CI_DB", "CI_SCHEMA", "ORDERS");
    private static readonly ObjectName Stream = new("B_DB", "RAW_SCHEMA", "ORDERS_STREAM");
    private static readonly DateTimeOffset Then = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(LandingMode.Columns, LandingMode.Variant)]
    [InlineData(LandingMode.Variant, LandingMode.Columns)]
    public void Plan_AnotherLanding_IsRefusedWithTheTableAndTheRemedy(LandingMode before, LandingMode after)
    {
        PlanException error = Assert.Throws<PlanException>(() => Plan(With(new TableOptions { Landing = after }), Accounts.After(With(new TableOptions { Landing = before }))));

        Assert.Contains("B_DB.STG_SCHEMA.ORDERS", error.Message, StringComparison.Ordinal);
        Assert.Contains($"Landing = {after}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Plan_SoftDeletesThatBecomeHard_IsRefusedWithTheStatementsThatLetThem(bool isRaw)
    {
        TableOptions soft = isRaw ? new TableOptions { RawDeletes = DeleteHandling.Soft } : new TableOptions { CiDeletes = DeleteHandling.Soft };
        string table = isRaw ? "\"B_DB\".\"RAW_SCHEMA\".\"ORDERS\"" : "\"CI_DB\".\"CI_SCHEMA\".\"ORDERS\"";
        WarehouseInventory there = Accounts.After(With(soft));

        PlanException error = Assert.Throws<PlanException>(() => Plan(With(new TableOptions()), there));

        Assert.Contains($"DELETE FROM {table} WHERE \"_DELETED_AT\" IS NOT NULL; ALTER TABLE {table} DROP COLUMN \"_DELETED_AT\"", error.Message, StringComparison.Ordinal);
        there.Tables[isRaw ? RawOrders : CiOrders].Columns.Remove("_DELETED_AT");
        Run(Plan(With(new TableOptions()), there));
        Assert.Equal("", Plan(With(new TableOptions()), there).ToScript());
    }

    [Fact]
    public void Plan_AnotherColumnForTheBrand_IsRefused()
    {
        WarehouseModel after = new([Brand("b", Orders)], new WarehouseNames { BrandColumn = "BRAND" });

        Assert.Contains("CI_DB.CI_SCHEMA.ORDERS has no column BRAND", Assert.Throws<PlanException>(() => Plan(after, Accounts.After(With(new TableOptions())))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_CiColumnsOfATableThatIsThere_IsRefusedWithBothWays()
    {
        TableOptions renamed = new() { CiColumns = new Dictionary<string, string> { ["total"] = "amount" } };

        PlanException error = Assert.Throws<PlanException>(() => Plan(With(renamed), Accounts.After(With(new TableOptions()))));

        Assert.Contains("ALTER TABLE \"CI_DB\".\"CI_SCHEMA\".\"ORDERS\" RENAME COLUMN \"TOTAL\" TO \"AMOUNT\"", error.Message, StringComparison.Ordinal);
        Assert.Contains("ADD COLUMN IF NOT EXISTS \"AMOUNT\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_NewBrandWhoseCiColumnAnotherBrandHasUnderRawsName_AddsIt()
    {
        TableRule[] rules = [new TableRule("shop.orders", new TableOptions { CiColumns = new Dictionary<string, string> { ["total"] = "amount" } }) { Brand = "c" }];

        // The deployment knows of the other brand by what is there.
        WarehousePlan plan = Plan(new WarehouseModel([Brand("c", Orders)], null, rules), Accounts.After(With(new TableOptions())));

        Assert.Contains(plan.Steps, step => step.Statement.Template == "table/add-column" && step.Statement.Name == CiOrders.Display);
    }

    [Fact]
    public void Plan_AnotherCiTableThatIsThere_GetsTheBrandsRowsAndThenNothing()
    {
        WarehouseModel apart = Two(new TableRule("shop.orders", new TableOptions { CiTable = "OTHERS" }) { Brand = "b" });
        WarehouseInventory there = Accounts.After(apart);

        WarehousePlan plan = Plan(Two(), there);

        PlanStep step = Assert.Single(plan.Steps, step => step.Statement.Template == "stream/reconcile-raw");
        Assert.Equal(Stream.Display, step.Statement.Name);
        // Or its old body would take changes to the old table, after the new one was brought up to them.
        Assert.InRange(Steps(plan).ToList().IndexOf("task/suspend CI_DB.CI_SCHEMA.MERGE_CI"), 0, plan.Steps.ToList().IndexOf(step));
        Assert.Contains("CI_DB.CI_SCHEMA.OTHERS", step.Reason, StringComparison.Ordinal);
        Run(plan);
        Assert.Equal(["The table CI_DB.CI_SCHEMA.OTHERS isn't the model's."], Plan(Two(), there).Remarks);
        Assert.True(Plan(Two(), there).IsEmpty);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(null, true)]
    public void Plan_CiTableThatWasMadeAfterTheStream_GetsTheBrandsRows(int? hoursLater, bool isReconciled)
    {
        WarehouseInventory there = Accounts.After(Two());
        there.Streams[Stream] = there.Streams[Stream] with { CreatedOn = Then };
        there.Tables[RawOrders] = there.Tables[RawOrders] with { CreatedOn = Then };
        there.Tables[CiOrders] = there.Tables[CiOrders] with { CreatedOn = hoursLater is { } hours ? Then.AddHours(hours) : null };

        WarehousePlan plan = Plan(Two(), there);

        Assert.Equal(isReconciled ? [$"stream/reconcile-raw {Stream.Display}"] : [], Steps(plan));
        Run(plan);
        Assert.True(Plan(Two(), there).IsEmpty);
    }

    [Fact]
    public void Plan_StreamOfAnEarlierRelease_IsNotedAndNotReconciled()
    {
        WarehouseInventory there = Accounts.After(Two());
        there.Streams[Stream] = there.Streams[Stream] with { Comment = "", CreatedOn = Then };
        there.Tables[RawOrders] = there.Tables[RawOrders] with { CreatedOn = Then };
        // Its script made CI's tables last.
        there.Tables[CiOrders] = there.Tables[CiOrders] with { CreatedOn = Then.AddMinutes(1) };

        WarehousePlan plan = Plan(Two(), there);

        Assert.Equal("COMMENT ON STREAM \"B_DB\".\"RAW_SCHEMA\".\"ORDERS_STREAM\" IS 'Brings changes to CI_DB.CI_SCHEMA.ORDERS, made before it'", Assert.Single(plan.Steps).Statement.Text.Trim());
        Run(plan);
        Assert.True(Plan(Two(), there).IsEmpty);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void Plan_RawTableMadeAnewByOtherHands_LosesCiRowsWithConsentOnly(long rows, bool loses)
    {
        WarehouseInventory there = Accounts.After(Two());
        there.Streams[Stream] = there.Streams[Stream] with { CreatedOn = Then };
        there.Tables[RawOrders] = there.Tables[RawOrders] with { CreatedOn = Then.AddHours(1), Rows = rows };
        there.Tables[CiOrders] = there.Tables[CiOrders] with { CreatedOn = Then, Rows = 5 };

        PlanStep step = Assert.Single(Plan(Two(), there).Steps, step => step.Statement.Template == "stream/reconcile-raw");

        Assert.Equal(loses, step.Loss is not null);
    }

    [Fact]
    public void Plan_VariantTableThatKeepsItsFormerColumns_IsLeft()
    {
        WarehouseModel model = With(new TableOptions { Landing = LandingMode.Variant });
        WarehouseInventory there = Accounts.After(model);
        there.Tables[Stg.With("ORDERS")].Columns["TOTAL"] = ColumnFacts.Of(SnowflakeType.VarChar);

        Assert.True(Plan(model, there).IsEmpty);
    }

    [Fact]
    public void Plan_LocationThatEndsWithTheBrandsFolder_IsRefusedWithTheCause()
    {
        WarehouseInventory there = Accounts.After(Two());
        ObjectName stage = Assert.Single(there.Stages.Keys, name => name.Parent.Equals(Stg));
        string url = there.Stages[stage].Url.TrimEnd('/');
        WarehouseModel twice = Two();

        PlanException error = Assert.Throws<PlanException>(() => Plan(twice.With([.. twice.Brands.Select(brand => brand.Id == "b" ? brand with { StageUrl = $"{url}/{url.Split('/')[^1]}/" } : brand)]), there));

        Assert.Contains("pass the store's location", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Plan_TableOfManifestsThatIsGoneOrAnother_ItsStreamIsMadeAnew(bool isGone)
    {
        WarehouseInventory there = Accounts.After(Two());
        ObjectName stream = Stg.With("CDC_CUT_STREAM");
        there.Streams[stream] = there.Streams[stream] with { CreatedOn = Then };
        there.Tables[Stg.With("CDC_CUT")] = there.Tables[Stg.With("CDC_CUT")] with { CreatedOn = Then.AddHours(1) };
        if (isGone)
        {
            there.Tables.Remove(Stg.With("CDC_CUT"));
        }

        WarehousePlan plan = Plan(Two(), there);

        Assert.Equal($"stream/recreate-cut {stream.Display}", Steps(plan)[^1]);
        Run(plan);
        Assert.True(Plan(Two(), there).IsEmpty);
    }

    [Fact]
    public void Plan_WatermarkThatIsGone_IsRefusedWhereRawHasRows()
    {
        WarehouseInventory there = Accounts.After(Two());
        there.Tables.Remove(Stg.With("CDC_PROGRESS"));
        Assert.Contains(Plan(Two(), there).Steps, step => step.Statement.Template == "progress/start");

        there.Tables[RawOrders.Parent.With("OF_OTHERS")] = new TableFacts([], 5, 1);
        Assert.Contains(Plan(Two(), there).Steps, step => step.Statement.Template == "progress/start");

        there.Tables[RawOrders] = there.Tables[RawOrders] with { Rows = 5 };
        there.Tables[RawOrders].Columns["_CUT"] = ColumnFacts.Of(SnowflakeType.Number(20, 0));

        Assert.Contains("UNDROP TABLE", Assert.Throws<PlanException>(() => Plan(Two(), there)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("B_DB.STG_SCHEMA.CDC_CUT", 3)]
    [InlineData("B_DB.STG_SCHEMA.ORDERS", 3)]
    [InlineData("B_DB.RAW_SCHEMA.ORDERS", 4)]
    [InlineData("CI_DB.CI_SCHEMA.ORDERS", 5)]
    public void Plan_DaysOfTimeTravel_AreRaisedAndNeverLowered(string table, int days)
    {
        SqlOptions options = new() { StgRetentionDays = 3, RawRetentionDays = 4, CiRetentionDays = 5 };
        WarehouseInventory there = Accounts.After(Two(), options: options);
        ObjectName name = there.Tables.Keys.Single(key => key.Display == table);
        there.Tables[name] = there.Tables[name] with { RetentionDays = 2 };

        WarehousePlan plan = Plan(Two(), there, options);

        Assert.Contains($"SET DATA_RETENTION_TIME_IN_DAYS = {days}", Assert.Single(plan.Steps).Statement.Text, StringComparison.Ordinal);
        Run(plan);
        Assert.Equal("", Plan(Two(), there, options).ToScript());
        there.Tables[name] = there.Tables[name] with { RetentionDays = 90 };
        plan = Plan(Two(), there, options);
        Assert.True(plan.IsEmpty);
        Assert.Contains($"{table} keeps 90 days of time travel", Assert.Single(plan.Remarks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true, false)]
    [InlineData("LINEAR(BRAND_ID)", true, false)]
    [InlineData("LINEAR(STATUS)", false, true)]
    [InlineData("LINEAR(PLACED_AT, STATUS)", false, true)]
    [InlineData("LINEAR(TO_DATE(PLACED_AT), STATUS)", false, true)]
    [InlineData("LINEAR(STATUS, PLACED_AT)", false, false)]
    [InlineData("(\"STATUS\",\"PLACED_AT\")", false, false)]
    [InlineData("LINEAR(status, placed_at)", false, false)]
    [InlineData(null, false, false)]
    public void Plan_ClusteringKeyThatTheOptionsName_IsGivenToATableThatHasNone(string? shown, bool isGiven, bool isToldOf)
    {
        WarehouseModel model = With(new TableOptions { RawClusterBy = ["STATUS", "PLACED_AT"] });
        WarehouseInventory there = Accounts.After(model);
        there.Tables[RawOrders] = there.Tables[RawOrders] with { ClusterBy = shown };

        WarehousePlan plan = Plan(model, there);

        Assert.Equal(isGiven ? [$"cost/cluster-by {RawOrders.Display}"] : [], Steps(plan));
        Assert.All(plan.Steps, step => Assert.Contains("CLUSTER BY (\"STATUS\", \"PLACED_AT\")", step.Statement.Text, StringComparison.Ordinal));
        Assert.Equal(isToldOf, plan.Remarks.Any(remark => remark.Contains("is clustered by", StringComparison.Ordinal) && remark.Contains("CLUSTER BY (\"STATUS\", \"PLACED_AT\")", StringComparison.Ordinal)));
        Run(plan);
        Assert.True(Plan(model, there).IsEmpty);
    }

    [Fact]
    public void Plan_ClusteringKeyOfOtherHands_StaysWhereTheOptionsNameNone()
    {
        WarehouseInventory there = Accounts.After(Two());
        there.Tables[CiOrders] = there.Tables[CiOrders] with { ClusterBy = "LINEAR(TO_DATE(PLACED_AT))" };

        Assert.Equal("", Plan(Two(), there).ToScript());
    }

    [Fact]
    public void ClusteringKey_NamesWithCommasAndQuotes_AreTakenAsTheyAre() => Assert.True(ClusteringKey.IsOf("LINEAR(\"a,b\", \"c\"\"d\")", ["a,b", "c\"d"]));

    [Theory]
    [InlineData("")]
    [InlineData("OLD_S3")]
    public void Plan_AnotherStorageIntegration_IsSetOnTheStage(string before)
    {
        SqlOptions options = new() { Account = new AccountOptions { Storage = new StorageIntegrationOptions("arn"), Warehouses = [] } };
        WarehouseInventory there = Accounts.After(Two(), options: options);
        there.Stages[Stg.With("CDC_STAGE")] = new StageFacts("s3://cdc/b/", before);

        WarehousePlan plan = Plan(Two(), there, options);

        Assert.Equal("ALTER STAGE \"B_DB\".\"STG_SCHEMA\".\"CDC_STAGE\" SET STORAGE_INTEGRATION = \"CDC_S3\"", Assert.Single(plan.Steps).Statement.Text.Trim());
        Run(plan);
        Assert.True(Plan(Two(), there, options).IsEmpty);
    }

    [Fact]
    public void Plan_FileFormatOfAnotherStatement_IsToldOfWithTheStatementThatNotesIt()
    {
        WarehouseInventory there = Accounts.After(Two());
        ObjectName format = there.FileFormats.Keys.First(name => name.Parent.Equals(Stg));
        there.FileFormats[format] = "Reads files of the store; CdcToSnowflake 0123";

        WarehousePlan plan = Plan(Two(), there);

        Assert.True(plan.IsEmpty);
        Assert.Contains($"COMMENT ON FILE FORMAT {format.Quoted} IS 'Reads files of the store; CdcToSnowflake ", Assert.Single(plan.Remarks), StringComparison.Ordinal);
        there.FileFormats[format] = "";
        Assert.Equal([$"object/label {format.Display}"], Steps(Plan(Two(), there)));
    }

    [Fact]
    public void Plan_PipesThatToldNobody_AreAlteredAndKeepTheirHistory()
    {
        SqlOptions options = new() { ErrorIntegration = "CDC_ERRORS" };
        WarehouseInventory there = Accounts.After(With(new TableOptions()));

        WarehousePlan plan = Plan(With(new TableOptions()), there, options);

        Assert.Equal(2, plan.Steps.Count(step => step.Statement.Text.Contains("SET ERROR_INTEGRATION = \"CDC_ERRORS\"", StringComparison.Ordinal)));
        Assert.DoesNotContain(plan.Steps, step => step.Statement.Template.StartsWith("pipe/create", StringComparison.Ordinal));
        Assert.Empty(plan.Remarks);
        Run(plan);
        Assert.Equal("", Plan(With(new TableOptions()), there, options).ToScript());
    }

    [Fact]
    public void Plan_TheTaskLoadsNow_TellsOfThePipesThatLoadOn()
    {
        WarehousePlan plan = Plan(With(new TableOptions()), Accounts.After(With(new TableOptions())), new SqlOptions { Loading = LoadMode.Task });

        Assert.Contains("2 of its pipes", Assert.Single(plan.Remarks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SHARED_WH", true)]
    [InlineData("API_WH", true)]
    [InlineData("ETL_WH", false)]
    [InlineData(null, false)]
    public void Plan_WarehouseOfTheTasks_MayBeUsedByTheirOwner(string? warehouse, bool isGranted)
    {
        SqlOptions options = new() { TaskWarehouse = warehouse, Account = new AccountOptions { Roles = new RoleOptions() } };

        Assert.Equal(
            isGranted ? [$"GRANT USAGE ON WAREHOUSE \"{warehouse}\" TO ROLE \"CDC_TRANSFORMER\""] : [],
            Plan(Two(), new WarehouseInventory(), options).Steps.Select(step => step.Statement.Text.Trim()).Where(text => text.EndsWith("TO ROLE \"CDC_TRANSFORMER\"", StringComparison.Ordinal) && text.StartsWith("GRANT USAGE ON WAREHOUSE", StringComparison.Ordinal) && !text.Contains("ETL_WH", StringComparison.Ordinal)));
        Assert.Single(Plan(Two(), new WarehouseInventory(), options).Steps, step => step.Statement.Text.Contains("GRANT USAGE ON WAREHOUSE \"ETL_WH\" TO ROLE \"CDC_TRANSFORMER\"", StringComparison.Ordinal));
    }

    private static BrandModel Brand(string id, params SourceTable[] tables) => new(id, $"s3://cdc/{id}/", tables);

    private static WarehouseModel With(TableOptions options) => new([Brand("b", Orders)], null, [new TableRule("shop.orders", options)]);

    private static WarehouseModel Two(params TableRule[] rules) => new([Brand("b", Orders), Brand("c", Orders)], null, rules);

    private static WarehousePlan Plan(WarehouseModel model, WarehouseInventory there, SqlOptions? options = null) => WarehousePlanner.Plan(model, new SnowflakeSql(model, options), there);

    private static List<string> Steps(WarehousePlan plan) => [.. plan.Steps.Select(step => $"{step.Statement.Template} {step.Statement.Name}")];

    private static void Run(WarehousePlan plan)
    {
        foreach (PlanStep step in plan.Steps)
        {
            step.Effect();
        }
    }
}

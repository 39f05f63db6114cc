using System.Data.Common;
using CdcToSnowflake.Emulator.Tests.Operations;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Semantics;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse.Planning;

namespace CdcToSnowflake.Emulator.Tests.Planning;

/// <summary>What a source says of its tables comes to RAW, CI and the semantic view, changes there when it changes, and disturbs nothing.</summary>
public sealed class CommentsTests
{
    // What a table of RAW is made with.
    private const string Mirror = $"Mirror of shop.orders of {OperatedWorld.Brand}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Describe_ChangedComments_AreAltered_AndRowsGoOn()
    {
        await using var world = await OperatedWorld.CreateAsync();
        await world.Source.CutAsync(world.Store);
        await world.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        var made = Created(world.Sql);

        await world.Deployment.DescribeAsync(OperatedWorld.Brand, Said("Orders of guests", "Gross, in EUR"), Cancellation);
        AssertSays(world.Sql, "Orders of guests", "Gross, in EUR");
        await world.Deployment.DescribeAsync(OperatedWorld.Brand, Said("Orders", "Gross, it's in EUR\nsince 2024"), Cancellation);
        AssertSays(world.Sql, "Orders", "Gross, it's in EUR\nsince 2024");

        Assert.Equal(made, Created(world.Sql));
        await world.Source.CutAsync(world.Store);
        await world.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        Assert.Equal(world.Source.Expected, world.Sql.Rows("SELECT \"ID\", \"TOTAL\", \"NOTE\" FROM CI_DB.CI_SCHEMA.ORDERS ORDER BY \"ID\""));
        Assert.Empty((await new WarehousePlanner(world.Emulator).PlanAsync(Model(Said("Orders", "Gross, it's in EUR\nsince 2024"), world.Store), Cancellation)).Steps);
    }

    [Fact]
    public async Task Plan_Comments_AreStatementsOfTheirOwn_AndASecondPlanIsEmpty()
    {
        await using var emulator = new SnowflakeEmulator();
        var planner = new WarehousePlanner(emulator, new SqlOptions { Api = new ApiOptions { Semantics = new SemanticOptions() } });
        await (await planner.PlanAsync(Model([]), Cancellation)).ApplyAsync(emulator, cancellationToken: Cancellation);

        var plan = await planner.PlanAsync(Model(Said("Orders", "Gross")), Cancellation);
        Assert.Equal(
            ["table/comment", "table/comment-columns", "table/comment", "table/comment-columns", "semantic-view/create", "semantic-view/label"],
            plan.Steps.Select(step => step.Statement.Template));
        Assert.DoesNotContain(plan.Steps, step => step.Statement.Template.StartsWith("table/", StringComparison.Ordinal) && step.Statement.Text.Contains("REPLACE", StringComparison.Ordinal));
        await plan.ApplyAsync(emulator, cancellationToken: Cancellation);

        Assert.Empty((await planner.PlanAsync(Model(Said("Orders", "Gross")), Cancellation)).Steps);
        await using var sql = await emulator.OpenConnectionAsync(Cancellation);
        AssertSays(sql, "Orders", "Gross");
        Assert.Contains("Gross", string.Join('\n', sql.Rows("DESCRIBE SEMANTIC VIEW CI_DB.API_SCHEMA.CDC_SEMANTICS")), StringComparison.Ordinal);

        // One comment is one statement.
        var next = await planner.PlanAsync(Model(Said("Orders", "Net")), Cancellation);
        Assert.Equal(["table/comment-columns", "table/comment-columns"], next.Steps.Select(step => step.Statement.Template).Where(template => template.StartsWith("table/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Plan_SourceSaysNothing_CommentsOfOthersStay()
    {
        await using var world = await OperatedWorld.CreateAsync();
        world.Sql.Run("COMMENT ON TABLE CI_DB.CI_SCHEMA.ORDERS IS 'Ours'; COMMENT ON COLUMN CI_DB.CI_SCHEMA.ORDERS.TOTAL IS 'Ours, too'");

        Assert.Empty((await new WarehousePlanner(world.Emulator).PlanAsync(Model([], world.Store), Cancellation)).Steps);
    }

    [Fact]
    public async Task Describe_WhatIsSaidNoMore_IsTakenAway_AlsoByAProcessThatNeverHeardIt()
    {
        await using var world = await OperatedWorld.CreateAsync();
        await world.Deployment.DescribeAsync(OperatedWorld.Brand, Said("Orders of guests", "Gross, in EUR"), Cancellation);
        await world.Deployment.DescribeAsync(OperatedWorld.Brand, Said("", "Gross, in EUR"), Cancellation);
        AssertSays(world.Sql, Mirror, "ORDERS of all brands", "Gross, in EUR"); // what they were made with

        // Another process, after the column's was emptied too.
        var plan = await new WarehousePlanner(world.Emulator).PlanAsync(Model(Said("", ""), world.Store), Cancellation);
        Assert.Equal(["table/comment-columns CI_DB", "table/comment-columns BRAND_A_DB"], plan.Steps.Select(step => $"{step.Statement.Template} {step.Statement.Object!.Parts[0]}")); // CI's first, which are known by RAW's
        await plan.ApplyAsync(world.Emulator, cancellationToken: Cancellation);

        AssertSays(world.Sql, Mirror, "ORDERS of all brands", "");
        Assert.Empty((await new WarehousePlanner(world.Emulator).PlanAsync(Model(Said("", ""), world.Store), Cancellation)).Steps);
    }

    [Fact]
    public async Task Describe_WhatIsSaidNoMore_BrokenOffAtEachStep_IsTakenAwayByTheNextPlan()
    {
        for (var steps = 0; ; steps++)
        {
            await using var world = await OperatedWorld.CreateAsync();
            await world.Deployment.DescribeAsync(OperatedWorld.Brand, Said("Orders of guests", "Gross"), Cancellation);
            var plan = await new WarehousePlanner(world.Emulator).PlanAsync(Model(Said("", ""), world.Store), Cancellation);
            foreach (var step in plan.Steps.Take(steps))
            {
                world.Sql.Run(step.Statement.Text);
            }

            await (await new WarehousePlanner(world.Emulator).PlanAsync(Model(Said("", ""), world.Store), Cancellation)).ApplyAsync(world.Emulator, cancellationToken: Cancellation);
            AssertSays(world.Sql, Mirror, "ORDERS of all brands", "");
            if (steps == plan.Steps.Count)
            {
                Assert.Equal(4, steps);
                return;
            }
        }
    }

    [Fact]
    public async Task Describe_SourceSaysNothingAndNeverDid_CisOwnCommentsStay()
    {
        await using var world = await OperatedWorld.CreateAsync();
        await world.Deployment.DescribeAsync(OperatedWorld.Brand, Said("", "Gross"), Cancellation);
        world.Sql.Run("COMMENT ON TABLE CI_DB.CI_SCHEMA.ORDERS IS 'Ours'; COMMENT ON COLUMN CI_DB.CI_SCHEMA.ORDERS.NOTE IS 'Ours, too'");
        await world.Deployment.DescribeAsync(OperatedWorld.Brand, Said("", ""), Cancellation);

        AssertSays(world.Sql, Mirror, "Ours", "");
        Assert.Equal("Ours, too", world.Sql.One("SELECT COMMENT FROM CI_DB.INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = 'CI_SCHEMA' AND TABLE_NAME = 'ORDERS' AND COLUMN_NAME = 'NOTE'"));
    }

    [Fact]
    public async Task Describe_OneBrandSaysNothingAnyMore_CiSaysWhatTheOtherDoes()
    {
        await using var world = await OperatedWorld.CreateAsync();
        await world.Deployment.EnsureBrandAsync("BRAND_B", world.Store.Location, Cancellation);
        await world.Deployment.ShapeAppearedAsync("BRAND_B", ShopSource.Orders, Cancellation);
        await world.Deployment.DescribeAsync(OperatedWorld.Brand, Said("Orders of A", "Gross of A"), Cancellation);
        await world.Deployment.DescribeAsync("BRAND_B", Said("Orders of B", ""), Cancellation);
        Assert.Equal("Orders of A", Comment(world.Sql, "CI_DB.CI_SCHEMA"));
        await world.Deployment.DescribeAsync(OperatedWorld.Brand, Said("", ""), Cancellation);

        AssertSays(world.Sql, Mirror, "Orders of B", "");
        Assert.Equal("Orders of B", Comment(world.Sql, "BRAND_B_DB.RAW_SCHEMA"));
    }

    [Fact]
    public async Task Describe_BrandThatIsNotThereYet_HasItWhenItComes()
    {
        await using var world = await OperatedWorld.CreateAsync();
        await world.Deployment.DescribeAsync("brand_b", Said("Orders of B", "Net"), Cancellation);
        await world.Deployment.EnsureBrandAsync("brand_b", world.Store.Location, Cancellation);
        await world.Deployment.ShapeAppearedAsync("brand_b", ShopSource.Orders, Cancellation);

        Assert.Equal("Orders of B", Comment(world.Sql, "brand_b_DB.RAW_SCHEMA"));
        Assert.Equal("Orders of B", Comment(world.Sql, "CI_DB.CI_SCHEMA")); // the other brand says nothing
    }

    private static List<TableDescription> Said(string table, string total) =>
        [new("shop", "orders") { Comment = table, ColumnComments = new Dictionary<string, string> { ["total"] = total, ["gone"] = "No such column" } }, new("shop", "elsewhere") { Comment = "No such table" }];

    private static WarehouseModel Model(IReadOnlyList<TableDescription> descriptions, IObjectStore? store = null) =>
        new([new BrandModel(OperatedWorld.Brand, $"{store?.Location.AbsoluteUri ?? "s3://b/"}brand_a/", [ShopSource.Orders]) { Descriptions = descriptions }]);

    private static void AssertSays(DbConnection sql, string table, string total) => AssertSays(sql, table, table, total);

    private static void AssertSays(DbConnection sql, string raw, string ci, string total)
    {
        Assert.Equal((raw, ci), (Comment(sql, "BRAND_A_DB.RAW_SCHEMA"), Comment(sql, "CI_DB.CI_SCHEMA")));
        foreach (var schema in (string[])["BRAND_A_DB.RAW_SCHEMA", "CI_DB.CI_SCHEMA"])
        {
            var (database, name) = (schema.Split('.')[0], schema.Split('.')[1]);
            Assert.Equal(total, sql.One($"SELECT COALESCE(COMMENT, '') FROM {database}.INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = '{name}' AND TABLE_NAME = 'ORDERS' AND COLUMN_NAME = 'TOTAL'"));
        }
    }

    private static string Comment(DbConnection sql, string schema) => sql.One($"SHOW TABLES LIKE 'ORDERS' IN SCHEMA {schema} ->> SELECT \"comment\" FROM $1");

    // A table that was replaced would be younger.
    private static IReadOnlyList<string> Created(DbConnection sql) => sql.Rows("SHOW TABLES IN ACCOUNT ->> SELECT \"schema_name\", \"name\", \"created_on\" FROM $1 ORDER BY 1, 2");
}

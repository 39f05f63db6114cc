using System.Globalization;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Sql.Semantics;
using CdcToSnowflake.Warehouse;
using CdcToSnowflake.Warehouse.Planning;

namespace CdcToSnowflake.Emulator.Tests.Planning;

/// <summary>Plans of what stands beside the databases: warehouses, monitor, integrations, roles and grants, tag, the API's views.</summary>
public sealed class PlanAccountTests : IDisposable
{
    private static readonly Uri Store = new("s3://cdc/prod/");

    private readonly SnowflakeEmulator _emulator = new();
    private SqlOptions _options;

    public PlanAccountTests()
    {
        _options = new SqlOptions
        {
            Api = new ApiOptions { IsByOwner = true, Semantics = new SemanticOptions { Synonyms = new Dictionary<string, IReadOnlyList<string>> { ["ORDERS"] = ["purchases"] } } },
            Account = new AccountOptions
            {
                ResourceMonitor = new ResourceMonitorOptions(100),
                Storage = new StorageIntegrationOptions("arn:aws:iam::1:role/s3"),
                Errors = new ErrorNotificationOptions("arn:aws:sns:eu-central-1:1:errors", "arn:aws:iam::1:role/sns"),
                Roles = new RoleOptions(),
                CostTag = new CostTagOptions("orders"),
                Budget = new BudgetOptions(100),
            },
        };
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static WarehouseModel Model => new([.. new[] { "brand_a", "brand_b" }.Select(brand => new BrandModel(brand, $"{Store}{brand}/", [ShopSource.Orders]))]);

    public void Dispose()
    {
        _emulator.Dispose();
    }

    [Fact]
    public async Task FullAccount_PlanApplied_TheSecondPlanHasNothingToDoOrToSay()
    {
        await ApplyAsync();

        Assert.Equal("", (await PlanAsync()).ToScript());
    }

    [Theory]
    [InlineData("ALTER WAREHOUSE ETL_WH SET WAREHOUSE_SIZE = LARGE AUTO_SUSPEND = 600", "warehouse/alter", "size is Large, not X-Small; auto_suspend is 600, not 60")]
    [InlineData("ALTER WAREHOUSE ETL_WH SET MAX_CLUSTER_COUNT = 3", "warehouse/alter", "max_cluster_count is 3, not 1")]
    [InlineData("ALTER WAREHOUSE API_WH SET STATEMENT_TIMEOUT_IN_SECONDS = 5", "warehouse/alter", "STATEMENT_TIMEOUT_IN_SECONDS is 5, not 30")]
    [InlineData("ALTER WAREHOUSE API_WH UNSET RESOURCE_MONITOR", "warehouse/alter", "resource_monitor is null, not CDC_MONITOR")]
    [InlineData("ALTER RESOURCE MONITOR CDC_MONITOR SET CREDIT_QUOTA = 7 TRIGGERS ON 50 PERCENT DO NOTIFY", "resource-monitor/alter", "credit_quota is 7, not 100; notify_at is 50, not 75,90; suspend_at is none, not 100")]
    [InlineData("ALTER NOTIFICATION INTEGRATION CDC_ERRORS SET ENABLED = FALSE", "integration/alter-notification", "ENABLED is false, not true")]
    [InlineData("ALTER STORAGE INTEGRATION CDC_S3 SET STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::1:role/old'", "integration/alter-storage", "STORAGE_AWS_ROLE_ARN is arn:aws:iam::1:role/old, not arn:aws:iam::1:role/s3")]
    [InlineData("REVOKE USAGE ON DATABASE BRAND_A_DB FROM ROLE CDC_LOADER", "grant/use-database", "CDC_LOADER doesn't hold USAGE")]
    [InlineData("REVOKE EXECUTE MANAGED TASK ON ACCOUNT FROM ROLE CDC_TRANSFORMER", "grant/execute-tasks", "CDC_TRANSFORMER doesn't hold EXECUTE MANAGED TASK")]
    [InlineData("GRANT OWNERSHIP ON TASK CI_DB.CI_SCHEMA.MERGE_CI TO ROLE SYSADMIN COPY CURRENT GRANTS", "grant/own-task", "CDC_TRANSFORMER doesn't hold OWNERSHIP")]
    [InlineData("REVOKE MONITOR ON PIPE BRAND_B_DB.STG_SCHEMA.CDC_CUT_PIPE FROM ROLE CDC_OPERATOR", "grant/operate-pipe", "CDC_OPERATOR doesn't hold MONITOR")]
    [InlineData("REVOKE INSERT ON FUTURE TABLES IN SCHEMA BRAND_A_DB.STG_SCHEMA FROM ROLE CDC_LOADER", "grant/load-tables", "CDC_LOADER doesn't hold INSERT")]
    [InlineData("REVOKE INSERT ON TABLE BRAND_A_DB.STG_SCHEMA.ORDERS FROM ROLE CDC_LOADER", "grant/load-tables", "CDC_LOADER doesn't hold INSERT on TABLE BRAND_A_DB.STG_SCHEMA.ORDERS")]
    [InlineData("REVOKE SELECT ON VIEW CI_DB.API_SCHEMA.ORDERS FROM ROLE CDC_READER", "grant/read-views", "CDC_READER doesn't hold SELECT on VIEW CI_DB.API_SCHEMA.ORDERS")]
    [InlineData("ALTER ROW ACCESS POLICY CI_DB.API_SCHEMA.CDC_OWNER_POLICY SET BODY -> TRUE", "policy/alter-owner", "another body")]
    [InlineData("REVOKE ROLE CDC_READER FROM ROLE SYSADMIN", "role/grant", "SYSADMIN doesn't hold USAGE")]
    [InlineData("ALTER DATABASE BRAND_A_DB SET TAG CI_DB.CI_SCHEMA.COST_CENTER = 'x'", "tag/set-on-database", "its tag is x")]
    [InlineData("ALTER WAREHOUSE API_WH UNSET TAG CI_DB.CI_SCHEMA.COST_CENTER", "tag/set-on-warehouse", "it has no such tag")]
    [InlineData("REVOKE SELECT ON SEMANTIC VIEW CI_DB.API_SCHEMA.CDC_SEMANTICS FROM ROLE CDC_READER", "grant/read-semantic-view", "CDC_READER doesn't hold SELECT")]
    [InlineData("ALTER SEMANTIC VIEW CI_DB.API_SCHEMA.CDC_SEMANTICS SET COMMENT = 'mine'", "semantic-view/create", "the semantic view was made from another statement than the model's")]
    [InlineData("CREATE STORAGE INTEGRATION OLD_S3 TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' ENABLED = TRUE STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::1:role/old' STORAGE_ALLOWED_LOCATIONS = ('*'); ALTER STAGE BRAND_A_DB.STG_SCHEMA.CDC_STAGE SET STORAGE_INTEGRATION = OLD_S3", "stage/set-integration", "its storage integration is OLD_S3, not CDC_S3")]
    [InlineData("ALTER TABLE CI_DB.CI_SCHEMA.ORDERS SET DATA_RETENTION_TIME_IN_DAYS = 0", "table/set-retention", "it keeps 0 days of time travel, not 1")]
    [InlineData("DROP VIEW CI_DB.API_SCHEMA.ORDERS", "view/create-api", "there is no such view")]
    public async Task SomethingWasChangedByHand_OnlyThatIsAStepWithItsReason(string change, string template, string reason)
    {
        await ApplyAsync();
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        sql.Run(change);

        var plan = await PlanAsync();

        Assert.Equal([template], plan.Steps.Select(step => step.Statement.Template).Where(step => step is not ("object/label" or "semantic-view/label" or "task/resume")).Distinct());
        Assert.All(plan.Steps.Where(step => step.Statement.Template == template), step => Assert.Contains(reason, step.Reason, StringComparison.Ordinal));
        await plan.ApplyAsync(_emulator, cancellationToken: Cancellation);
        Assert.Equal("", (await PlanAsync()).ToScript());
    }

    [Theory]
    [InlineData("ALTER SNOWFLAKE.CORE.BUDGET CI_DB.CI_SCHEMA.CDC_BUDGET SET COMMENT = 'mine'", 100)]
    [InlineData("SELECT 1", 200)]
    public async Task Budget_IsAnothersOrHasAnotherLimit_IsSetAnew(string change, int credits)
    {
        await ApplyAsync();
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        Assert.Equal("100", Limit());
        sql.Run(change);
        _options = _options with { Account = _options.Account! with { Budget = new BudgetOptions(credits) } };

        var plan = await PlanAsync();

        Assert.Equal(["budget/create", "budget/set-limit", "budget/set-threshold", "budget/set-tag", "grant/notify-budget", "budget/add-notification", "budget/label"], plan.Steps.Select(step => step.Statement.Template));
        await plan.ApplyAsync(_emulator, cancellationToken: Cancellation);
        Assert.Equal(credits.ToString(CultureInfo.InvariantCulture), Limit());
        Assert.Equal("", (await PlanAsync()).ToScript());

        string? Limit() => sql.One("CALL CI_DB.CI_SCHEMA.CDC_BUDGET!GET_CONFIG() ->> SELECT \"SPEND_LIMIT\" FROM $1");
    }

    /// <summary>Of an account whose pipes were made before the loader's role got them, or by other hands. Rows are another test's.</summary>
    [Fact]
    public async Task PipeIsAnothersOwn_IsHandedOver_AndBrokenOffAnywhereIsFoundAndResumed()
    {
        const string Owner = "SHOW PIPES LIKE 'CDC_CUT_PIPE' IN SCHEMA BRAND_A_DB.STG_SCHEMA ->> SELECT \"owner\" FROM $1";
        const string Status = "SELECT PARSE_JSON(SYSTEM$PIPE_STATUS('BRAND_A_DB.STG_SCHEMA.CDC_CUT_PIPE')):executionState::VARCHAR";
        await ApplyAsync();
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        Assert.Equal("CDC_LOADER", sql.One(Owner));
        string[] whole = ["object/label", "pipe/pause", "grant/own-pipe", "pipe/resume", "object/label"];
        for (var breakAfter = 1; breakAfter <= whole.Length; breakAfter++)
        {
            sql.Run("ALTER PIPE BRAND_A_DB.STG_SCHEMA.CDC_CUT_PIPE SET PIPE_EXECUTION_PAUSED = TRUE; GRANT OWNERSHIP ON PIPE BRAND_A_DB.STG_SCHEMA.CDC_CUT_PIPE TO ROLE SYSADMIN COPY CURRENT GRANTS; SELECT SYSTEM$PIPE_FORCE_RESUME('BRAND_A_DB.STG_SCHEMA.CDC_CUT_PIPE')");
            var plan = await PlanAsync();
            Assert.Equal(whole, plan.Steps.Select(step => step.Statement.Template));
            Assert.Contains("SYSADMIN owns it", plan.Steps[1].Reason, StringComparison.Ordinal);
            foreach (var step in plan.Steps.Take(breakAfter))
            {
                sql.Run(step.Statement.Text);
            }

            plan = await PlanAsync();
            Assert.Equal(breakAfter == whole.Length ? [] : whole[1..], plan.Steps.Select(step => step.Statement.Template));
            await plan.ApplyAsync(_emulator, cancellationToken: Cancellation);

            Assert.Equal(("CDC_LOADER", "RUNNING"), (sql.One(Owner), sql.One(Status)));
            Assert.Equal("", (await PlanAsync()).ToScript());
        }
    }

    [Fact]
    public async Task PipeIsAnothersOwnAndSomebodyPausedIt_IsLeftSoWithARemark_AndHandedOverOnceItRuns()
    {
        const string State = "SHOW PIPES LIKE 'CDC_CUT_PIPE' IN SCHEMA BRAND_A_DB.STG_SCHEMA ->> SELECT \"owner\", PARSE_JSON(SYSTEM$PIPE_STATUS('BRAND_A_DB.STG_SCHEMA.CDC_CUT_PIPE')):executionState::VARCHAR FROM $1";
        await ApplyAsync();
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        sql.Run("ALTER PIPE BRAND_A_DB.STG_SCHEMA.CDC_CUT_PIPE SET PIPE_EXECUTION_PAUSED = TRUE; GRANT OWNERSHIP ON PIPE BRAND_A_DB.STG_SCHEMA.CDC_CUT_PIPE TO ROLE SYSADMIN COPY CURRENT GRANTS");

        var plan = await PlanAsync();

        Assert.Empty(plan.Steps);
        Assert.Contains("they stand still", Assert.Single(plan.Remarks), StringComparison.Ordinal);
        Assert.Equal("SYSADMIN|PAUSED", sql.One(State));
        sql.Run("SELECT SYSTEM$PIPE_FORCE_RESUME('BRAND_A_DB.STG_SCHEMA.CDC_CUT_PIPE')");
        await ApplyAsync();
        Assert.Equal("CDC_LOADER|RUNNING", sql.One(State));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task NewPipeWasBeingHandedOver_AndBrokenOffAnywhere_RunsAfterTheNextPlanWithRolesOrWithout(bool hasRoles)
    {
        await ApplyAsync();
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        var (with, without) = (_options, _options with { Account = _options.Account! with { Roles = null } });
        string[] whole = ["pipe/create-cut", "object/label", "pipe/pause", "grant/own-pipe", "pipe/resume", "grant/operate-pipe", "pipe/refresh", "object/label"];
        for (var breakAfter = 1; breakAfter < whole.Length; breakAfter++)
        {
            sql.Run("DROP PIPE BRAND_A_DB.STG_SCHEMA.CDC_CUT_PIPE");
            _options = with;
            var plan = await PlanAsync();
            Assert.Equal(whole, plan.Steps.Select(step => step.Statement.Template));
            foreach (var step in plan.Steps.Take(breakAfter))
            {
                sql.Run(step.Statement.Text);
            }

            _options = hasRoles ? with : without;
            await ApplyAsync();

            Assert.Equal("RUNNING", sql.One("SELECT PARSE_JSON(SYSTEM$PIPE_STATUS('BRAND_A_DB.STG_SCHEMA.CDC_CUT_PIPE')):executionState::VARCHAR"));
            Assert.True((await PlanAsync()).IsEmpty);
        }
    }

    [Fact]
    public async Task PipeWasBeingHandedOver_AndThereAreNoRolesAnyMore_IsResumed()
    {
        await ApplyAsync();
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        sql.Run("ALTER PIPE BRAND_A_DB.STG_SCHEMA.CDC_CUT_PIPE SET PIPE_EXECUTION_PAUSED = TRUE; GRANT OWNERSHIP ON PIPE BRAND_A_DB.STG_SCHEMA.CDC_CUT_PIPE TO ROLE SYSADMIN COPY CURRENT GRANTS; SELECT SYSTEM$PIPE_FORCE_RESUME('BRAND_A_DB.STG_SCHEMA.CDC_CUT_PIPE')");
        foreach (var step in (await PlanAsync()).Steps.Take(3))
        {
            sql.Run(step.Statement.Text);
        }

        _options = _options with { Account = _options.Account! with { Roles = null } };
        var plan = await PlanAsync();

        Assert.Equal(["pipe/resume", "object/label"], plan.Steps.Where(step => step.Brand == "brand_a" && step.Statement.Object!.Parts[^1] == "CDC_CUT_PIPE").Select(step => step.Statement.Template));
        await plan.ApplyAsync(_emulator, cancellationToken: Cancellation);
        Assert.Equal("RUNNING", sql.One("SELECT PARSE_JSON(SYSTEM$PIPE_STATUS('BRAND_A_DB.STG_SCHEMA.CDC_CUT_PIPE')):executionState::VARCHAR"));
    }

    [Fact]
    public async Task WhoPlansCouldNotResumeTheLoadersPipe_ItIsLeftAndARemarkSaysWhat()
    {
        _options = _options with { Account = _options.Account! with { Roles = new RoleOptions { Parent = null } } };
        var plan = await PlanAsync();
        // The plan makes the role, and gives it to nobody.
        Assert.DoesNotContain(plan.Steps, step => step.Statement.Template is "pipe/pause" or "grant/own-pipe");
        await plan.ApplyAsync(_emulator, cancellationToken: Cancellation);

        plan = await PlanAsync();

        Assert.Empty(plan.Steps);
        Assert.Contains("Grant CDC_LOADER to the role that plans", Assert.Single(plan.Remarks), StringComparison.Ordinal);
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        sql.Run("GRANT ROLE CDC_LOADER TO ROLE SYSADMIN");
        await ApplyAsync();
        Assert.Equal("", (await PlanAsync()).ToScript());
    }

    [Fact]
    public async Task ApiViewIsReplaced_WhatPeopleWereGrantedOnItStays()
    {
        await ApplyAsync();
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        sql.Run("CREATE ROLE DESK; GRANT SELECT ON VIEW CI_DB.API_SCHEMA.ORDERS TO ROLE DESK; COMMENT ON VIEW CI_DB.API_SCHEMA.ORDERS IS 'old'");

        await ApplyAsync();

        Assert.Equal(["SELECT|CDC_READER", "SELECT|DESK"], sql.Rows("SHOW GRANTS ON VIEW CI_DB.API_SCHEMA.ORDERS ->> SELECT \"privilege\", \"grantee_name\" FROM $1 WHERE \"privilege\" = 'SELECT' ORDER BY 2"));
        Assert.Equal("", (await PlanAsync()).ToScript());
    }

    [Fact]
    public async Task RolesHoldMoreThanTheModelGives_ARemarkSaysSoAndNothingIsRevoked()
    {
        await ApplyAsync();
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        sql.Run("GRANT MODIFY ON WAREHOUSE ETL_WH TO ROLE CDC_READER; GRANT DELETE ON TABLE BRAND_A_DB.STG_SCHEMA.ORDERS TO ROLE CDC_LOADER; CREATE ROLE DESK; GRANT ROLE CDC_READER TO ROLE DESK");

        var plan = await PlanAsync();

        Assert.Empty(plan.Steps);
        Assert.Equal(
            ["The role CDC_LOADER holds DELETE on TABLE BRAND_A_DB.STG_SCHEMA.ORDERS, which the model doesn't give it.", "The role CDC_READER holds MODIFY on WAREHOUSE ETL_WH, which the model doesn't give it."],
            plan.Remarks);
    }

    [Fact]
    public async Task Deployment_RestartedAndToldOfOneBrand_LeavesTheOthersFolderWithinReach()
    {
        using (SnowflakeDeployment first = new(_emulator, new DeploymentOptions { Sql = _options }))
        {
            foreach (var brand in new[] { "brand_a", "brand_b" })
            {
                await first.EnsureBrandAsync(brand, Store, Cancellation);
                await first.ShapeAppearedAsync(brand, ShopSource.Orders, Cancellation);
            }
        }

        Assert.Equal("", (await PlanAsync()).ToScript());
        using SnowflakeDeployment second = new(_emulator, new DeploymentOptions { Sql = _options });
        await second.EnsureBrandAsync("brand_b", Store, Cancellation);

        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        Assert.Contains("s3://cdc/prod/brand_a/,s3://cdc/prod/brand_b/", string.Join('\n', sql.Rows("DESCRIBE INTEGRATION CDC_S3")), StringComparison.Ordinal);
        Assert.Equal("", (await PlanAsync()).ToScript());
    }

    private Task<WarehousePlan> PlanAsync() => new WarehousePlanner(_emulator, _options).PlanAsync(Model, Cancellation);

    private async Task ApplyAsync() => await (await PlanAsync()).ApplyAsync(_emulator, cancellationToken: Cancellation);
}

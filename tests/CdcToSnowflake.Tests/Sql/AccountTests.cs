using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Tests.Sql;

public sealed class AccountTests
{
    public static AccountOptions Everything { get; } = new()
    {
        Warehouses =
        [
            WarehouseOptions.Etl,
            WarehouseOptions.Api with { MinClusters = 1, MaxClusters = 3, ScalingPolicy = ScalingPolicy.Economy },
            WarehouseOptions.Analytics with { Name = "ana\"lytics", AutoSuspend = TimeSpan.Zero, AutoResume = false },
        ],
        ResourceMonitor = new ResourceMonitorOptions(500) { Frequency = MonitorFrequency.Weekly, NotifyAt = [50, 80] },
        Storage = new StorageIntegrationOptions("arn:aws:iam::001234567890:role/cdc") { ExternalId = "it's secret", Name = "S3" },
        Errors = new ErrorNotificationOptions("arn:aws:sns:eu-central-1:001234567890:errors", "arn:aws:iam::001234567890:role/errors"),
        Roles = new RoleOptions { Analyst = "CDC_ANALYST" },
        CostTag = new CostTagOptions("data \\ 'platform'"),
        Budget = new BudgetOptions(200) { NotifyAt = 80 },
    };

    [Fact]
    public void SetUpAccount_Everything_IsTheGolden()
    {
        SnowflakeSql sql = new(SampleModels.TwoBrands, new SqlOptions { Account = Everything, Api = new ApiOptions { IsByOwner = true } });

        Golden.Equal("Account/account.sql", [.. sql.SetUpAccount(), .. sql.SetUpCi(), sql.AlterOwnerPolicy(), sql.DescribePolicy(new ObjectName("CI_DB", "API_SCHEMA", "CDC_OWNER_POLICY")), sql.DropTask(new ObjectName("A_DB", "STG_SCHEMA", "it's \"mine\"")), sql.CreateApiView("brand_b", "shop", "orders"), .. sql.SetUpCosts()]);
    }

    [Fact]
    public void SetUpBrand_RolesAndErrors_AreTheGolden()
    {
        SnowflakeSql sql = new(SampleModels.TwoBrands, new SqlOptions { Account = Everything, PipeSnsTopic = "arn:aws:sns:eu-central-1:001234567890:bucket" });

        Golden.Equal("Account/brand-with-roles.sql", [.. sql.SetUpBrand("brand_b"), .. sql.SetUpTasks(), .. sql.SetUpPipe("brand_b", SampleModels.Orders)]);
    }

    [Theory]
    [InlineData(LoadMode.Pipes, new string[0])]
    [InlineData(LoadMode.Task, new[] { "grant/use-file-formats", "grant/use-file-formats", "grant/use-stage" })]
    public void SetUpBrand_Transformer_ReadsTheStageOnlyWhereItsTaskLoads(LoadMode loading, string[] grants)
    {
        SnowflakeSql sql = new(SampleModels.TwoBrands, new SqlOptions { Account = Everything, Loading = loading });

        Assert.Equal(
            grants,
            sql.SetUpBrand("brand_b").Where(statement => statement.Grantee?.Parts[0] == "CDC_TRANSFORMER").Select(statement => statement.Template)
                .Where(template => template is "grant/use-stage" or "grant/use-file-formats"));
    }

    [Fact]
    public void SetUpApi_AllBrandsSeen_IsTheGolden()
    {
        SnowflakeSql sql = new(SampleModels.TwoBrands, new SqlOptions { Api = new ApiOptions() });

        Golden.Equal("api-views.sql", [.. sql.SetUpApi(), .. sql.SetUpCiTable("brand_a", "shop", "customers")]);
    }

    [Fact]
    public void CreateApiView_OfTheNameOfTheOwnersTable_IsRefused()
    {
        WarehouseModel model = new([new BrandModel("b", "s3://cdc/b/", [SampleModels.Orders with { Name = "cdc_owner" }])]);

        Assert.Equal(ModelProblem.NameCollision, Assert.Throws<ModelException>(() => new SnowflakeSql(model, new SqlOptions { Api = new ApiOptions { IsByOwner = true } }).SetUp().ToList()).Problem);
        Assert.NotEmpty(new SnowflakeSql(model, new SqlOptions { Api = new ApiOptions() }).SetUp());
    }

    [Fact]
    public void SetUpAccount_WithoutOptions_IsEmpty()
    {
        SnowflakeSql sql = new(SampleModels.TwoBrands);

        Assert.Empty(sql.SetUpAccount());
        Assert.Empty(sql.SetUpCosts());
    }

    [Fact]
    public void SetUp_Reader_IsGrantedNothingOfTablesOrStages() =>
        Assert.All(
            new SnowflakeSql(SampleModels.TwoBrands, new SqlOptions { Account = Everything, Api = new ApiOptions() }).SetUp().Where(statement => statement.Text.EndsWith("TO ROLE \"CDC_READER\"", StringComparison.Ordinal)),
            statement => Assert.Contains(statement.Template, new[] { "grant/use-warehouse", "grant/use-database", "grant/use-schema", "grant/read-views" }));

    [Fact]
    public void SetUp_Analyst_ReadsCisTablesAndNothingElse() =>
        Assert.Equal(
            ["use-warehouse ana\"lytics", "use-database CI_DB", "use-schema CI_DB.CI_SCHEMA", "read-tables CI_DB.CI_SCHEMA", "read-tables CI_DB.CI_SCHEMA"],
            new SnowflakeSql(SampleModels.TwoBrands, new SqlOptions { Account = Everything, Api = new ApiOptions() }).SetUp().Where(statement => statement.Text.EndsWith("TO ROLE \"CDC_ANALYST\"", StringComparison.Ordinal))
                .Select(statement => $"{statement.Template["grant/".Length..]} {statement.Name}"));

    [Fact]
    public void SetUp_Operator_ReadsOnlyTheLogOfCuts() =>
        Assert.All(
            new SnowflakeSql(SampleModels.TwoBrands, new SqlOptions { Account = Everything, Api = new ApiOptions() }).SetUp()
                .Where(statement => statement.Text.Contains("SELECT", StringComparison.Ordinal) && statement.Text.EndsWith("TO ROLE \"CDC_OPERATOR\"", StringComparison.Ordinal)),
            statement => Assert.Matches(@"\.CDC_(CUT|PROGRESS)\z", statement.Name));

    [Fact]
    public void SetUpStorageIntegration_BrandElsewhere_IsRefused()
    {
        SnowflakeSql sql = new(new WarehouseModel([new BrandModel("b", "file:///tmp/b/", [])]), new SqlOptions { Account = new AccountOptions { Storage = new StorageIntegrationOptions("arn") } });

        Assert.Contains("file:///tmp/b/", Assert.Throws<ModelException>(() => sql.SetUp().ToList()).Message, StringComparison.Ordinal);
    }

    public static TheoryData<AccountOptions> Refused =>
    [
        new AccountOptions { Warehouses = [WarehouseOptions.Etl, WarehouseOptions.Etl] },
        new AccountOptions { Warehouses = [WarehouseOptions.Etl with { Name = " " }] },
        new AccountOptions { Warehouses = [WarehouseOptions.Etl with { MinClusters = 2 }] },
        new AccountOptions { Warehouses = [WarehouseOptions.Etl with { MaxClusters = 301 }] },
        new AccountOptions { Warehouses = [WarehouseOptions.Etl with { AutoSuspend = TimeSpan.FromMilliseconds(1500) }] },
        new AccountOptions { Warehouses = [WarehouseOptions.Etl with { StatementTimeout = TimeSpan.FromDays(8) }] },
        new AccountOptions { Warehouses = [WarehouseOptions.Etl with { QueuedTimeout = TimeSpan.FromSeconds(-1) }] },
        new AccountOptions { Warehouses = [WarehouseOptions.Etl with { Size = (WarehouseSize)99 }] },
        new AccountOptions { ResourceMonitor = new ResourceMonitorOptions(0) },
        new AccountOptions { ResourceMonitor = new ResourceMonitorOptions(1) { NotifyAt = [1, 2, 3, 4, 5, 6] } },
        new AccountOptions { ResourceMonitor = new ResourceMonitorOptions(1) { SuspendAt = 0 } },
        new AccountOptions { Storage = new StorageIntegrationOptions("") },
        new AccountOptions { Errors = new ErrorNotificationOptions("arn", "") },
        new AccountOptions { Roles = new RoleOptions { Loader = "A", Reader = "A" } },
        new AccountOptions { Roles = new RoleOptions { Analyst = "CDC_READER" } },
        new AccountOptions { CostTag = new CostTagOptions(new string('x', 257)) },
        new AccountOptions { Budget = new BudgetOptions(1) },
        new AccountOptions { CostTag = new CostTagOptions("x"), Budget = new BudgetOptions(1) { NotifyAt = 1001 } },
    ];

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void New_AccountOutOfRange_IsRefused(AccountOptions account) => Assert.ThrowsAny<ArgumentException>(() => new SnowflakeSql(SampleModels.OneBrand, new SqlOptions { Account = account }));
}

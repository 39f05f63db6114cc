using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Accounts;

namespace CdcToSnowflake.Tests.Sql;

public sealed class SnowflakeSqlTests
{
    private readonly SnowflakeSql _sql = new(SampleModels.TwoBrands);

    [Fact]
    public void SetUp_EachStatement_IsOne()
    {
        foreach (SqlStatement statement in _sql.SetUp().Where(statement => !statement.Template.StartsWith("task/create", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain(';', SqlScanner.Scan(statement.Text).Skeleton);
        }
    }

    [Fact]
    public void SetUp_EveryStatement_CanRunAgain() =>
        Assert.All(_sql.SetUp(), statement => Assert.Matches(
            @"\A(CREATE \w+( \w+)? IF NOT EXISTS|CREATE OR REPLACE TASK|ALTER TABLE .* ADD COLUMN IF NOT EXISTS|ALTER TABLE .* SET DATA TYPE|ALTER TASK .* RESUME|ALTER PIPE .* REFRESH|MERGE INTO .*CDC_PROGRESS)", statement.Text.ReplaceLineEndings(" ")));

    [Fact]
    public void SetUp_NothingButTasks_IsReplaced() =>
        Assert.All(_sql.SetUp().Where(statement => statement.Text.Contains("OR REPLACE", StringComparison.Ordinal)), statement => Assert.StartsWith("task/", statement.Template, StringComparison.Ordinal));

    [Fact]
    public void SetUp_Pipes_ComeAfterTheTasksThatKnowThem()
    {
        List<string> order = [.. _sql.SetUp().Select(statement => statement.Template)];

        Assert.True(order.IndexOf("pipe/create") > order.LastIndexOf("task/resume"));
        Assert.True(order.IndexOf("task/create-merge-ci") < order.IndexOf("task/create-merge-raw"));
        Assert.True(order.LastIndexOf("table/add-column") < order.IndexOf("task/create-merge-ci"));
    }

    [Fact]
    public void SetUp_BrandWithoutTables_HasNoTasks()
    {
        SnowflakeSql sql = new(SampleModels.OneBrand);

        Assert.DoesNotContain(sql.SetUp(), statement => statement.Template.StartsWith("task/", StringComparison.Ordinal));
    }

    [Fact]
    public void CreatePipe_ShapeThatTheModelHasNot_IsRefused() =>
        Assert.Equal(ModelProblem.Unknown, Assert.Throws<ModelException>(() => _sql.CreatePipe("brand_b", SampleModels.OrdersWithRefunds)).Problem);

    [Fact]
    public void MergeStgIntoRaw_UnknownTable_IsRefused() =>
        Assert.Equal(ModelProblem.Unknown, Assert.Throws<ModelException>(() => _sql.MergeStgIntoRaw("brand_b", "shop", "customers")).Problem);

    public static TheoryData<SqlOptions> Refused =>
    [
        new SqlOptions { TaskMinimumInterval = TimeSpan.FromSeconds(9) },
        new SqlOptions { TaskTargetCompletion = TimeSpan.FromDays(2) },
        new SqlOptions { TaskSuspendAfterFailures = -1 },
        new SqlOptions { TaskRetries = 31 },
        new SqlOptions { TaskTimeout = TimeSpan.Zero },
        new SqlOptions { TaskSchedule = TimeSpan.FromSeconds(9) },
        new SqlOptions { TaskSchedule = TimeSpan.FromDays(9) },
        new SqlOptions { TaskInitialSize = WarehouseSize.Large, TaskMaxSize = WarehouseSize.Small },
        new SqlOptions { TaskMaxSize = WarehouseSize.XXXLarge },
        new SqlOptions { TaskWarehouse = "" },
        new SqlOptions { ErrorIntegration = "" },
        new SqlOptions { PipeSnsTopic = " " },
        new SqlOptions { StgRetentionDays = 91 },
        new SqlOptions { RawRetentionDays = -1 },
        new SqlOptions { RawExtensionDays = 91 },
        new SqlOptions { CiRetentionDays = 91 },
    ];

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void New_OptionOutOfSnowflakesRange_IsRefused(SqlOptions options) => Assert.ThrowsAny<ArgumentException>(() => new SnowflakeSql(SampleModels.TwoBrands, options));
}

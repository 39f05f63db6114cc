using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;

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

    [Fact]
    public void New_OptionsOutOfSnowflakesRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SnowflakeSql(SampleModels.TwoBrands, new SqlOptions { TaskMinimumInterval = TimeSpan.FromSeconds(9) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SnowflakeSql(SampleModels.TwoBrands, new SqlOptions { TaskTargetCompletion = TimeSpan.FromDays(2) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SnowflakeSql(SampleModels.TwoBrands, new SqlOptions { TaskSuspendAfterFailures = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SnowflakeSql(SampleModels.TwoBrands, new SqlOptions { StgRetentionDays = 91 }));
    }
}

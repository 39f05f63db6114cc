using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;

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

    private static IEnumerable<SqlStatement> All(SqlOptions options)
    {
        SnowflakeSql sql = new(SampleModels.TwoBrands, options);
        return sql.SetUpBrand("brand_b").Concat(sql.SetUpTables("brand_b")).Concat(sql.SetUpRawTask("brand_b")).Concat(sql.SetUpPipes("brand_b"));
    }
}

namespace CdcToSnowflake.Tests.Sql;

public sealed class GoldenTests
{
    [Fact]
    public void SetUp_TwoBrands_IsTheGolden() =>
        Golden.Equal("two-brands.sql", new CdcToSnowflake.Sql.SnowflakeSql(SampleModels.TwoBrands).SetUp());
}

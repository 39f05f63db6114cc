using CdcToSnowflake.Sql;

namespace CdcToSnowflake.Tests.Sql;

/// <summary>The questions that operations ask.</summary>
public sealed class OperationsGoldenTests
{
    [Fact]
    public void Questions_OfTwoBrands_AreTheGolden()
    {
        SnowflakeSql sql = new(SampleModels.TwoBrands);

        Golden.Equal("operations.sql", 
        [
            sql.TaskSuccesses(TimeSpan.FromHours(2)), sql.ProgressOf("brand_b"), sql.ManifestLoads("brand_b", TimeSpan.FromDays(1)), sql.TableLoads("brand_b", "shop.orders", TimeSpan.FromDays(1))!,
            sql.RawMergeRuns("brand_b", TimeSpan.FromDays(1)), sql.CiMergeRuns(TimeSpan.FromDays(1)), .. sql.Streams().Take(2).Select(stream => sql.TouchStream(stream.Stream)),
        ]);
    }
}

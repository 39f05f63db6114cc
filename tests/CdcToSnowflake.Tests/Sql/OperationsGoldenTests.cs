using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;

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
            .. Comparison(sql),
            sql.RawMergeRuns("brand_b", TimeSpan.FromDays(1)), sql.CiMergeRuns(TimeSpan.FromDays(1)), .. sql.Streams().Take(2).Select(stream => sql.TouchStream(stream.Stream)),
        ]);
    }

    private static IEnumerable<SqlStatement> Comparison(SnowflakeSql sql)
    {
        BrandTable items = sql.TableOf("brand_b", "shop", "orders");
        ComparedColumn id = new(new PlainText("ID"), "Number", SnowflakeType.Number(20, 0));
        ComparedColumn day = new(new PlainText("it's"), "Date", SnowflakeType.Date);
        ComparedColumn[] compared = [id, day, new(new PlainText("STATUS"), "Text", SnowflakeType.VarChar), new(new PlainText("PLACED_AT"), "Moment", SnowflakeType.TimestampNtz), new(new PlainText("PHOTO"), "Hex", SnowflakeType.Binary)];
        KeyBound[] bounds = [new([id, day], ["7", "2024-01-01"], IsUpper: false), new([id, day], ["9", "2024-02-01"], IsUpper: true)];
        return [sql.HashedRows(items, [id, day], compared, bounds), sql.HashedRows(items, [id], [id], []), sql.TouchedKeys(items, 12, [id, day], bounds), sql.TouchedKeys(items, 12, [id], [])];
    }
}

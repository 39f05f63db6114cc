using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Tests.Sql;

/// <summary>The questions that operations ask.</summary>
public sealed class OperationsGoldenTests
{
    private static SourceTable Visits { get; } = new("shop", "visits",
    [
        SampleModels.Column("id", SourceKind.BigInt, nullable: false, unsigned: true),
        SampleModels.Column("it's", SourceKind.Date, nullable: false),
        SampleModels.Column("status", SourceKind.VarChar, length: 20),
        SampleModels.Column("placed_at", SourceKind.DateTime, scale: 6),
        SampleModels.Column("photo", SourceKind.Blob),
    ], ["id", "it's"]);

    [Fact]
    public void Questions_OfTwoBrands_AreTheGolden()
    {
        var brands = SampleModels.TwoBrands.Brands;
        SnowflakeSql sql = new(new WarehouseModel([brands[0], brands[1] with { Tables = [.. brands[1].Tables, Visits] }]));

        Golden.Equal("operations.sql",
        [
            .. sql.Layouts(sql.TableOf("brand_b", "shop", "visits")).Select(table => table.Create()),
            sql.TaskSuccesses(TimeSpan.FromHours(2)), sql.ProgressOf("brand_b"), sql.ManifestLoads("brand_b", TimeSpan.FromDays(1)), sql.TableLoads("brand_b", "shop.orders", TimeSpan.FromDays(1))!,
            .. Comparison(sql),
            sql.RawMergeRuns("brand_b", TimeSpan.FromDays(1)), sql.CiMergeRuns(TimeSpan.FromDays(1)), .. sql.Streams().Take(2).Select(stream => sql.TouchStream(stream.Stream)),
        ]);
    }

    private static IEnumerable<SqlStatement> Comparison(SnowflakeSql sql)
    {
        BrandTable visits = sql.TableOf("brand_b", "shop", "visits");
        ComparedColumn id = new(new PlainText("ID"), "Number", SnowflakeType.Number(20, 0));
        ComparedColumn day = new(new PlainText("IT'S"), "Date", SnowflakeType.Date);
        ComparedColumn[] compared = [id, day, new(new PlainText("STATUS"), "Text", SnowflakeType.VarChar), new(new PlainText("PLACED_AT"), "Moment", SnowflakeType.TimestampNtz), new(new PlainText("PHOTO"), "Hex", SnowflakeType.Binary)];
        KeyBound[] bounds = [new([id, day], ["7", "2024-01-01"], IsUpper: false), new([id, day], ["9", "2024-02-01"], IsUpper: true)];
        return [sql.HashedRows(visits, [id, day], compared, bounds), sql.HashedRows(visits, [id], [id], []), sql.TouchedKeys(visits, 12, [id, day], bounds), sql.TouchedKeys(visits, 12, [id], [])];
    }
}

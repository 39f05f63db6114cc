using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Sql.Views;

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
            sql.TaskSuccesses(TimeSpan.FromHours(2)), sql.ProgressOf("brand_b"), sql.OldestCut("brand_b"), .. sql.Loads("brand_b", new HashSet<string> { "", "shop.orders", "shop.visits", "shop.unknown" }, TimeSpan.FromDays(1)),
            .. sql.HaveChangesForCi("brand_b", new HashSet<string> { "shop.orders", "shop.visits" }).Select(asked => asked.Question),
            .. Comparison(sql),
            sql.RawMergeRuns("brand_b", TimeSpan.FromDays(1)), sql.CiMergeRuns(TimeSpan.FromDays(1)), .. sql.Streams().Take(2).Select(stream => sql.TouchStream(stream.Stream)),
            .. sql.Streams().Take(2).Select(stream => stream.Recreate()),
        ]);
    }

    [Fact]
    public void QuestionsOfCost_AreTheGolden()
    {
        SnowflakeSql sql = new(SampleModels.TwoBrands);
        const long from = 1_767_225_600;
        const long to = from + 86_400;

        Golden.Equal("Account/cost.sql",
        [
            sql.WarehouseCredits(from, to, 3_600), sql.WarehouseLoads(from, to), sql.WarehouseActivity(from, to, 30), sql.TaskActivity(from, to, 30), sql.ServerlessTaskCredits(from, to, 3_600), sql.PipeCredits(from, to, 3_600),
            sql.PipeFiles(from, to, [10, 60, 600]), sql.ClusteringCredits(from, to, 3_600), sql.ExpensiveQueries(from, to, 100), sql.QueryCredits(from, to), sql.TablePruning(from, to, 10_000),
        ]);
    }

    [Fact]
    public void StatementsOfCostAdvice_AwkwardNames_AreTheGolden()
    {
        SnowflakeSql sql = new(SampleModels.TwoBrands);
        ObjectName awkward = new("D \"1\"", "it's", "order");

        Golden.Equal("Account/cost-advice.sql",
        [
            sql.SetAutoSuspend("etl \"xs\"", TimeSpan.FromMinutes(1)), .. sql.SetTaskCompute(awkward, "etl \"xs\""), .. sql.SetTaskCompute(awkward, null).Skip(1).Take(1),
            .. sql.ClusterBy(awkward, [new ClusteringColumnView(new PlainText("select"), IsTimestamp: false), new ClusteringColumnView(new PlainText("it's \"at\""), IsTimestamp: true)]),
        ]);
    }

    private static IEnumerable<SqlStatement> Comparison(SnowflakeSql sql)
    {
        BrandTable visits = sql.TableOf("brand_b", "shop", "visits");
        ComparedColumn id = new(new PlainText("ID"), "Number", SnowflakeType.Number(20, 0));
        ComparedColumn day = new(new PlainText("IT'S"), "Date", SnowflakeType.Date);
        ComparedColumn[] compared = [id, day, new(new PlainText("STATUS"), "Text", SnowflakeType.VarChar), new(new PlainText("PLACED_AT"), "Moment", SnowflakeType.TimestampNtz), new(new PlainText("PHOTO"), "Hex", SnowflakeType.Binary)];
        KeyBound[] bounds = [new([id, day], ["7", "2024-01-01"], IsUpper: false), new([id, day], ["9", "2024-02-01"], IsUpper: true), new([compared[^1]], ["00FF"], IsUpper: true)];
        return [sql.HashedRows(visits, [id, day], compared, bounds), sql.HashedRows(visits, [id], [id], []), sql.TouchedKeys(visits, 12, [id, day], bounds), sql.TouchedKeys(visits, 12, [id], [])];
    }
}

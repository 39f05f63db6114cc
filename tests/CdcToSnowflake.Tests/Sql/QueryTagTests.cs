using System.Text.Json;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Tests.Sql;

/// <summary>By what QUERY_HISTORY and the cost views can be asked.</summary>
public sealed class QueryTagTests
{
    private static readonly SnowflakeSql Sql = new(SampleModels.TwoBrands);
    private static readonly HashSet<string> Paths = ["", "shop.orders"];

    [Fact]
    public void Of_StatementsAboutATable_NameBrandAndTable()
    {
        BrandTable orders = Sql.TableOf("brand_b", "shop", "orders");
        SqlStatement[] statements =
        [
            .. Sql.Layouts(orders).Select(layout => layout.Create()), Sql.CreateRawStream(orders), Sql.CopyStream("brand_b", "shop", "orders", "S"), Sql.CreatePipe("brand_b", SampleModels.Orders), Sql.RefreshPipe("brand_b", SampleModels.Orders),
            Sql.MergeStgIntoRaw("brand_b", "shop", "orders"), Sql.EmptyRaw("brand_b", "shop", "orders"), Sql.SweepRaw("brand_b", "shop", "orders"), Sql.TargetCutOfTable("brand_b", "shop", "orders"), Sql.PurgeStg("brand_b", "shop", "orders"),
            Sql.ReconcileCi("brand_b", "shop", "orders"), Sql.HashedRows(orders, [], [], []), Sql.TouchedKeys(orders, 1, [], []),
        ];

        Assert.All(statements, statement => Assert.Equal(("brand_b", "shop.orders", statement.Name, statement.Template), BrandTableObjectAndStep(QueryTag.Of(null, statement))));
    }

    [Fact]
    public void Of_QuestionsAboutABrandsSchemas_NameTheBrand()
    {
        ObjectName stg = Sql.StgOf("brand_a");
        SqlStatement[] questions =
        [
            Sql.ProgressOf("brand_a"), Sql.OldestCut("brand_a"), Sql.LastKnownCut("brand_a"), Sql.UnmergedShapes("brand_a"), .. Sql.Loads("brand_a", Paths, TimeSpan.FromHours(1)), .. Sql.HaveChangesForCi("brand_a", Paths).Select(asked => asked.Question), Sql.RawMergeRuns("brand_a", TimeSpan.FromHours(1)),
            Sql.Show("tables", stg, 10_000, null), Sql.ListColumns(stg), Sql.ListPipes(stg), Sql.TouchStream(Sql.Streams().First().Stream), Sql.UnlabelPipe(stg.With("P")),
        ];

        Assert.All(questions, question => Assert.Equal(("brand_a", null, question.Name, question.Template), BrandTableObjectAndStep(QueryTag.Of(null, question))));
    }

    [Fact]
    public void Of_StatementsOfAllBrands_NameNone()
    {
        SqlStatement[] statements = [Sql.CreateMergeCiTask(), Sql.MergeRawIntoCi("brand_a", "shop", "orders"), Sql.CiMergeRuns(TimeSpan.FromHours(1)), Sql.Show("databases", null, null, null), Sql.QueryCredits(0, 1)];

        Assert.All(statements, statement => Assert.Null(BrandTableObjectAndStep(QueryTag.Of(null, statement)).Brand));
        Assert.Equal("brand_b", BrandTableObjectAndStep(QueryTag.Of("brand_b", statements[0])).Brand);
    }

    // What costs runs there.
    [Fact]
    public void Tasks_OfTheSdk_TagWhatTheyRunWithAppBrandAndLayer()
    {
        SnowflakeSql sql = new(AwkwardTables.All["hostile-names"]);
        string brand = AwkwardTables.All["hostile-names"].Brands[0].Id;

        Assert.Equal([("CdcToSnowflake", brand, "RAW"), ("CdcToSnowflake", null, "CI"), ("CdcToSnowflake", brand, "STG")], new[] { sql.CreateMergeRawTask(brand), sql.CreateMergeCiTask(), sql.CreatePurgeTask(brand) }.Select(TagOfTask));
    }

    [Fact]
    public void OfTask_LongestBrand_Fits() => Assert.InRange(QueryTag.OfTask(new string('\'', 255), "RAW").Length, 0, 2_000);

    private static (string? App, string? Brand, string? Layer) TagOfTask(SqlStatement task)
    {
        const string Start = "    QUERY_TAG = '";
        string literal = task.Text.Split('\n').Single(line => line.StartsWith(Start, StringComparison.Ordinal))[Start.Length..^1];
        using JsonDocument tag = JsonDocument.Parse(literal.Replace(@"\\", @"\", StringComparison.Ordinal));
        return (Text(tag, "app"), Text(tag, "brand"), Text(tag, "layer"));
    }

    private static (string? Brand, string? Table, string? Object, string? Step) BrandTableObjectAndStep(string? text)
    {
        using JsonDocument tag = JsonDocument.Parse(text!);
        return (Text(tag, "brand"), Text(tag, "table"), Text(tag, "object"), Text(tag, "step"));
    }

    private static string? Text(JsonDocument tag, string name) => tag.RootElement.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}

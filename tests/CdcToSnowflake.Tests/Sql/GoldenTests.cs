using System.Security.Cryptography;
using System.Text;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Tests.Sql;

public sealed class GoldenTests
{
    public static TheoryData<string> AwkwardNames => [.. AwkwardTables.All.Keys];

    [Fact]
    public void SetUp_TwoBrands_IsTheGolden() => Golden.Equal("two-brands.sql", new SnowflakeSql(SampleModels.TwoBrands).SetUp());

    [Theory]
    [MemberData(nameof(AwkwardNames))]
    public void SetUp_AwkwardTable_IsTheGolden(string name) => Golden.Equal($"{name}.sql", OfTables(AwkwardTables.All[name]));

    [Fact]
    public void SetUp_WidestTable_HasTheGoldensHash()
    {
        string script = Golden.Script(OfTables(AwkwardTables.Widest));

        // 600 KB would only be noise here: the hash holds the whole, the head shows its kind.
        Golden.Equal("widest.head.sql", $"-- sha256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(script)))} of {script.Length} characters, of which these are the first\n{script[..2000]}");
    }

    [Fact]
    public void SetUp_WarehouseInsteadOfServerless_IsTheGolden()
    {
        SnowflakeSql sql = new(SampleModels.TwoBrands, new SqlOptions { TaskWarehouse = "ETL \"XS\"", TaskMinimumInterval = TimeSpan.FromMinutes(2), TaskSuspendAfterFailures = 0, TaskRetries = 3, TaskTimeout = TimeSpan.FromMinutes(20), ErrorIntegration = "ERRORS" });

        Golden.Equal("task-on-warehouse.sql", [sql.CreateMergeCiTask(), sql.SuspendMergeCiTask(), sql.SuspendMergeRawTask("brand_a")]);
    }

    [Fact]
    public void SetUpTasks_ScheduledInsteadOfTriggered_IsTheGolden()
    {
        SnowflakeSql sql = new(SampleModels.TwoBrands, new SqlOptions { TaskSchedule = TimeSpan.FromMinutes(5), TaskInitialSize = WarehouseSize.Medium, TaskMaxSize = WarehouseSize.Large });

        Golden.Equal("task-scheduled.sql", [sql.CreateMergeCiTask()]);
    }

    [Fact]
    public void Merges_Alone_AreTheGolden()
    {
        SnowflakeSql sql = new(SampleModels.TwoBrands);

        Golden.Equal("merges-alone.sql", [sql.TargetCut("brand_b"), sql.EmptyRaw("brand_b", "shop", "orders"), sql.MergeStgIntoRaw("brand_b", "shop", "orders"), sql.MergeRawIntoCi("brand_b", "shop", "order_items")]);
    }

    [Fact]
    public void Merges_OfALogAlone_AreTheGolden()
    {
        SnowflakeSql sql = new(OptionModels.All["append-only"]);

        Golden.Equal("merges-alone-append-only.sql", [sql.MergeStgIntoRaw("b", "shop", "events"), sql.MergeRawIntoCi("b", "shop", "events")]);
    }

    [Fact]
    public void SetUp_RenamedColumns_IsTheGolden() => Golden.Equal("renamed-columns.sql", OfTables(SampleModels.Renamed));

    [Fact]
    public void SetUp_SourcesComments_AreTheGolden()
    {
        WarehouseModel hostile = AwkwardTables.All["hostile-names"];
        SourceTable source = hostile.Brands[0].Tables[0];
        const string Comment = "it's \"said\"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE";
        WarehouseModel awkward = SemanticModels.Described(hostile, [new(source.Schema, source.Name) { Comment = Comment, ColumnComments = source.Columns.ToDictionary(column => column.Name, _ => Comment) }]);

        Golden.Equal(
            "comments.sql",
            new[] { SemanticModels.TwoBrands, awkward }.SelectMany(model => OfTables(model)).Where(statement => statement.Template.StartsWith("table/comment", StringComparison.Ordinal)));
    }

    [Fact]
    public void SetUp_Twice_GivesTheSameText() =>
        Assert.Equal(Golden.Script(new SnowflakeSql(SampleModels.TwoBrands).SetUp()), Golden.Script(new SnowflakeSql(SampleModels.TwoBrands).SetUp()));

    [Fact]
    public void Templates_EachThatMakesAStatement_StandsInAGolden()
    {
        HashSet<string> written = [.. Directory.EnumerateFiles(Golden.Folder, "*", SearchOption.AllDirectories).SelectMany(File.ReadLines).Where(line => line.StartsWith("-- ", StringComparison.Ordinal)).Select(line => line[3..])];

        // The YAML of semantic views is no SQL, and stands in a golden of its own form.
        Assert.Empty(EmbeddedTemplates.Names.Except(TemplateFolderTests.Included).Except(written).Except(["semantic-view/yaml"]));
    }

    // What doesn't depend on the tables stands in two-brands.sql already.
    internal static IEnumerable<SqlStatement> OfTables(WarehouseModel model, SqlOptions? options = null)
    {
        SnowflakeSql sql = new(model, options);
        return model.Brands.SelectMany(brand => sql.SetUpTables(brand.Id))
            .Concat(sql.SetUpCiTables())
            .Concat(sql.SetUpTasks())
            .Concat(model.Brands.SelectMany(brand => sql.SetUpPipes(brand.Id)));
    }
}

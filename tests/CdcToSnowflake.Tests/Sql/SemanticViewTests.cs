using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Sql.Semantics;
using YamlDotNet.RepresentationModel;

namespace CdcToSnowflake.Tests.Sql;

public sealed class SemanticViewTests
{
    private static readonly SqlOptions Plain = new() { Api = new ApiOptions { Semantics = new SemanticOptions() } };

    private static readonly SourceTable Stores = new("shop", "stores", [SampleModels.Column("region", SourceKind.Int, nullable: false), SampleModels.Column("id", SourceKind.BigInt, nullable: false, unsigned: true)], ["region", "id"]);

    [Fact]
    public void SetUpSemantics_TwoBrands_IsTheGolden()
    {
        SnowflakeSql sql = new(SemanticModels.TwoBrands, SemanticModels.Options with { Account = new AccountOptions { Roles = new RoleOptions() } });

        Golden.Equal("Semantics/semantic-view.sql", sql.SetUpSemantics().Append(sql.LabelSemantics(sql.SetUpSemantics().First(), "it's labelled")));
    }

    [Theory]
    [InlineData("hostile-names")]
    [InlineData("reserved-words")]
    [InlineData("every-type")]
    public void SetUpSemantics_AwkwardTable_IsTheGolden(string name) => Golden.Equal($"Semantics/semantic-view-{name}.sql", new SnowflakeSql(AwkwardTables.All[name], Plain).SetUpSemantics());

    [Fact]
    public void SemanticModelYaml_TwoBrands_IsTheGolden() => Golden.Equal("Semantics/semantic-view.yaml", new SnowflakeSql(SemanticModels.TwoBrands, SemanticModels.Options).SemanticModelYaml()! + "\n");

    [Fact]
    public void SemanticModelYaml_OfAnyNamesAndComments_IsReadBackAsTheyAre()
    {
        WarehouseModel awkward = AwkwardTables.All["hostile-names"];
        SourceTable source = awkward.Brands[0].Tables[0];
        const string Comment = "# no comment: \"it's\" \\n {{ 日本 }} 🍜\n\t- a\u2028b %";
        WarehouseModel model = SemanticModels.Described(awkward, [new(source.Schema, source.Name) { Comment = Comment, ColumnComments = source.Columns.ToDictionary(column => column.Name, column => Comment + column.Name) }]);

        YamlMappingNode root = Yaml(new SnowflakeSql(model, Plain with { Api = new ApiOptions { Semantics = new SemanticOptions { Instructions = Comment } } }).SemanticModelYaml()!);
        YamlMappingNode table = Items(root, "tables")[0];

        Assert.Equal(Comment, Text(table, "description"));
        Assert.Equal(Comment, Text((YamlMappingNode)root.Children["module_custom_instructions"], "sql_generation"));
        Assert.Equal(SqlQuoting.Identifier(source.Name.ToUpperInvariant()), Text(table, "name"));
        YamlMappingNode[] fields = [.. new[] { "dimensions", "time_dimensions", "facts" }.Where(kind => table.Children.ContainsKey(kind)).SelectMany(kind => Items(table, kind))];
        foreach (SourceColumn column in source.Columns.Where(column => column.Type.Kind is not (SourceKind.Json or SourceKind.Binary or SourceKind.Vector)))
        {
            YamlMappingNode field = Assert.Single(fields, field => Text(field, "expr") == SqlQuoting.Identifier(column.Name.ToUpperInvariant()));
            Assert.Equal(Comment + column.Name, Text(field, "description"));
        }
    }

    [Fact]
    public void SetUpSemantics_WithoutOptionOrTables_IsNothing()
    {
        Assert.Empty(new SnowflakeSql(SemanticModels.TwoBrands, new SqlOptions { Api = new ApiOptions() }).SetUpSemantics());
        Assert.Null(new SnowflakeSql(SemanticModels.TwoBrands).SemanticModelYaml());
        Assert.Empty(new SnowflakeSql(SampleModels.OneBrand, Plain).SetUpSemantics());
        Assert.Empty(new SnowflakeSql(SemanticModels.TwoBrands, Plain with { Api = new ApiOptions { Semantics = new SemanticOptions { Tables = ["CUSTOMER", "ORDERS_*"] } } }).SetUpSemantics());
    }

    [Fact]
    public void SetUpSemantics_SomeTables_HasTheirsAndRelationshipsBetweenThem()
    {
        string text = Text(SemanticModels.TwoBrands, new SemanticOptions { Tables = ["ORDER*"] });

        Assert.Contains("\"ORDER_ITEMS_TO_ORDERS\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("CUSTOMERS", text, StringComparison.Ordinal);
    }

    [Fact]
    public void SetUp_Descriptions_ChangeNothingButComments() =>
        Assert.Equal(
            Golden.Script(new SnowflakeSql(SampleModels.TwoBrands).SetUp()),
            Golden.Script(new SnowflakeSql(SemanticModels.TwoBrands).SetUp().Where(statement => !statement.Template.StartsWith("table/comment", StringComparison.Ordinal))));

    [Fact]
    public void SetUp_Semantics_ComesBehindTheViewsThatItStandsOn()
    {
        List<string> templates = [.. new SnowflakeSql(SemanticModels.TwoBrands, SemanticModels.Options).SetUp().Select(statement => statement.Template)];

        Assert.True(templates.LastIndexOf("view/create-api") < templates.IndexOf("semantic-view/create"));
        Assert.Single(templates, "semantic-view/create");
    }

    [Fact]
    public void Relationships_ToAKeyOfTwoColumns_StandInTheKeysOrder() =>
        Assert.Contains(
            "\"ORDERS_TO_STORES\" AS \"ORDERS\" (\"BRAND_ID\", \"CUSTOMER_ID\", \"ID\")\n        REFERENCES \"STORES\" (\"BRAND_ID\", \"REGION\", \"ID\")",
            Links(new ForeignKey("fk", ["id", "customer_id"], "shop", "stores", ["id", "region"])), StringComparison.Ordinal);

    [Fact]
    public void Relationships_SeveralToOneTable_AreNamedByTheirColumns()
    {
        string text = Links(new ForeignKey("a", ["customer_id"], "shop", "customers", ["id"]), new ForeignKey("b", ["id"], "shop", "customers", ["id"]));

        Assert.Contains("\"ORDERS_TO_CUSTOMERS_BY_CUSTOMER_ID\" AS", text, StringComparison.Ordinal);
        Assert.Contains("\"ORDERS_TO_CUSTOMERS_BY_ID\" AS", text, StringComparison.Ordinal);
    }

    // What "How Snowflake validates semantic views" refuses, or what joins nothing.
    [Theory]
    [InlineData("shop", "orders", "id", "id")]
    [InlineData("shop", "stores", "id", "id")]
    [InlineData("shop", "customers", "id", "name")]
    [InlineData("shop", "customers", "status", "id")]
    [InlineData("shop", "nowhere", "id", "id")]
    [InlineData("other", "customers", "id", "id")]
    [InlineData("shop", "customers", "gone", "id")]
    public void Relationships_ThatSnowflakeRefuses_AreLeftOut(string schema, string table, string column, string referenced) =>
        Assert.DoesNotContain("RELATIONSHIPS", Links(new ForeignKey("fk", [column], schema, table, [referenced])), StringComparison.Ordinal);

    [Fact]
    public void Relationships_InACircle_AreLeftOutWhereTheyCloseIt()
    {
        string text = Text(SemanticModels.TwoBrands, new SemanticOptions { Relationships = [new SemanticRelationship("CUSTOMERS", ["ID"], "ORDERS") { Name = "FIRST_ORDER" }] });

        Assert.Contains("\"FIRST_ORDER\" AS \"CUSTOMERS\" (\"BRAND_ID\", \"ID\")", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"ORDERS_TO_CUSTOMERS\"", text, StringComparison.Ordinal);
        Assert.Contains("\"ORDER_ITEMS_TO_ORDERS\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Relationships_WithoutForeignKeys_AreTheDeclaredOnes()
    {
        SemanticOptions options = new() { TakesForeignKeys = false, Relationships = [new SemanticRelationship("ORDER_ITEMS", ["ORDER_ID"], "ORDERS")] };

        Assert.Equal("\"ORDER_ITEMS_TO_ORDERS\"", Assert.Single(Text(SemanticModels.TwoBrands, options).Split('\n'), line => line.Contains("_TO_", StringComparison.Ordinal)).Trim().Split(' ')[0]);
    }

    public static TheoryData<string, SemanticOptions> Refused => new()
    {
        { "empty", new SemanticOptions { Name = "" } },
        { "name of an API's view", new SemanticOptions { Name = "ORDERS" } },
        { "has the name of a column", new SemanticOptions { Metrics = [new SemanticMetric("ORDERS", "STATUS", "COUNT(*)")] } },
        { "of another metric", new SemanticOptions { Metrics = [new SemanticMetric("ORDERS", "A", "COUNT(*)"), new SemanticMetric("ORDERS", "A", "COUNT(*)")] } },
        { "is empty", new SemanticOptions { Metrics = [new SemanticMetric("ORDERS", "A", " ")] } },
        { "names 1 columns that point to 2", new SemanticOptions { Relationships = [new SemanticRelationship("ORDERS", ["A"], "CUSTOMERS") { ReferencedColumns = ["A", "B"] }] } },
        { "names 0 columns", new SemanticOptions { Relationships = [new SemanticRelationship("ORDERS", [], "CUSTOMERS")] } },
        {
            "Two relationships",
            new SemanticOptions { Relationships = [new SemanticRelationship("ORDERS", ["CUSTOMER_ID"], "CUSTOMERS") { Name = "A" }, new SemanticRelationship("ORDER_ITEMS", ["ORDER_ID"], "ORDERS") { Name = "A" }] }
        },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void SetUpSemantics_OptionsThatContradictEachOther_AreRefused(string problem, SemanticOptions options) =>
        Assert.Contains(problem, Assert.ThrowsAny<Exception>(() => Text(SemanticModels.TwoBrands, options)).Message, StringComparison.Ordinal);

    private static string Links(params ForeignKey[] keys)
    {
        BrandModel brand = SampleModels.TwoBrands.Brands[0];
        return Text(new WarehouseModel([brand with { Tables = [.. brand.Tables, Stores], Descriptions = [new("shop", "orders") { ForeignKeys = keys }] }]), new SemanticOptions());
    }

    private static string Text(WarehouseModel model, SemanticOptions options) =>
        new SnowflakeSql(model, new SqlOptions { Api = new ApiOptions { Semantics = options } }).SetUpSemantics().First().Text;

    private static YamlMappingNode Yaml(string text)
    {
        YamlStream yaml = [];
        yaml.Load(new StringReader(text));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static YamlMappingNode[] Items(YamlMappingNode node, string key) => [.. ((YamlSequenceNode)node.Children[key]).Cast<YamlMappingNode>()];

    private static string Text(YamlMappingNode node, string key) => ((YamlScalarNode)node.Children[key]).Value!;
}

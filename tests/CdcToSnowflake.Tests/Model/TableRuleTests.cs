using CdcToSnowflake.Model;
using static CdcToSnowflake.Tests.Sql.SampleModels;

namespace CdcToSnowflake.Tests.Model;

public sealed class TableRuleTests
{
    private static readonly SourceTable Keyless = Orders with { Key = [] };

    [Theory]
    [InlineData("shop.orders", null, true)]
    [InlineData("shop.*", null, true)]
    [InlineData("*.ord*", null, true)]
    [InlineData("*.*", "a", true)]
    [InlineData("*.*", "b", false)]
    [InlineData("shop.order", null, false)]
    [InlineData("SHOP.ORDERS", null, false)]
    [InlineData("other.orders", null, false)]
    public void New_Pattern_NamesTheTable(string tables, string? brand, bool isNamed) =>
        Assert.Equal(isNamed, Of(Orders, new TableRule(tables, new TableOptions { RawDeletes = DeleteHandling.Soft }) { Brand = brand }).IsSoft);

    [Fact]
    public void New_TwoRulesNameATable_TheFirstHolds() =>
        Assert.True(Of(Orders, new TableRule("shop.orders", new TableOptions { RawDeletes = DeleteHandling.Soft }), new TableRule("*.*", new TableOptions())).IsSoft);

    [Theory]
    [InlineData("orders")]
    [InlineData("shop.")]
    [InlineData(".orders")]
    [InlineData("")]
    public void New_PatternOfNoForm_IsRefused(string tables) => Refused(ModelProblem.BadRule, Orders, new TableRule(tables, new TableOptions()));

    [Fact]
    public void New_KeylessTable_IsRefusedUnlessARuleHelpsOrItIsALog()
    {
        Refused(ModelProblem.NoKey, Keyless);
        Assert.Equal(["ID"], Of(Keyless, Rule(new TableOptions { Key = ["Id"] })).Key);
        Assert.Empty(Of(Keyless with { IsAppendOnly = true }).Key);
        Assert.Empty(Of(Orders with { IsAppendOnly = true }).Key);
    }

    [Fact]
    public void New_LogInOneShapeOnly_IsRefused() => Refused(ModelProblem.KeyChanged, [Keyless with { IsAppendOnly = true }, Keyless]);

    [Fact]
    public void New_KeyOfARule_ThatIsNotTheTables_IsRefused()
    {
        Refused(ModelProblem.BadKey, Orders, Rule(new TableOptions { Key = ["customer_id"] }));
        Refused(ModelProblem.BadKey, Keyless, Rule(new TableOptions { Key = ["nowhere"] }));
        Refused(ModelProblem.BadKey, Keyless, Rule(new TableOptions { Key = ["details"] }));
        Assert.Equal(["ID"], Of(Orders, Rule(new TableOptions { Key = ["ID"] })).Key);
    }

    [Theory]
    [InlineData(ColumnTreatment.Drop)]
    [InlineData(ColumnTreatment.Hash)]
    public void New_TreatmentOfAKeyColumn_IsRefused(ColumnTreatment treatment) => Refused(ModelProblem.BadKey, Treating("id", treatment));

    [Fact]
    public void New_DroppedColumn_MayHaveAnyName() =>
        Assert.DoesNotContain(
            Of(Orders with { Columns = [.. Treating("status", ColumnTreatment.Drop).Columns, Column("_op", SourceKind.Int) with { Treatment = ColumnTreatment.Drop }, Column("STATUS", SourceKind.Int) with { Treatment = ColumnTreatment.Drop }] }).Columns,
            column => column.Name is "_OP" or "STATUS");

    [Fact]
    public void New_HashedColumn_IsText() => Assert.Equal(SnowflakeType.VarChar, Of(Treating("total", ColumnTreatment.Hash)).Columns.Single(column => column.Name == "TOTAL").Type);

    [Fact]
    public void New_ColumnOfTheSdksName_IsRefusedWhereItIsNeeded()
    {
        SourceTable table = Orders with { Columns = [.. Orders.Columns, Column("_deleted_at", SourceKind.DateTime)] };

        Assert.NotEmpty(Of(table).Columns);
        Refused(ModelProblem.ReservedColumn, table, Rule(new TableOptions { RawDeletes = DeleteHandling.Soft }));
        Refused(ModelProblem.ReservedColumn, table, Rule(new TableOptions { CiDeletes = DeleteHandling.Soft }));
    }

    [Fact]
    public void New_CiColumns_ThatCollideOrAreTheSdks_AreRefused()
    {
        Refused(ModelProblem.NameCollision, Orders, Rule(Mapping("status", "total")));
        Refused(ModelProblem.ReservedColumn, Orders, Rule(Mapping("status", "brand_id")));
        Refused(ModelProblem.ReservedColumn, Orders, Rule(Mapping("status", "_cut")));
        Refused(ModelProblem.BadRule, Orders, Rule(Mapping("nowhere", "x")));
        Refused(ModelProblem.BadName, Orders, Rule(Mapping("status", "")));
    }

    [Fact]
    public void New_TwoTablesOfABrandIntoOneCiTable_AreRefused() =>
        Assert.Equal(ModelProblem.NameCollision, Assert.Throws<ModelException>(() =>
            new WarehouseModel([new BrandModel("a", "s3://cdc/a/", [Orders, Orders with { Name = "orders_old" }])], null, [new TableRule("shop.orders_old", new TableOptions { CiTable = "orders" })])).Problem);

    [Fact]
    public void New_BrandsDifferInAnOptionOfCi_AreRefused()
    {
        foreach (TableOptions options in (TableOptions[])[new() { CiDeletes = DeleteHandling.Soft }, new() { CiClusterBy = ["STATUS"] }])
        {
            ModelException error = Assert.Throws<ModelException>(() => new WarehouseModel(TwoBrands.Brands, null, [new TableRule("shop.orders", options) { Brand = "brand_a" }]));

            Assert.Equal(ModelProblem.OptionsDiffer, error.Problem);
            Assert.Contains("'brand_a'", error.Message, StringComparison.Ordinal);
            Assert.Contains("'brand_b'", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void New_LogOfOneBrandOnly_IsRefused()
    {
        ModelException error = Assert.Throws<ModelException>(() => new WarehouseModel([new BrandModel("a", "s3://cdc/a/", [Orders]), new BrandModel("b", "s3://cdc/b/", [Orders with { Key = [], IsAppendOnly = true }])]));

        Assert.Equal(ModelProblem.OptionsDiffer, error.Problem);
        Assert.Contains("'b'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void New_ClusterByWhatCantBe_IsRefused()
    {
        Refused(ModelProblem.BadRule, Orders, Rule(new TableOptions { RawClusterBy = ["NOWHERE"] }));
        Refused(ModelProblem.BadRule, Orders, Rule(new TableOptions { RawClusterBy = ["DETAILS"] }));
        Refused(ModelProblem.BadRule, Orders, Rule(new TableOptions { CiClusterBy = ["NOWHERE"] }));
    }

    [Fact]
    public void New_VariantLanding_RefusesShapesThatWriteAColumnInTwoWays()
    {
        TableOptions variant = new() { Landing = LandingMode.Variant };
        SourceTable Later(SourceColumn column) => Orders with { Columns = [.. Orders.Columns.Select(old => old.Name.Equals(column.Name, StringComparison.OrdinalIgnoreCase) ? column : old)] };

        Assert.NotEmpty(Of([Orders, Later(Column("total", SourceKind.BigInt))], Rule(variant)).Columns);
        Refused(ModelProblem.Unwidenable, [Orders, Later(Column("placed_at", SourceKind.Date))], Rule(variant));
        Refused(ModelProblem.Unwidenable, [Orders, Later(Column("Status", SourceKind.Enum))], Rule(variant));
        Refused(ModelProblem.Unwidenable, [Orders, Treating("status", ColumnTreatment.Hash)], Rule(variant));
    }

    [Fact]
    public void New_VariantLandingOfCsv_IsRefused()
    {
        TableRule variant = Rule(new TableOptions { Landing = LandingMode.Variant });

        Assert.NotEmpty(Of([Orders, Orders with { Format = FileFormat.NdjsonGzip }], variant).Columns);
        Refused(ModelProblem.BadRule, [Orders, Orders with { Format = FileFormat.CsvGzip }], variant);
    }

    private static SourceTable Treating(string name, ColumnTreatment treatment) => Orders with { Columns = [.. Orders.Columns.Select(column => column.Name == name ? column with { Treatment = treatment } : column)] };

    private static TableOptions Mapping(string column, string name) => new() { CiColumns = new Dictionary<string, string> { [column] = name } };

    private static TableRule Rule(TableOptions options) => new("shop.orders", options);

    private static BrandTable Of(SourceTable table, params TableRule[] rules) => Of([table], rules);

    private static BrandTable Of(SourceTable[] shapes, params TableRule[] rules) => new WarehouseModel([new BrandModel("a", "s3://cdc/a/", shapes)], null, rules).Table("a", shapes[0].Schema, shapes[0].Name);

    private static void Refused(ModelProblem problem, SourceTable table, params TableRule[] rules) => Refused(problem, [table], rules);

    private static void Refused(ModelProblem problem, SourceTable[] shapes, params TableRule[] rules) => Assert.Equal(problem, Assert.Throws<ModelException>(() => Of(shapes, rules)).Problem);
}

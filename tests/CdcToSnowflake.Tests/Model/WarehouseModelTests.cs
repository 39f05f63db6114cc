using CdcToSnowflake.Model;
using static CdcToSnowflake.Tests.Sql.SampleModels;

namespace CdcToSnowflake.Tests.Model;

public sealed class WarehouseModelTests
{
    private static readonly SourceTable Plain = new("s", "t", [Column("k", SourceKind.Int, nullable: false), Column("c", SourceKind.VarChar)], ["k"]);

    [Fact]
    public void New_TablesOfOneNameInTwoSchemas_CollideUntilThePatternKeepsThemApart()
    {
        BrandModel brand = Brand("b", Plain, Plain with { Schema = "s2" });

        ModelException error = Assert.Throws<ModelException>(() => new WarehouseModel([brand]));

        Assert.Equal(ModelProblem.NameCollision, error.Problem);
        Assert.Contains("{SCHEMA}__{TABLE}", error.Message, StringComparison.Ordinal);
        Assert.Equal(["S__T", "S2__T"], new WarehouseModel([brand], new WarehouseNames { Table = "{SCHEMA}__{TABLE}" }).Tables("b").Select(table => table.Name));
    }

    [Theory]
    [InlineData("T")]
    [InlineData("t_stream")]
    [InlineData("cdc_cut")]
    [InlineData("CDC_Progress")]
    [InlineData("cdc_cut_stream")]
    public void New_TableThatNeedsATakenName_IsRefused(string name) =>
        Refused(ModelProblem.NameCollision, Brand("b", Plain, Plain with { Name = name }));

    [Fact]
    public void New_ColumnsThatDifferOnlyInCase_AreRefused() =>
        Refused(ModelProblem.NameCollision, Brand("b", Plain with { Columns = [.. Plain.Columns, Column("C", SourceKind.Int)] }));

    [Theory]
    [InlineData("_op")]
    [InlineData("_UPDATED_AT")]
    [InlineData("_Cut")]
    [InlineData("_SEQ")]
    [InlineData("_WRITER")]
    [InlineData("_CDC_ACTION")]
    [InlineData("metadata$action")]
    public void New_ColumnOfTheSdksName_IsRefused(string name) =>
        Refused(ModelProblem.ReservedColumn, Brand("b", Plain with { Columns = [.. Plain.Columns, Column(name, SourceKind.Int)] }));

    [Fact]
    public void New_ColumnNamedLikeTheBrandColumn_IsRefusedUntilItIsNamedOtherwise()
    {
        BrandModel brand = Brand("b", Plain with { Columns = [.. Plain.Columns, Column("brand_id", SourceKind.Int)] });

        Refused(ModelProblem.ReservedColumn, brand);
        Assert.Single(new WarehouseModel([brand], new WarehouseNames { BrandColumn = "COMPANY" }).Ci);
    }

    [Fact]
    public void New_TableWithoutKey_IsRefused() => Refused(ModelProblem.NoKey, Brand("b", Plain with { Key = [] }));

    [Fact]
    public void New_KeyOfAnUnknownColumn_IsRefused() => Refused(ModelProblem.BadKey, Brand("b", Plain with { Key = ["K"] }));

    [Fact]
    public void New_KeyThatCannotBeCompared_IsRefused() => Refused(ModelProblem.BadKey, Brand("b", Plain with { Columns = [Column("k", SourceKind.Json)] }));

    [Fact]
    public void New_KeyChangedBetweenShapes_IsRefused() => Refused(ModelProblem.KeyChanged, Brand("b", Plain, Plain with { Key = ["k", "c"] }));

    [Fact]
    public void New_KeyDiffersBetweenBrands_IsRefused() => Refused(ModelProblem.KeyChanged, Brand("a", Plain), Brand("b", Plain with { Key = ["c"] }));

    [Fact]
    public void New_TypeThatHoldsNotBothShapes_IsRefusedWithBothNamed()
    {
        SourceTable changed = Plain with { Columns = [Plain.Columns[0], Column("c", SourceKind.Json)] };

        ModelException error = Refused(ModelProblem.Unwidenable, Brand("b", Plain, changed));

        Assert.Contains("C", error.Message, StringComparison.Ordinal);
        Assert.Contains(Plain.Shape, error.Message, StringComparison.Ordinal);
        Assert.Contains(changed.Shape, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void New_TypeThatHoldsNotBothBrands_IsRefused() => Refused(ModelProblem.Unwidenable, Brand("a", Plain), Brand("b", Plain with { Columns = [Plain.Columns[0], Column("c", SourceKind.Blob)] }));

    [Fact]
    public void New_TwoBrandsOfOneId_AreRefused() => Refused(ModelProblem.NameCollision, Brand("b"), Brand("b"));

    [Fact]
    public void New_TwoBrandsOfOneDatabase_AreRefused() => Refused(ModelProblem.NameCollision, Brand("b"), Brand("B"));

    [Theory]
    [InlineData("{TABEL}")]
    [InlineData("{TABLE")]
    [InlineData("{BRAND}{}")]
    public void New_PatternWithAnUnknownPlaceholder_IsRefused(string pattern) =>
        Assert.Equal(ModelProblem.BadName, Assert.Throws<ModelException>(() => new WarehouseModel([Brand("b", Plain)], new WarehouseNames { Table = pattern })).Problem);

    [Fact]
    public void New_TablePlaceholderInADatabasePattern_IsRefused() =>
        Assert.Equal(ModelProblem.BadName, Assert.Throws<ModelException>(() => new WarehouseModel([Brand("b", Plain)], new WarehouseNames { BrandDatabase = "{TABLE}" })).Problem);

    [Fact]
    public void New_NameOver255Characters_IsRefused() =>
        Assert.Equal(ModelProblem.BadName, Assert.Throws<ModelException>(() => new WarehouseModel([Brand("b", Plain)], new WarehouseNames { Table = new string('x', 256) })).Problem);

    [Fact]
    public void New_BracesInSourceNames_AreNotPlaceholders() =>
        Assert.Equal("{BRAND}", new WarehouseModel([Brand("b", Plain with { Name = "{brand}" })]).Tables("b").Single().Name);

    [Fact]
    public void Tables_TwoShapes_AreOneTableWithAllColumns()
    {
        SourceTable later = Plain with { Columns = [Column("added", SourceKind.Date), Column("k", SourceKind.BigInt, nullable: false)] };

        BrandTable table = Assert.Single(new WarehouseModel([Brand("b", Plain, later, Plain)]).Tables("b"));

        Assert.Equal([Plain, later], table.Shapes);
        Assert.Equal(
            [("K", "NUMBER(19,0)", true, true), ("C", "VARCHAR(134217728)", false, false), ("ADDED", "DATE", false, false)],
            table.Columns.Select(column => (column.Name, column.Type.ToString(), column.IsEverywhere, column.IsWidened)));
    }

    [Fact]
    public void Ci_BrandsOfOtherColumns_IsTheUnion()
    {
        SourceTable other = new("s9", "T", [Column("k", SourceKind.BigInt, nullable: false, unsigned: true), Column("x", SourceKind.Json)], ["k"]);

        CiTable ci = Assert.Single(new WarehouseModel([Brand("a", Plain), Brand("b", other)]).Ci);

        Assert.Equal(["a", "b"], ci.Members.Select(member => member.Table.Brand));
        Assert.Equal([("K", "NUMBER(20,0)"), ("C", "VARCHAR(134217728)"), ("X", "VARIANT")], ci.Columns.Select(column => (column.Name, column.Type.ToString())));
    }

    [Fact]
    public void Brand_Unknown_IsRefusedWithTheKnown()
    {
        ModelException error = Assert.Throws<ModelException>(() => new WarehouseModel([Brand("a")]).Brand("b"));

        Assert.Equal(ModelProblem.Unknown, error.Problem);
        Assert.Contains("'a'", error.Message, StringComparison.Ordinal);
    }

    private static BrandModel Brand(string id, params SourceTable[] tables) => new(id, $"s3://cdc/{id}/", tables);

    private static ModelException Refused(ModelProblem problem, params BrandModel[] brands)
    {
        ModelException error = Assert.Throws<ModelException>(() => new WarehouseModel(brands));
        Assert.Equal(problem, error.Problem);
        return error;
    }
}

using System.Text;
using CdcToSnowflake.Model;
using CdcToSnowflake.Tests.Sql;
using CsCheck;
using static CdcToSnowflake.Tests.Sql.SampleModels;

namespace CdcToSnowflake.Tests.Model;

public sealed class SourceTableTests
{
    private static readonly Gen<SourceColumn> AnyColumn =
        from name in HostileNames.Name
        from kind in Gen.Enum<SourceKind>()
        from unsigned in Gen.Bool
        from nullable in Gen.Bool
        from precision in Gen.Int[0, 65]
        from scale in Gen.Int[0, 30]
        from length in Gen.Int[0, 1000]
        from treatment in Gen.Frequency((5, Gen.Const((ColumnTreatment?)null)), (1, Gen.Enum<ColumnTreatment>().Select(treatment => (ColumnTreatment?)treatment)))
        select new SourceColumn(name, new SourceType(kind) { IsUnsigned = unsigned, Precision = precision, Scale = scale, Length = length }, nullable) { Treatment = treatment };

    private static readonly Gen<SourceTable> AnyTable =
        from schema in HostileNames.Name
        from name in HostileNames.Name
        from columns in AnyColumn.Array[1, 8]
        from keys in Gen.Int[0, columns.Length]
        from format in Gen.Enum<FileFormat>()
        from isLog in Gen.Bool
        select new SourceTable(schema, name, columns, [.. columns.Take(keys).Select(column => column.Name)]) { Format = format, IsAppendOnly = isLog };

    // Folders in object stores carry these: if they change, every table's files are orphaned.
    [Fact]
    public void Shape_OfKnownTables_NeverChanges()
    {
        Assert.Equal("va9dcd98b", Orders.Shape);
        Assert.Equal("v39e27022", OrdersWithRefunds.Shape);
        Assert.Equal("vd50d80e3", Customers.Shape);
        Assert.Equal("v4770e582", (Orders with { Format = FileFormat.NdjsonGzip }).Shape);
        Assert.Equal("vc4a53cb1", (OrdersWithRefunds with { Format = FileFormat.CsvGzip }).Shape);
    }

    [Fact]
    public void Shape_AnyDifferenceOfColumnsKeyOrFormat_Differs()
    {
        SourceColumn column = Column("a", SourceKind.Decimal, precision: 10, scale: 2);
        SourceTable table = new("s", "t", [column, Column("b", SourceKind.Int)], ["a"]);
        SourceTable[] others =
        [
            table with { Columns = [.. table.Columns.Reverse()] },
            table with { Columns = [column with { Name = "A" }, table.Columns[1]] },
            table with { Columns = [column with { IsNullable = false }, table.Columns[1]] },
            table with { Columns = [column with { Type = column.Type with { Scale = 3 } }, table.Columns[1]] },
            table with { Columns = [column with { Type = column.Type with { IsUnsigned = true } }, table.Columns[1]] },
            table with { Columns = [column with { Type = column.Type with { Length = 1 } }, table.Columns[1]] },
            table with { Columns = [column] },
            table with { Key = ["b"] },
            table with { Key = ["a", "b"] },
            table with { Format = FileFormat.NdjsonGzip },
            table with { Format = FileFormat.CsvGzip },
            table with { Columns = [column with { Treatment = ColumnTreatment.Drop }, table.Columns[1]] },
            table with { Columns = [column with { Treatment = ColumnTreatment.Hash }, table.Columns[1]] },
            table with { IsAppendOnly = true },
        ];

        Assert.Equal(others.Length + 1, others.Append(table).Select(other => other.Shape).Distinct().Count());
        Assert.All(others, other => Assert.NotEqual(table, other));
    }

    [Fact]
    public void Shape_OfACopyWithOtherColumns_IsNotTheOriginals()
    {
        _ = Orders.Shape;

        Assert.Equal(new SourceTable("shop", "orders", OrdersWithRefunds.Columns, ["id"]).Shape, (Orders with { Columns = OrdersWithRefunds.Columns }).Shape);
    }

    [Fact]
    public void Columns_ListChangedByItsOwner_DoNotChange()
    {
        List<SourceColumn> columns = [Column("a", SourceKind.Int)];
        SourceTable table = new("s", "t", columns, ["a"]);

        columns.Add(Column("b", SourceKind.Int));

        Assert.Single(table.Columns);
    }

    [Fact]
    public void Json_AnyTable_ReadsBackEqualWithTheSameBytes() =>
        AnyTable.Sample(table =>
        {
            SourceTable read = SourceTable.FromJson(table.ToJson());

            Assert.Equal(table, read);
            Assert.Equal(table.GetHashCode(), read.GetHashCode());
            Assert.Equal(table.Shape, read.Shape);
            Assert.Equal(table.ToJson(), read.ToJson());
        });

    [Fact]
    public void ToJson_KnownTable_IsTheText() =>
        Assert.Equal(
            """{"version":1,"schema":"s","name":"t","shape":"v9ddad071","columns":[{"name":"a","kind":"Decimal","unsigned":true,"precision":10,"scale":2,"length":0,"nullable":true}],"key":["a"]}""",
            Encoding.UTF8.GetString(new SourceTable("s", "t", [Column("a", SourceKind.Decimal, unsigned: true, precision: 10, scale: 2)], ["a"]).ToJson()));

    [Fact]
    public void Json_OfATextFormat_ReadsBackEqualAndIsOfTheVersionThatKnowsFormats()
    {
        SourceTable table = Orders with { Format = FileFormat.CsvGzip };

        Assert.Equal(table, SourceTable.FromJson(table.ToJson()));
        Assert.StartsWith("{\"version\":2,", Encoding.UTF8.GetString(table.ToJson()), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_OfTreatmentsOrALog_IsOfTheVersionThatKnowsThem()
    {
        Assert.StartsWith("{\"version\":3,", Encoding.UTF8.GetString((Orders with { IsAppendOnly = true }).ToJson()), StringComparison.Ordinal);
        Assert.StartsWith("{\"version\":3,", Encoding.UTF8.GetString((Orders with { Columns = [Orders.Columns[0], Orders.Columns[1] with { Treatment = ColumnTreatment.Hash }] }).ToJson()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"version\":\"1\"}")]
    [InlineData("{\"version\":2}")]
    [InlineData("{\"version\":4}")]
    [InlineData("{\"version\":3,\"schema\":\"s\",\"name\":\"t\",\"shape\":\"v\",\"append_only\":1,\"columns\":[],\"key\":[]}")]
    [InlineData("{\"version\":2,\"schema\":\"s\",\"name\":\"t\",\"shape\":\"v\",\"format\":\"Xml\",\"columns\":[],\"key\":[]}")]
    [InlineData("{\"version\":2,\"schema\":\"s\",\"name\":\"t\",\"shape\":\"v\",\"format\":\"7\",\"columns\":[],\"key\":[]}")]
    [InlineData("{\"version\":1,\"schema\":null,\"name\":\"t\",\"shape\":\"v\",\"columns\":[],\"key\":[]}")]
    [InlineData("{\"version\":1,\"schema\":\"s\",\"name\":\"t\",\"shape\":\"v00000000\",\"columns\":[],\"key\":[]}")]
    [InlineData("{\"version\":1,\"schema\":\"s\",\"name\":\"t\",\"shape\":\"v\",\"columns\":[{\"name\":\"a\",\"kind\":\"Hstore\"}],\"key\":[]}")]
    [InlineData("{\"version\":1,\"schema\":\"s\",\"name\":\"t\",\"shape\":\"v\",\"columns\":{},\"key\":[]}")]
    [InlineData("{\"version\":1,\"schema\":\"s\",\"name\":\"t\",\"shape\":\"v\",\"columns\":[],\"key\":[null]}")]
    public void FromJson_AnythingElse_IsRefused(string json) =>
        Assert.Equal(ModelProblem.UnreadableShape, Assert.Throws<ModelException>(() => SourceTable.FromJson(Encoding.UTF8.GetBytes(json))).Problem);
}

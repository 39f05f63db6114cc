using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;
using CsCheck;

namespace CdcToSnowflake.Tests.Sql;

public sealed class SqlQuotingTests
{
    [Theory]
    [InlineData("ORDERS", "\"ORDERS\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("\\", "\"\\\"")]
    [InlineData("x\ny", "\"x\ny\"")]
    public void Identifier_Name_IsQuotedAndQuotesDoubled(string name, string expected) => Assert.Equal(expected, SqlQuoting.Identifier(name));

    [Theory]
    [InlineData("plain", "'plain'")]
    [InlineData("it's", "'it''s'")]
    [InlineData("a\\b", "'a\\\\b'")]
    [InlineData("\\'", "'\\\\'''")]
    [InlineData("x\r\ny\0", "'x\\r\\ny\\0'")]
    [InlineData("$$;--", "'$$;--'")]
    public void Literal_Text_IsQuotedAndEscaped(string text, string expected) => Assert.Equal(expected, SqlQuoting.Literal(text));

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void Identifier_NoIdentifier_IsRefused(string name) => Assert.Throws<ArgumentException>(() => SqlQuoting.Identifier(name));

    [Fact]
    public void IdentifierAndLiteral_AnyText_ReadBackAsOneTokenEach() =>
        Gen.Select(HostileNames.Name, HostileNames.Name).Sample((name, text) =>
        {
            (string skeleton, IReadOnlyList<string> identifiers, IReadOnlyList<string> literals) = SqlScanner.Scan($"SELECT {SqlQuoting.Identifier(name)} = {SqlQuoting.Literal(text)};");

            Assert.Equal("SELECT <identifier> = <literal>;", skeleton);
            Assert.Equal([name], identifiers);
            Assert.Equal([text], literals);
        });

    [Fact]
    public void SetUp_HostileNames_HaveTheSkeletonOfPlainOnes()
    {
        Gen.Select(HostileNames.Name, HostileNames.Name, HostileNames.Name, HostileNames.Name, HostileNames.Name).Sample((brand, schema, table, key, column) =>
        {
            string[] columns = [$"{key}1", $"{column}2"];

            IReadOnlyList<string> plain = Skeletons(Model("b", "s", "t", ["k", "c"]));
            IReadOnlyList<string> hostile = Skeletons(Model(brand, schema, table, columns));

            Assert.Equal(plain, hostile);
        }, iter: 200);
    }

    [Fact]
    public void CreatePipe_HostileNames_StandInItUnchanged()
    {
        const string column = "q\"u\\o';--\n$$";
        SourceTable table = new("s", "t", [SampleModels.Column(column, SourceKind.Int)], [column]);

        string pipe = new SnowflakeSql(new WarehouseModel([new BrandModel("b", "s3://cdc/b/", [table])])).CreatePipe("b", table).Text;

        Assert.Contains(column, SqlScanner.Scan(pipe).Identifiers);
        Assert.Contains(column.ToUpperInvariant(), SqlScanner.Scan(pipe).Identifiers);
    }

    private static WarehouseModel Model(string brand, string schema, string table, string[] columns) =>
        new([new BrandModel(brand, $"s3://cdc/{StorePath.Brand(brand)}", [new SourceTable(schema, table, [SampleModels.Column(columns[0], SourceKind.Int, nullable: false), SampleModels.Column(columns[1], SourceKind.Json)], [columns[0]])])]);

    private static IReadOnlyList<string> Skeletons(WarehouseModel model) => [.. new SnowflakeSql(model).SetUp().Select(statement => SqlScanner.Scan(statement.Text).Skeleton)];
}

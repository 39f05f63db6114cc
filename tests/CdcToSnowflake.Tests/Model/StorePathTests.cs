using System.Text;
using CdcToSnowflake.Model;
using CdcToSnowflake.Tests.Sql;
using CsCheck;

namespace CdcToSnowflake.Tests.Model;

public sealed class StorePathTests
{
    [Theory]
    [InlineData("orders", "orders")]
    [InlineData("Order_Items-2", "Order_Items-2")]
    [InlineData("a.b", "a~2Eb")]
    [InlineData("a/b", "a~2Fb")]
    [InlineData("..", "~2E~2E")]
    [InlineData("~", "~7E")]
    [InlineData("é", "~C3~A9")]
    public void Escape_Name_LeavesOnlyTheSafeCharacters(string name, string expected) => Assert.Equal(expected, StorePath.Escape(name));

    [Fact]
    public void Escape_AnyName_IsSafeShortAndReadsBack() =>
        HostileNames.Name.Sample(name =>
        {
            string path = StorePath.Escape(name);

            Assert.Matches("^[A-Za-z0-9_~-]{1,120}$", path);
            Assert.True(path.Contains("~~", StringComparison.Ordinal) || Unescaped(path) == name, path);
        });

    [Fact]
    public void Escape_LongNamesThatShareAHead_Differ()
    {
        string head = new('あ', 60);

        Assert.NotEqual(StorePath.Escape(head + "1"), StorePath.Escape(head + "2"));
        Assert.Equal(118, StorePath.Escape(head + "1").Length);
    }

    [Fact]
    public void Escape_EmptyName_IsRefused() => Assert.Equal(ModelProblem.BadName, Assert.Throws<ModelException>(() => StorePath.Escape("")).Problem);

    [Fact]
    public void Keys_OfABrand_AreTheDesigns()
    {
        SourceTable table = SampleModels.Orders;

        Assert.Equal($"brand_a/data/shop.orders/{table.Shape}/00000000000000000042-w1.parquet", StorePath.Data("brand_a", table, 42, "w1"));
        Assert.Equal($"brand_a/data/shop.orders/{table.Shape}/00000000000000000042-w1-3.parquet", StorePath.Data("brand_a", table, 42, "w1", 3));
        Assert.Equal("brand_a/cuts/00000000000000000042.json", StorePath.Cut("brand_a", 42));
        Assert.Equal("brand_a/cuts/18446744073709551615.json", StorePath.Cut("brand_a", ulong.MaxValue));
        Assert.Equal($"brand_a/shapes/shop.orders/{table.Shape}.json", StorePath.Shape("brand_a", table));
        Assert.Equal(StorePath.Data("brand_a", table, 1, "w")[..^"00000000000000000001-w.parquet".Length], StorePath.Brand("brand_a") + StorePath.DataWithinBrand(table));
        Assert.Equal(StorePath.Cuts("brand_a"), StorePath.Brand("brand_a") + StorePath.CutsWithinBrand);
    }

    [Theory]
    [InlineData(FileFormat.NdjsonGzip, "data-ndjson", ".ndjson.gz")]
    [InlineData(FileFormat.CsvGzip, "data-csv", ".csv.gz")]
    public void Data_OfATextFormat_LiesWhereNoOtherFormatsPrefixReaches(FileFormat format, string folder, string extension)
    {
        SourceTable table = SampleModels.Orders with { Format = format };

        Assert.Equal($"b/{folder}/shop.orders/{table.Shape}/00000000000000000007-w{extension}", StorePath.Data("b", table, 7, "w"));
        Assert.True(StorePath.IsData(StorePath.Data("b", table, 7, "w")));
        Assert.All(Enum.GetValues<FileFormat>().Where(other => other != format), other =>
            Assert.False(StorePath.AllDataWithinBrand(table).StartsWith(StorePath.AllDataWithinBrand(table with { Format = other }), StringComparison.Ordinal)));
    }

    private static string Unescaped(string path)
    {
        List<byte> bytes = [];
        for (int at = 0; at < path.Length; at++)
        {
            if (path[at] == '~')
            {
                bytes.Add(Convert.ToByte(path.Substring(at + 1, 2), 16));
                at += 2;
            }
            else
            {
                bytes.Add((byte)path[at]);
            }
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }
}

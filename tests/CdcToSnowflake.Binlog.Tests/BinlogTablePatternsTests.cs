using CdcToSnowflake.Binlog.Tests.Corpus;
using CdcToSnowflake.Binlog.Tests.Rows;

namespace CdcToSnowflake.Binlog.Tests;

public sealed class BinlogTablePatternsTests
{
    [Theory]
    [InlineData("shop.*", "shop", "orders", true)]
    [InlineData("shop.*", "shop2", "orders", false)]
    [InlineData("*.orders", "SHOP", "Orders", true)]
    [InlineData("shop_?.order*", "shop_1", "orders", true)]
    [InlineData("shop_?.order*", "shop_12", "orders", false)]
    [InlineData("shop.a.b", "shop", "a.b", true)]
    [InlineData("*.*", "x", "y", true)]
    public void Includes_Pattern_MatchesTheWholeName(string pattern, string schema, string table, bool isTaken) =>
        Assert.Equal(isTaken, new BinlogTablePatterns([pattern]).Includes(schema, table));

    [Fact]
    public void Includes_Excluded_IsLeftOut()
    {
        var patterns = new BinlogTablePatterns(["shop.*", "crm.people"], ["*.audit"]);

        Assert.True(patterns.Includes("crm", "people"));
        Assert.True(patterns.Includes("shop", "orders"));
        Assert.False(patterns.Includes("shop", "audit"));
        Assert.False(patterns.Includes("crm", "orders"));
    }

    [Theory]
    [InlineData("orders")]
    [InlineData(".orders")]
    [InlineData("shop.")]
    public void Constructor_NotSchemaAndTable_ThrowsNamingThePattern(string pattern) =>
        Assert.Contains($"'{pattern}'", Assert.Throws<ArgumentException>(() => BinlogTablePatterns.Matching(pattern)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Matching_AsTableFilter_LeavesRowsUndecoded()
    {
        // The length before the first row's TEXT made longer than the row: whoever walks that row fails.
        var bytes = File.ReadAllBytes(CorpusFiles.PathOf("mysql.binlog"));
        var at = bytes.AsSpan().IndexOf("text😀"u8);
        Assert.True(at > 0);
        bytes[at - 2] = 0xFF;
        bytes[at - 1] = 0xFF;

        var taken = await DecodedRows.ReadAsync(Reader("*.l"));

        Assert.Equal(6, taken.Count);
        await Assert.ThrowsAsync<BinlogCorruptException>(() => DecodedRows.ReadAsync(Reader("*.*")));

        BinlogFileReader Reader(string pattern) =>
            new(new MemoryStream(bytes), "x", new BinlogOptions { VerifyChecksums = false, TableFilter = BinlogTablePatterns.Matching(pattern) });
    }
}

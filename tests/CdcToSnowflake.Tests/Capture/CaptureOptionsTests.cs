using CdcToSnowflake.Capture;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Capture;

public class CaptureOptionsTests
{
    [Theory]
    [InlineData("*.*", "", "shop.orders", true)]
    [InlineData("shop.*", "", "SHOP.Orders", true)]
    [InlineData("shop.*", "", "shop2.orders", false)]
    [InlineData("shop.order?", "", "shop.orders", true)]
    [InlineData("shop.order?", "", "shop.order", false)]
    [InlineData("*.*", "*.*_old", "shop.orders_old", false)]
    [InlineData("*.*", "*.*_old", "shop.orders", true)]
    [InlineData("*.*", "", "mysql.user", false)]
    [InlineData("mysql.*", "", "mysql.user", false)]
    [InlineData("a.b.c", "", "a.b.c", true)]
    public void Includes_Patterns_TakesWhatTheyName(string taken, string excluded, string table, bool expected)
    {
        var options = new CaptureOptions { Tables = [taken], ExcludedTables = excluded.Length > 0 ? [excluded] : [] };
        var dot = table.IndexOf('.', StringComparison.Ordinal);
        Assert.Equal(expected, options.Includes(table[..dot], table[(dot + 1)..]));
    }

    [Theory]
    [InlineData("orders")]
    [InlineData(".orders")]
    [InlineData("shop.")]
    [InlineData("")]
    public void Capture_PatternWithoutSchema_Refused(string pattern) =>
        Assert.Throws<ArgumentException>(() => new BrandCapture("B", new ScriptedReader([]), new MemoryObjectStore(), new CaptureOptions { Tables = [pattern] }));
}

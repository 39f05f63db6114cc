using System.IO.Compression;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Model;
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
    [InlineData("shop.*", "", "shop._orders_gho", false)]
    [InlineData("shop.*", "", "shop._orders_20260102030405_del", false)]
    [InlineData("shop._orders_new", "", "shop._orders_new", false)]
    [InlineData("*.*", "", "shop.__orders_old", false)]
    [InlineData("*.*", "", "shop.orders_new", true)]
    [InlineData("*.*", "", "shop._orders", true)]
    public void Includes_Patterns_TakesWhatTheyName(string taken, string excluded, string table, bool expected)
    {
        var options = new CaptureOptions { Tables = [taken], ExcludedTables = excluded.Length > 0 ? [excluded] : [] };
        var dot = table.IndexOf('.', StringComparison.Ordinal);
        Assert.Equal(expected, options.Includes(table[..dot], table[(dot + 1)..]));
    }

    [Fact]
    public void Includes_ShadowTablesAskedFor_TakesThem() =>
        Assert.True(new CaptureOptions { Tables = ["shop.*"], IncludesShadowTables = true }.Includes("shop", "_orders_new"));

    [Theory]
    [InlineData("orders")]
    [InlineData(".orders")]
    [InlineData("shop.")]
    [InlineData("")]
    public void Capture_PatternWithoutSchema_Refused(string pattern) =>
        Assert.Throws<ArgumentException>(() => new BrandCapture("B", new ScriptedReader([]), new MemoryObjectStore(), new CaptureOptions { Tables = [pattern] }));

    [Theory]
    [InlineData("email")]
    [InlineData("customers.email")]
    [InlineData("shop..email")]
    [InlineData("a.b.c.d")]
    public void Capture_ColumnPatternOfNoForm_Refused(string pattern)
    {
        Refused(new CaptureOptions { DroppedColumns = [pattern] });
        Refused(new CaptureOptions { HashedColumns = [pattern], HashSalt = "0123456789abcdef" });
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123456789abcde")]
    public void Capture_HashedColumnsWithoutAProperSalt_RefusedWithoutShowingIt(string? salt)
    {
        var error = Refused(new CaptureOptions { HashedColumns = ["*.*.email"], HashSalt = salt });
        Assert.Contains("HashSalt", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("0123", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_WithASalt_DoesNotShowIt() =>
        Assert.Equal("shop.* without shop.log", new CaptureOptions { Tables = ["shop.*"], ExcludedTables = ["shop.log"], HashedColumns = ["*.*.email"], HashSalt = "0123456789abcdef" }.ToString());

    private static ArgumentException Refused(CaptureOptions options) => Assert.Throws<ArgumentException>(() => new BrandCapture("B", new ScriptedReader([]), new MemoryObjectStore(), options));

    public static TheoryData<CaptureOptions> OutOfRange =>
    [
        new CaptureOptions { FileBytes = 0 }, new CaptureOptions { Format = (FileFormat)3 }, new CaptureOptions { GzipLevel = (CompressionLevel)9 },
        new CaptureOptions { CutInterval = TimeSpan.Zero }, new CaptureOptions { CutInterval = TimeSpan.MaxValue }, new CaptureOptions { HeartbeatInterval = TimeSpan.Zero }, new CaptureOptions { HeartbeatInterval = TimeSpan.FromDays(31) },
    ];

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Capture_OptionOutOfRange_Refused(CaptureOptions options) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BrandCapture("B", new ScriptedReader([]), new MemoryObjectStore(), options));
}

using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Tests.Sql;
using CdcToSnowflake.Warehouse.Planning;

namespace CdcToSnowflake.Tests.Warehouse.Planning;

/// <summary>What a newer release has made its own in an account is refused, as a store is; what says no format has the first.</summary>
public sealed class AccountFormatTests
{
    private static readonly WarehouseModel Model = new([new BrandModel("BRAND_A", "s3://cdc/prod/BRAND_A/", [SampleModels.Orders])]);

    [Theory]
    [InlineData("How far the merge has come; CdcToSnowflake format 2", "format 2")]
    [InlineData("of somebody's own; CdcToSnowflake format 99999999999999999999", "format 99999999999999999999")]
    public void Check_ANewerRelease_IsRefused(string comment, string told)
    {
        var error = Assert.Throws<PlanException>(() => Check(comment));
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.Contains("BRAND_A", error.Message, StringComparison.Ordinal);
        Assert.Contains("Upgrade this program", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("How far the merge has come")]
    [InlineData("How far the merge has come; CdcToSnowflake format 1")]
    [InlineData("CdcToSnowflake format 2 was talked of here")]
    public void Check_ThisReleaseOrAnOlderOne_Passes(string comment) => Check(comment);

    private static void Check(string comment)
    {
        var (there, progress) = (Accounts.After(Model), new SqlNames(Model).Progress("BRAND_A"));
        there.Tables[progress] = there.Tables[progress] with { Comment = comment };
        AccountFormat.Check("BRAND_A", progress, there);
    }
}

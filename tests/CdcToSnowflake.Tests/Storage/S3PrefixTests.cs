using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Tests.Storage;

/// <summary>A stage names its place by a URL: what a URL spells otherwise than the keys, Snowflake wouldn't find.</summary>
public sealed class S3PrefixTests
{
    [Theory]
    [InlineData("a%b")]
    [InlineData("a%41b")]
    [InlineData("{prod}")]
    [InlineData("a|b")]
    [InlineData("a^b")]
    [InlineData("a\"b")]
    [InlineData("<a>")]
    [InlineData("a`b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    public void Open_PrefixThatAUrlSpellsOtherwise_Refused(string prefix) =>
        Assert.Contains("The key prefix", Assert.Throws<ArgumentException>(() => new S3ObjectStore(Options(prefix))).Message, StringComparison.Ordinal);

    [Fact]
    public void Open_PlainPrefix_IsTheUrlsPath()
    {
        using var store = new S3ObjectStore(Options("Prod/eu-1_x.y~z!$&'()*+,;=@"));
        Assert.Equal("s3://cdc/Prod/eu-1_x.y~z!$&'()*+,;=@/", store.Location.AbsoluteUri);
    }

    private static S3StoreOptions Options(string prefix) => new() { Bucket = "cdc", Prefix = prefix, Region = "eu-central-1", AccessKey = "a", SecretKey = "b" };
}

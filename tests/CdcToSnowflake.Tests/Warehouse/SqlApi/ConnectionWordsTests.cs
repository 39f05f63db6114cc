using CdcToSnowflake.Warehouse.SqlApi;

namespace CdcToSnowflake.Tests.Warehouse.SqlApi;

public class ConnectionWordsTests
{
    [Fact]
    public async Task Parse_AllWords_AreRead()
    {
        var options = SnowflakeSqlApiOptions.Parse(
            "ACCOUNT=org-name;host=10.0.0.1;port=8443;scheme=https;user=cdc;authenticator=OAuth;token=\"a;b=c\";db=testdb;schema=\"\"\"mySchema\"\"\";warehouse=etl;role=loader;query_tag=x;maxhttpretries=3;retry_timeout=400");
        Assert.Equal(("org-name", "cdc", SnowflakeAuthenticator.OAuth), (options.Account, options.User, options.Authenticator));
        Assert.Equal(new Uri("https://10.0.0.1:8443"), options.Endpoint);
        Assert.Equal("a;b=c", await options.TokenProvider!(default));
        // Unquoted names mean what they mean in SQL; the driver's "Connecting" page has the doubled quotes.
        Assert.Equal(("TESTDB", "mySchema", "ETL", "LOADER"), (options.Database, options.Schema, options.Warehouse, options.Role));
        Assert.Equal(("x", 3, TimeSpan.FromSeconds(400)), (options.QueryTag, options.MaxRetries, options.RetryTimeout));
    }

    [Fact]
    public void Parse_KeyPair_KeepsFileAndPassphrase()
    {
        var options = SnowflakeSqlApiOptions.Parse("account=a;user=u;authenticator=snowflake_jwt;private_key_file=/k.p8;private_key_pwd=secret");
        Assert.Equal(("/k.p8", null, "secret"), (options.PrivateKeyFile, options.PrivateKey, options.PrivateKeyPassphrase));
        Assert.Null(options.Endpoint);
        Assert.Equal((7, TimeSpan.FromSeconds(300)), (options.MaxRetries, options.RetryTimeout));
    }

    [Theory]
    [InlineData("user=u;authenticator=oauth;token=s3cret", "'account' is missing")]
    [InlineData("account=a;authenticator=oauth", "'token' belongs")]
    [InlineData("account=a;authenticator=snowflake_jwt;token=s3cret", "'token' belongs")]
    [InlineData("account=a;token=s3cret", "'authenticator' must be")]
    [InlineData("account=a;user=u;password=s3cret", "knows no passwords")]
    [InlineData("account=a;authenticator=oauth;token=s3cret;colour=s3cret", "'colour' is not known")]
    [InlineData("account=a;authenticator=oauth;token=s3cret;port=s3cret", "'port' is not a whole number")]
    [InlineData("account=a;authenticator=oauth;token=\"s3cret", "not a list of word=value")]
    [InlineData("account=a;authenticator=oauth;token=t;host=s3c ret", "make no address")]
    [InlineData("account=s3cret/x;authenticator=oauth;token=t;port=1", "must consist of letters")]
    public void Parse_Wrong_SaysWhichWordAndNoValue(string connectionString, string expected)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => SnowflakeSqlApiOptions.Parse(connectionString));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3c", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_OfOptionsAndSource_ShowsNoSecret()
    {
        const string text = "account=a;user=u;authenticator=oauth;token=s3cret";
        using var source = new SnowflakeSqlApiDataSource(text);
        Assert.Equal("account=a;user=u;authenticator=oauth", SnowflakeSqlApiOptions.Parse(text).ToString());
        Assert.Equal("account=a;user=u;authenticator=oauth", source.ConnectionString);
    }

    [Theory]
    [InlineData("http://example.com")]
    [InlineData("ftp://127.0.0.1")]
    public void Source_EndpointThatShowsTheToken_IsRefused(string endpoint) => Assert.Throws<ArgumentException>(() => new SnowflakeSqlApiDataSource(
        new SnowflakeSqlApiOptions { Account = "a", Authenticator = SnowflakeAuthenticator.OAuth, TokenProvider = _ => ValueTask.FromResult("t"), Endpoint = new Uri(endpoint) }));

    [Theory]
    [InlineData("DATE_OUTPUT_FORMAT")]
    [InlineData("multi_statement_count")]
    public void Source_ParameterThatWouldSpoilResults_IsRefused(string name) => Assert.Throws<ArgumentException>(() => new SnowflakeSqlApiDataSource(new SnowflakeSqlApiOptions
    {
        Account = "a", Authenticator = SnowflakeAuthenticator.OAuth, TokenProvider = _ => ValueTask.FromResult("t"), Parameters = new Dictionary<string, string> { [name] = "1" },
    }));

    // "Authenticating to the server": upper case, a locator without its region.
    [Theory]
    [InlineData("myorganization-myaccount", "MYORGANIZATION-MYACCOUNT", "myorganization-myaccount.snowflakecomputing.com")]
    [InlineData("xy12345.us-east-2.aws", "XY12345", "xy12345.us-east-2.aws.snowflakecomputing.com")]
    [InlineData("xy12345-ab1.global", "XY12345", "xy12345-ab1.global.snowflakecomputing.com")]
    [InlineData("My_Org-My_Account", "MY_ORG-MY_ACCOUNT", "my-org-my-account.snowflakecomputing.com")]
    public void AuthenticatingToTheServer_AccountName_InTokenAndHost(string account, string inToken, string host)
    {
        Assert.Equal(inToken, AccountName.InToken(account));
        Assert.Equal(host, AccountName.Host(account));
    }
}

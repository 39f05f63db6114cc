using System.ComponentModel;
using System.Reflection;

namespace CdcToSnowflake.Binlog.Tests.Protocol;

public sealed class ConnectionStringTests
{
    [Theory]
    [InlineData("Server=db.test;Port=3307;User ID=u;Password=p")]
    [InlineData("host=db.test;port=3307;uid=u;pwd=p")]
    [InlineData("Data Source=db.test; Port = 3307 ;Username=u;Password=\"p\"")]
    [InlineData("ADDRESS=db.test;PORT=3307;user=u;PASSWORD='p';Database=shop")]
    public void Parse_AnyOfTheUsualWords_GivesTheSame(string text)
    {
        var options = BinlogClientOptions.Parse(text);

        Assert.Equal(("db.test", 3307, "u", "p"), (options.Host, options.Port, options.User, options.Password));
    }

    [Theory]
    [InlineData("None", BinlogTlsMode.Disabled)]
    [InlineData("disabled", BinlogTlsMode.Disabled)]
    [InlineData("Preferred", BinlogTlsMode.Preferred)]
    [InlineData("Required", BinlogTlsMode.Required)]
    [InlineData("VerifyCA", BinlogTlsMode.VerifyCA)]
    [InlineData("VERIFY_CA", BinlogTlsMode.VerifyCA)]
    [InlineData("verify-full", BinlogTlsMode.VerifyFull)]
    public void Parse_SslMode_ByAnyOfItsNames(string text, BinlogTlsMode expected) =>
        Assert.Equal(expected, BinlogClientOptions.Parse($"Server=a;Uid=u;SSL Mode={text}").TlsMode);

    [Theory]
    [InlineData("db.example", BinlogTlsMode.VerifyFull, false)]
    [InlineData("10.0.0.1", BinlogTlsMode.VerifyFull, false)]
    [InlineData("localhost", BinlogTlsMode.Preferred, true)]
    [InlineData("127.0.0.5", BinlogTlsMode.Preferred, true)]
    [InlineData("::1", BinlogTlsMode.Preferred, true)]
    [InlineData("localhost.evil.example", BinlogTlsMode.VerifyFull, false)]
    public void EffectiveTlsMode_Unset_VerifiesEveryHostButLoopback(string host, BinlogTlsMode mode, bool retrieval)
    {
        var options = BinlogClientOptions.Parse($"Server={host};Uid=u");

        Assert.Equal(mode, options.EffectiveTlsMode);
        Assert.Equal(retrieval, options.EffectiveAllowPublicKeyRetrieval);
    }

    [Fact]
    public void Parse_EveryOther_IsTaken()
    {
        var options = BinlogClientOptions.Parse(
            "Server=a;Uid=u;SslCa=ca.pem;SslCert=c.pem;SslKey=k.pem;ServerRSAPublicKeyFile=r.pem;AllowPublicKeyRetrieval=true;Connection Timeout=7;Heartbeat Period=3;Server Id=4294967295");

        Assert.Equal(("ca.pem", "c.pem", "k.pem", "r.pem"), (options.CertificateAuthorityFile, options.ClientCertificateFile, options.ClientKeyFile, options.ServerPublicKeyFile));
        Assert.True(options.AllowPublicKeyRetrieval);
        Assert.Equal((TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(3), uint.MaxValue), (options.ConnectTimeout, options.HeartbeatPeriod, options.ServerId));
    }

    [Theory]
    [InlineData("Server=a;Uid=u;Pwd=hush-hush;Sever=b", "Keyword 4 ")]
    [InlineData("Server=a;Pwd=in;hush9=x;Uid=u", "Keyword 3 ")]
    [InlineData("Server=a;Uid=u;Port=hush-hush", "'port'")]
    [InlineData("Server=a;Uid=u;SslMode=hush-hush", "'sslmode'")]
    [InlineData("Server=hush,hush;Uid=u", "'server'")]
    [InlineData("Server=a;Uid=u;AllowPublicKeyRetrieval=hush-hush", "'allowpublickeyretrieval'")]
    [InlineData("Server=a;Uid=u;Pwd=hush-hush;Pooling=true", "'pooling'")]
    [InlineData("Server=a;Uid=u;Pwd=hush-hush;Port=0", "'port'")]
    [InlineData("Server=a;Uid=u;Pwd=hush-hush;Server Id=0", "'server id'")]
    [InlineData("Server=a;Uid=u;Pwd=hush-hush;Server Id=4294967296", "'server id'")]
    [InlineData("Server=a;Uid=u;Pwd=hush-hush;SslMode=Sometimes", "'sslmode'")]
    [InlineData("Server=a,b;Uid=u;Pwd=hush-hush", "'server'")]
    [InlineData("Server=a;Pwd=hush-hush", "User ID")]
    [InlineData("Server=a;Pwd=hush-hush;=", "keyword=value")]
    public void Parse_Wrong_NamesTheWordAndNeverThePassword(string text, string expected)
    {
        var error = Assert.Throws<ArgumentException>(() => BinlogClientOptions.Parse(text));

        Assert.Contains(expected, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("hush", error.ToString(), StringComparison.Ordinal);
    }

    // Each word that strings for MySqlConnector have is named, by whatever release of it.
    [Fact]
    public void Parse_WordOfMySqlConnectors_IsTakenOrNamed()
    {
        var words = typeof(MySqlConnector.MySqlConnectionStringBuilder).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(property => property.GetCustomAttribute<DisplayNameAttribute>()?.DisplayName).OfType<string>().ToList();

        Assert.Contains("Pooling", words);
        foreach (var word in words)
        {
            var error = Record.Exception(() => BinlogClientOptions.Parse($"Uid=u;{word}=1"));
            Assert.True(error is null || error.Message.Contains($"'{word}'", StringComparison.OrdinalIgnoreCase), $"{word}: {error?.Message}");
        }
    }

    [Fact]
    public void ToString_WithPassword_ShowsNone() =>
        Assert.Equal("u@a:3306", BinlogClientOptions.Parse("Server=a;Uid=u;Pwd=hush-hush").ToString());

    [Fact]
    public void ServerId_Unset_IsHighAndDiffers()
    {
        var ids = Enumerable.Range(0, 50).Select(_ => BinlogClientOptions.Parse("Server=a;Uid=u").ServerId).ToList();

        Assert.All(ids, id => Assert.True(id >= 3_000_000_000));
        Assert.True(ids.Distinct().Count() > 45);
    }
}

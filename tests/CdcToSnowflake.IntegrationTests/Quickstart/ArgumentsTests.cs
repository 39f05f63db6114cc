namespace CdcToSnowflake.IntegrationTests.Quickstart;

public sealed class ArgumentsTests
{
    [Theory]
    [InlineData("--nonsense")]
    [InlineData("stray")]
    [InlineData("--source")]
    [InlineData("--source", "no-equals-sign")]
    [InlineData("--source", "A=Server=127.0.0.1;Colour=red;User ID=x")]
    [InlineData("--source", "A=Server=127.0.0.1;User ID=x", "--source", "a=Server=127.0.0.1;User ID=x")]
    [InlineData("--source", "bad brand=Server=127.0.0.1;User ID=x")]
    [InlineData("--until-idle", "-3")]
    [InlineData("--until-idle", "soon")]
    [InlineData("--cut-interval", "0")]
    [InlineData("--tables", "orders")]
    [InlineData("--key", "shop.audit")]
    [InlineData("--table-name", "X")]
    [InlineData("--s3-endpoint", "http://127.0.0.1:9000")]
    [InlineData("--store", "s3://")]
    [InlineData("--store", "s3://bucket", "--s3-endpoint", "nowhere")]
    [InlineData("--store", "ftp://host/x")]
    [InlineData("--db", "/")]
    [InlineData("--query", " ")]
    public async Task Run_BadArguments_OneLineAndExitCode2(params string[] arguments)
    {
        var result = (await QuickstartProgram.RunAsync(arguments)).MustEndWith(2);

        Assert.Single(result.ErrorLines);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Run_BadConnectionString_DoesNotPrintThePassword()
    {
        var result = (await QuickstartProgram.RunAsync("--source", "A=Server=127.0.0.1;User ID=x;Password=geheim;Port=geheim")).MustEndWith(2);

        Assert.DoesNotContain("geheim", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Help_NamesEveryOptionOnStdout()
    {
        var result = (await QuickstartProgram.RunAsync("--help")).MustEndWith(0);

        foreach (string option in (string[])["--source", "--tables", "--key", "--store", "--s3-endpoint", "--db", "--cut-interval", "--until-idle", "--query", "--quiet"])
        {
            Assert.Contains(option, result.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Run_ServerIsNotThere_OneLineAndExitCode1()
    {
        var result = (await QuickstartProgram.RunAsync("--source", "A=Server=127.0.0.1;Port=1;User ID=x", "--until-idle", "1")).MustEndWith(1);

        Assert.Contains("127.0.0.1:1", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }
}

using CdcToSnowflake.Binlog.Tests.Servers;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Protocol;

[Collection(NewerMariaDbCollection.Name)]
public sealed class LoginNewerMariaDbTests(NewerMariaDbFixture fixture) : LoginMariaDbContract(fixture.Server)
{
    protected override string? Release => MariaDbServer.NewerRelease;

    [Theory]
    [InlineData("a", BinlogTlsMode.Disabled)]
    [InlineData(Odd, BinlogTlsMode.Required)] // the server makes a certificate of its own
    [InlineData("a password that is longer than the 32 bytes of a key", BinlogTlsMode.Disabled)]
    public Task InspectAsync_Parsec_LogsInWithThePasswordAlone(string password, BinlogTlsMode mode) => LogsInAsync("parsec", password, mode);
}

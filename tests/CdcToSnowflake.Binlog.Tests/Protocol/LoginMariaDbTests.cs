using CdcToSnowflake.Binlog.Tests.Servers;

namespace CdcToSnowflake.Binlog.Tests.Protocol;

[Collection(MariaDbCollection.Name)]
public sealed class LoginMariaDbTests(MariaDbFixture fixture) : LoginMariaDbContract(fixture.Server)
{
    protected override string? Release => null;
}

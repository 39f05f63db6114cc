using CdcToSnowflake.Binlog.Tests.Servers;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Client;

[Collection(NewerMariaDbCollection.Name)]
public sealed class BinlogClientNewerMariaDbTests(NewerMariaDbFixture fixture) : BinlogClientMariaDbContract(fixture.Server)
{
    protected override string? Release => MariaDbServer.NewerRelease;
}

using CdcToSnowflake.Binlog.Tests.Servers;

namespace CdcToSnowflake.Binlog.Tests.Client;

[Collection(MariaDbCollection.Name)]
public sealed class BinlogClientMariaDbTests(MariaDbFixture fixture) : BinlogClientMariaDbContract(fixture.Server)
{
    protected override string? Release => null;
}

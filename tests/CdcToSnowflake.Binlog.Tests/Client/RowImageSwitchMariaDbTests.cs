using CdcToSnowflake.Binlog.Tests.Servers;

namespace CdcToSnowflake.Binlog.Tests.Client;

[Collection(MariaDbCollection.Name)]
public sealed class RowImageSwitchMariaDbTests(MariaDbFixture fixture) : RowImageSwitchContract(fixture.Server);

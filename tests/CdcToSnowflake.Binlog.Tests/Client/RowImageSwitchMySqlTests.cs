using CdcToSnowflake.Binlog.Tests.Servers;

namespace CdcToSnowflake.Binlog.Tests.Client;

[Collection(MySqlCollection.Name)]
public sealed class RowImageSwitchMySqlTests(MySqlFixture fixture) : RowImageSwitchContract(fixture.Server);

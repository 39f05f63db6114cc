using CdcToSnowflake.Binlog.Tests.Servers;

namespace CdcToSnowflake.Binlog.Tests.Client;

public sealed class WrongOffsetMariaDbTests(MariaDbFixture fixture) : WrongOffsetContract(fixture.Server), IClassFixture<MariaDbFixture>;

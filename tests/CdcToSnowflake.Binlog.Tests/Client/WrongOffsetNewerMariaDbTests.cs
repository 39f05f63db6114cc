using CdcToSnowflake.Binlog.Tests.Servers;

namespace CdcToSnowflake.Binlog.Tests.Client;

public sealed class WrongOffsetNewerMariaDbTests(NewerMariaDbFixture fixture) : WrongOffsetContract(fixture.Server), IClassFixture<NewerMariaDbFixture>;

using CdcToSnowflake.Binlog.Tests.Servers;

namespace CdcToSnowflake.Binlog.Tests.Client;

public sealed class WrongOffsetMySqlTests(MySqlFixture fixture) : WrongOffsetContract(fixture.Server), IClassFixture<MySqlFixture>;

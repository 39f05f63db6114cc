using CdcToSnowflake.Binlog.Tests.Servers;

namespace CdcToSnowflake.Binlog.Tests.Client;

public sealed class NetworkFaultMySqlTests(MySqlFixture fixture) : NetworkFaultContract(fixture.Server), IClassFixture<MySqlFixture>
{
    protected override (string On, string Off) Compression =>
        ("SET SESSION binlog_transaction_compression = ON", "SET SESSION binlog_transaction_compression = OFF");
}

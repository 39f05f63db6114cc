using CdcToSnowflake.Binlog.Tests.Servers;

namespace CdcToSnowflake.Binlog.Tests.Client;

public sealed class NetworkFaultMariaDbTests(NewerMariaDbFixture fixture) : NetworkFaultContract(fixture.Server), IClassFixture<NewerMariaDbFixture>
{
    /// <summary>The test servers' default: rows over 256 bytes are compressed.</summary>
    protected override (string On, string Off) Compression => ("DO 1", "DO 1");
}

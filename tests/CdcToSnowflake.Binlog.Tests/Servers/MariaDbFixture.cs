using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Servers;

/// <summary>One MariaDB for all tests of the collection; each test uses databases and tables named after itself.</summary>
public sealed class MariaDbFixture : IAsyncLifetime
{
    public MariaDbServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await MariaDbServer.StartAsync();

    public ValueTask DisposeAsync() => Server?.DisposeAsync() ?? ValueTask.CompletedTask;
}

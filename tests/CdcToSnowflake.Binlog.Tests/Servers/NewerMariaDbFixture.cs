using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Servers;

/// <summary>One MariaDB of the newer release for all tests of the collection; each test uses databases and tables named after itself.</summary>
public sealed class NewerMariaDbFixture : IAsyncLifetime
{
    public MariaDbServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await MariaDbServer.StartAsync(new() { Release = MariaDbServer.NewerRelease });

    public ValueTask DisposeAsync() => Server?.DisposeAsync() ?? ValueTask.CompletedTask;
}

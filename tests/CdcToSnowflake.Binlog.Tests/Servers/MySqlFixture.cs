using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Servers;

/// <summary>One MySQL for all tests of the collection; each test uses databases and tables named after itself.</summary>
public sealed class MySqlFixture : IAsyncLifetime
{
    public MySqlServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await MySqlServer.StartAsync();

    public ValueTask DisposeAsync() => Server?.DisposeAsync() ?? ValueTask.CompletedTask;
}

using CdcToSnowflake.Binlog.Tests.Protocol;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Servers;

/// <summary>A MySQL whose certificate, for 127.0.0.1, a test's own authority signed.</summary>
public sealed class TlsMySqlFixture : IAsyncLifetime
{
    public TestCertificates Certificates { get; } = new();

    public MySqlServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await MySqlServer.StartAsync(new() { Arguments = Certificates.ServerArguments });

    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
            await Server.DisposeAsync();
        Certificates.Dispose();
    }
}

using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Protocol;

/// <summary>Logins by MariaDB's own plugins; each release runs them.</summary>
public abstract class LoginMariaDbContract(MariaDbServer server)
{
    protected const string Odd = "pässwörd;\" ";

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected MariaDbServer Server => server;

    [Theory]
    [InlineData("a", BinlogTlsMode.Disabled)]
    [InlineData(Odd, BinlogTlsMode.Disabled)]
    [InlineData("a password that is longer than the 32 bytes of a key", BinlogTlsMode.Disabled)]
    public Task InspectAsync_Ed25519_LogsInWithThePasswordAlone(string password, BinlogTlsMode mode) => LogsInAsync("ed25519", password, mode);

    [Fact]
    public async Task InspectAsync_ServerThatPrefersEd25519_LogsAnyAccountIn()
    {
        await using var own = await MariaDbServer.StartAsync(
            new() { Release = Release, Arguments = ["--plugin-load-add=auth_ed25519", "--default-auth=ed25519"] }, Cancelled);
        await own.ExecuteAsync("CREATE USER n@'%' IDENTIFIED VIA mysql_native_password USING PASSWORD('n'); CREATE USER e@'%' IDENTIFIED VIA ed25519 USING PASSWORD('e')");
        foreach (var user in new[] { "n", "e" })
        {
            await using var client = new BinlogClient(BinlogClientOptions.Parse(own.ConnectionString) with { User = user, Password = user });

            Assert.True((await client.InspectAsync(Cancelled)).IsMariaDb);
        }
    }

    protected abstract string? Release { get; }

    protected async Task LogsInAsync(string plugin, string password, BinlogTlsMode mode)
    {
        var user = $"u{Guid.NewGuid():N}"[..20];
        await server.ExecuteAsync($"INSTALL PLUGIN IF NOT EXISTS {plugin} SONAME 'auth_{plugin}'; CREATE USER {user}@'%' IDENTIFIED VIA {plugin} USING PASSWORD('{password}'); GRANT REPLICATION SLAVE ON *.* TO {user}@'%'");
        var options = BinlogClientOptions.Parse(server.ConnectionString) with { User = user, Password = password, TlsMode = mode };
        await using var right = new BinlogClient(options);
        await using var wrong = new BinlogClient(options with { Password = "wrong-and-secret" });

        Assert.True((await right.InspectAsync(Cancelled)).IsBinlogOn);
        var error = await Assert.ThrowsAsync<BinlogAuthenticationException>(() => wrong.InspectAsync(Cancelled));
        Assert.Contains($"'{user}'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-and-secret", error.ToString(), StringComparison.Ordinal);
    }
}

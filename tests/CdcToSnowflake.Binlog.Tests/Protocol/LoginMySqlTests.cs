using CdcToSnowflake.Binlog.Tests.Servers;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Protocol;

/// <summary>Logins to a MySQL whose certificate a test's own authority signed.</summary>
public sealed class LoginMySqlTests(TlsMySqlFixture fixture) : IClassFixture<TlsMySqlFixture>
{
    private readonly TestCertificates _certificates = fixture.Certificates;
    private readonly MySqlServer _server = fixture.Server;

    [Theory]
    [InlineData(BinlogTlsMode.Disabled)]
    [InlineData(BinlogTlsMode.Preferred)]
    [InlineData(BinlogTlsMode.Required)]
    [InlineData(BinlogTlsMode.VerifyCA)]
    [InlineData(BinlogTlsMode.VerifyFull)]
    public async Task InspectAsync_CachingSha2_LogsInByTheFullAndThenByTheFastPath(BinlogTlsMode mode)
    {
        var user = await MakeUserAsync("caching_sha2_password", "pässwörd;'\" ");
        await using var first = new BinlogClient(Options(user, mode));
        await using var second = new BinlogClient(Options(user, mode));
        // Neither encrypted nor trusting a key: this one gets in by the fast path or not at all.
        await using var third = new BinlogClient(Options(user, BinlogTlsMode.Disabled) with { AllowPublicKeyRetrieval = false });

        var full = await first.InspectAsync(TestContext.Current.CancellationToken); // the server's cache is empty for a new account
        await second.InspectAsync(TestContext.Current.CancellationToken);
        var fast = await third.InspectAsync(TestContext.Current.CancellationToken);

        Assert.Equal(full.ServerUuid, fast.ServerUuid);
        Assert.StartsWith("9.", full.ServerVersion, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InspectAsync_CachingSha2WithoutTlsAndWithTheKeyFile_NeedsNoRetrieval()
    {
        var user = await MakeUserAsync("caching_sha2_password");
        await using var client = new BinlogClient(Options(user, BinlogTlsMode.Disabled) with
        {
            AllowPublicKeyRetrieval = false,
            ServerPublicKeyFile = Path.Combine(_server.DataFolder, "public_key.pem"),
        });

        Assert.True((await client.InspectAsync(TestContext.Current.CancellationToken)).IsBinlogOn);
    }

    [Fact]
    public async Task InspectAsync_CachingSha2WithoutTlsOrTrust_RefusesToSendThePassword()
    {
        var user = await MakeUserAsync("caching_sha2_password");
        await using var client = new BinlogClient(Options(user, BinlogTlsMode.Disabled) with { AllowPublicKeyRetrieval = false });

        var error = await Assert.ThrowsAsync<BinlogAuthenticationException>(() => client.InspectAsync(TestContext.Current.CancellationToken));

        Assert.Contains("AllowPublicKeyRetrieval", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BinlogTlsMode.Disabled)]
    [InlineData(BinlogTlsMode.Required)]
    public async Task InspectAsync_Sha256Password_LogsIn(BinlogTlsMode mode)
    {
        var user = await MakeUserAsync("sha256_password");
        await using var client = new BinlogClient(Options(user, mode));

        Assert.True((await client.InspectAsync(TestContext.Current.CancellationToken)).IsBinlogOn);
    }

    [Fact]
    public async Task InspectAsync_EmptyPassword_LogsIn()
    {
        await using var client = new BinlogClient(BinlogClientOptions.Parse(_server.ConnectionString) with { TlsMode = BinlogTlsMode.Disabled });

        Assert.True((await client.InspectAsync(TestContext.Current.CancellationToken)).IsBinlogOn);
    }

    [Fact]
    public async Task InspectAsync_WrongPassword_IsAnAuthenticationErrorWithoutThePassword()
    {
        var user = await MakeUserAsync("caching_sha2_password");
        await using var client = new BinlogClient(Options(user, BinlogTlsMode.Required) with { Password = "wrong-and-secret" });

        var error = await Assert.ThrowsAsync<BinlogAuthenticationException>(() => client.InspectAsync(TestContext.Current.CancellationToken));

        Assert.Contains($"'{user}'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-and-secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task InspectAsync_PasswordProvider_IsAskedAtEachConnection()
    {
        var user = await MakeUserAsync("caching_sha2_password");
        var asked = 0;
        await using var client = new BinlogClient(Options(user, BinlogTlsMode.Required) with
        {
            Password = "",
            PasswordProvider = _ =>
            {
                asked++;
                return new(Password);
            },
        });

        await client.InspectAsync(TestContext.Current.CancellationToken);
        await client.InspectAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task InspectAsync_UnknownAuthority_IsRefusedByBothVerifyingModes()
    {
        foreach (var mode in new[] { BinlogTlsMode.VerifyCA, BinlogTlsMode.VerifyFull })
        {
            await using var client = new BinlogClient(Options("root", mode) with { Password = "", CertificateAuthorityFile = null });

            var error = await Assert.ThrowsAsync<BinlogConnectionException>(() => client.InspectAsync(TestContext.Current.CancellationToken));

            Assert.Contains("certificate is refused", error.Message, StringComparison.Ordinal);
            Assert.Contains(mode.ToString(), error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task InspectAsync_CertificateOfAnotherHost_IsRefusedByVerifyFullOnly()
    {
        var options = Options("root", BinlogTlsMode.VerifyFull) with { Password = "", Host = "localhost" }; // the certificate names 127.0.0.1 alone
        await using var full = new BinlogClient(options);
        await using var authorityOnly = new BinlogClient(options with { TlsMode = BinlogTlsMode.VerifyCA });

        var error = await Assert.ThrowsAsync<BinlogConnectionException>(() => full.InspectAsync(TestContext.Current.CancellationToken));

        Assert.Contains("not for the host localhost", error.Message, StringComparison.Ordinal);
        Assert.True((await authorityOnly.InspectAsync(TestContext.Current.CancellationToken)).IsBinlogOn);
    }

    [Fact]
    public async Task InspectAsync_AccountThatRequiresACertificate_LogsInWithItOnly()
    {
        var user = await MakeUserAsync("caching_sha2_password");
        await _server.ExecuteAsync($"ALTER USER '{user}'@'%' REQUIRE X509");
        await using var without = new BinlogClient(Options(user, BinlogTlsMode.VerifyFull));
        await using var with = new BinlogClient(Options(user, BinlogTlsMode.VerifyFull) with
        {
            ClientCertificateFile = _certificates.CertificateFile("client"),
            ClientKeyFile = _certificates.KeyFile("client"),
        });

        await Assert.ThrowsAsync<BinlogAuthenticationException>(() => without.InspectAsync(TestContext.Current.CancellationToken));
        Assert.True((await with.InspectAsync(TestContext.Current.CancellationToken)).IsBinlogOn);
    }

    private const string Password = "the password of a test";

    private BinlogClientOptions Options(string user, BinlogTlsMode mode) => new()
    {
        Host = _server.Host,
        Port = _server.Port,
        User = user,
        Password = user.EndsWith("odd", StringComparison.Ordinal) ? OddPassword : Password,
        TlsMode = mode,
        CertificateAuthorityFile = _certificates.AuthorityFile,
    };

    private const string OddPassword = "pässwörd;'\" ";

    private async Task<string> MakeUserAsync(string plugin, string password = Password)
    {
        var user = $"u{Guid.NewGuid():N}"[..20] + (password == OddPassword ? "odd" : "");
        await _server.ExecuteAsync($"CREATE USER '{user}'@'%' IDENTIFIED WITH {plugin} BY '{password.Replace("'", "''", StringComparison.Ordinal)}'; GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO '{user}'@'%'");
        return user;
    }
}

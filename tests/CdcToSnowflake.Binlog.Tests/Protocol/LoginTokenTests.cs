using System.Security.Cryptography.X509Certificates;
using System.Text;
using CdcToSnowflake.Binlog.Protocol;

namespace CdcToSnowflake.Binlog.Tests.Protocol;

/// <summary>Tokens in the place of passwords, as AWS IAM hands them out: sent in clear text over TLS, good for one login of one moment.</summary>
public sealed class LoginTokenTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task ReadAsync_TokensThatServeOneLoginEach_ReconnectsWithANewOne()
    {
        using var certificate = X509Certificate2.CreateFromPemFile(_certificates.CertificateFile("server"), _certificates.KeyFile("server"));
        var taken = new List<string>();
        await using var server = new FakeServer(async session =>
        {
            await session.SendAsync(FakeServer.Greeting("caching_sha2_password", more: Capabilities.Tls));
            await session.ReadAsync();
            await session.UpgradeAsync(certificate);
            await session.ReadAsync();
            await session.SendAsync(FakeServer.Switch("mysql_clear_password", ""));
            var token = Encoding.UTF8.GetString(await session.ReadAsync()).TrimEnd('\0');
            if (taken.Contains(token) || !token.StartsWith("token", StringComparison.Ordinal))
            {
                await session.SendAsync(FakeServer.Error(1045, "Access denied", "28000"));
                return;
            }
            taken.Add(token);
            await session.SendAsync(FakeServer.Ok());
            await session.ToDumpAsync(isLoggedIn: true);
            // The stream is lost at once; the third time, for good.
            if (taken.Count == 3)
                await session.SendAsync(FakeServer.Error(1236, "Could not find first log file name in binary log index file"));
        });
        var made = 0;
        await using var client = new BinlogClient(server.Options with
        {
            TlsMode = BinlogTlsMode.VerifyFull,
            CertificateAuthorityFile = _certificates.AuthorityFile,
            ReconnectFor = TimeSpan.FromMinutes(5),
            PasswordProvider = _ => new($"token{++made}"),
        });

        await Assert.ThrowsAsync<BinlogPositionException>(async () =>
        {
            await foreach (var batch in client.ReadAsync(null, Cancelled))
                Assert.Fail($"The server sent nothing, yet there is {batch.Kind}.");
        });

        Assert.Equal(["token1", "token2", "token3"], taken);
    }
}

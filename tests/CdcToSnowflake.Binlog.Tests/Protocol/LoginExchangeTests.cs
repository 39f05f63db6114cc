using System.Text;
using CdcToSnowflake.Binlog.Protocol;

namespace CdcToSnowflake.Binlog.Tests.Protocol;

public sealed class LoginExchangeTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("dialog")]
    [InlineData("authentication_kerberos_client")]
    public async Task Login_SwitchToAnUnknownPlugin_NamesIt(string plugin)
    {
        var error = await LoginFailsAsync<BinlogAuthenticationException>(async session =>
        {
            await session.SendAsync(FakeServer.Greeting());
            await session.ReadAsync();
            await session.SendAsync(FakeServer.Switch(plugin));
        });

        Assert.Contains($"'{plugin}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("caching_sha2_password", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("parsec", 31)]
    [InlineData("client_ed25519", 20)]
    [InlineData("client_ed25519", 34)]
    public async Task Login_NonceOfAnotherLength_IsRefused(string plugin, int length)
    {
        var error = await LoginFailsAsync<BinlogAuthenticationException>(async session =>
        {
            await session.SendAsync(FakeServer.Greeting());
            await session.ReadAsync();
            await session.SendAsync(FakeServer.Switch(plugin, new string('n', length)));
        });

        Assert.Contains($"{length} bytes instead of 32", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'P' })]
    [InlineData(new byte[] { (byte)'P', 0 })] // no salt
    [InlineData(new byte[] { (byte)'P', 31, 1, 2, 3 })] // two trillion iterations
    [InlineData(new byte[] { 1 })]
    [InlineData(new byte[] { 1, (byte)'Q', 0, 1, 2, 3 })]
    public async Task Login_ParsecSaltThatIsNone_IsRefused(byte[] salt)
    {
        var error = await LoginFailsAsync<BinlogAuthenticationException>(async session =>
        {
            await session.SendAsync(FakeServer.Greeting());
            await session.ReadAsync();
            await session.SendAsync(FakeServer.Switch("parsec", new string('n', 32)));
            Assert.Empty(await session.ReadAsync());
            await session.SendAsync(salt);
        });

        Assert.Contains("salt", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_SwitchToTheOldestPlugin_IsRefused()
    {
        var error = await LoginFailsAsync<BinlogAuthenticationException>(async session =>
        {
            await session.SendAsync(FakeServer.Greeting());
            await session.ReadAsync();
            await session.SendAsync([0xFE]);
        });

        Assert.Contains("mysql_old_password", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_SwitchToClearTextWithoutTls_SendsNoPassword()
    {
        var error = await LoginFailsAsync<BinlogAuthenticationException>(async session =>
        {
            await session.SendAsync(FakeServer.Greeting());
            await session.ReadAsync();
            await session.SendAsync(FakeServer.Switch("mysql_clear_password", ""));
        });

        Assert.Contains("not encrypted", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_GreetingThatWantsClearTextWithoutTls_SendsNoPassword() =>
        await LoginFailsAsync<BinlogAuthenticationException>(async session =>
        {
            await session.SendAsync(FakeServer.Greeting("mysql_clear_password"));
            await session.ReadAsync();
            await session.SendAsync(FakeServer.Error(1045, "Access denied", "28000"));
        });

    [Fact]
    public async Task Login_ServerSendsItsOwnKeyToAClientThatTrustsNone_SendsNoPassword() =>
        await LoginFailsAsync<BinlogAuthenticationException>(
            async session =>
            {
                await session.SendAsync(FakeServer.Greeting("sha256_password"));
                await session.ReadAsync();
                await session.SendAsync([1, .. Encoding.ASCII.GetBytes(System.Security.Cryptography.RSA.Create(2048).ExportSubjectPublicKeyInfoPem())]);
            },
            allowRetrieval: false);

    [Fact]
    public async Task Login_KeyThatIsNone_IsAnAuthenticationError() =>
        await LoginFailsAsync<BinlogAuthenticationException>(async session =>
        {
            await session.SendAsync(FakeServer.Greeting());
            await session.ReadAsync();
            await session.SendAsync([1, 4]);
            await session.ReadAsync();
            await session.SendAsync([1, .. "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"u8]);
        });

    [Fact]
    public async Task Login_ServerThatAsksForever_IsGivenUp()
    {
        var error = await LoginFailsAsync<BinlogAuthenticationException>(async session =>
        {
            await session.SendAsync(FakeServer.Greeting());
            await session.ReadAsync();
            while (true)
            {
                await session.SendAsync(FakeServer.Switch("mysql_native_password"));
                await session.ReadAsync();
            }
        });

        Assert.Contains("ever more", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_ErrorThatEchoesThePassword_IsShownWithoutIt()
    {
        var error = await LoginFailsAsync<BinlogAuthenticationException>(async session =>
        {
            await session.SendAsync(FakeServer.Greeting());
            await session.ReadAsync();
            await session.SendAsync(FakeServer.Error(1045, $"no, not {FakeServer.Password}", "28000"));
        });

        Assert.Contains("***", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_TooManyConnections_IsTheServersWord()
    {
        var error = await LoginFailsAsync<BinlogConnectionException>(session => session.SendAsync(FakeServer.Error(1040, "Too many connections", state: null)));

        Assert.Contains("1040: Too many connections", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_WrongPacketNumber_IsOutOfStep()
    {
        var error = await LoginFailsAsync<BinlogConnectionException>(session => session.SendAsync(FakeServer.Greeting(), sequence: 3));

        Assert.Contains("out of step", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(11)]
    [InlineData(0)]
    public async Task Login_AnotherProtocol_IsSaid(byte protocol)
    {
        var greeting = FakeServer.Greeting();
        greeting[0] = protocol;

        var error = await LoginFailsAsync<BinlogConnectionException>(session => session.SendAsync(greeting));

        Assert.Contains($"version {protocol}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_GreetingCutAnywhere_IsATypedErrorOrALogin()
    {
        var whole = FakeServer.Greeting();
        for (var length = 0; length < whole.Length; length++)
        {
            var cut = whole[..length];
            await LoginFailsAsync<BinlogException>(async session =>
            {
                await session.SendAsync(cut);
                await session.ReadAsync();
                await session.SendAsync(FakeServer.Error(1045, "Access denied", "28000"));
            });
        }
    }

    [Fact]
    public async Task Login_NoTlsOfferedButRequired_IsRefusedBeforeAnythingIsSent()
    {
        await using var server = new FakeServer(session => session.SendAsync(FakeServer.Greeting()));
        await using var client = new BinlogClient(server.Options with { TlsMode = BinlogTlsMode.Required });

        var error = await Assert.ThrowsAsync<BinlogConnectionException>(() => client.InspectAsync(Cancelled));

        Assert.Contains("offers no TLS", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task Login_DataBehindTheGreetingBeforeTls_IsRefused()
    {
        var greeting = FakeServer.Greeting();
        greeting[greeting.AsSpan().IndexOf((byte)0) + 4 + 8 + 1 + 1 + 1] |= 0x08; // the TLS flag, in the second byte of the flags
        await using var server = new FakeServer(async session =>
        {
            byte sequence = 0;
            await session.SendRawAsync([.. FakeSession.Frame(greeting, ref sequence), .. FakeSession.Frame(FakeServer.Ok(), ref sequence)]);
            await session.ReadAsync();
        });
        await using var client = new BinlogClient(server.Options with { TlsMode = BinlogTlsMode.Required });

        var error = await Assert.ThrowsAsync<BinlogConnectionException>(() => client.InspectAsync(Cancelled));

        Assert.Contains("before the encryption", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_ErrorAtAnyStep_IsATypedErrorThatNamesTheServer()
    {
        var steps = 0;
        for (var failAt = 1; ; failAt++)
        {
            var reached = false;
            await using var server = new FakeServer(async session =>
            {
                await session.LogInAsync();
                while (session.Packets < 30)
                {
                    var command = await session.ReadAsync();
                    if (session.Packets - 1 == failAt)
                    {
                        reached = true;
                        await session.SendAsync(FakeServer.Error(1105, "Something of the server's"));
                        return;
                    }
                    if (command[0] == (byte)Command.BinlogDumpGtid || command[0] == (byte)Command.BinlogDump)
                        return;
                    foreach (var packet in FakeServer.Answer(command))
                        await session.SendAsync(packet);
                }
            });
            var error = await Assert.ThrowsAsync<BinlogConnectionException>(() => ReadAsync(server.Options));
            Assert.Contains($"127.0.0.1:{server.Port}", error.Message, StringComparison.Ordinal);
            if (!reached)
                break;
            Assert.Contains("1105 (HY000): Something of the server's", error.Message, StringComparison.Ordinal);
            steps++;
        }
        Assert.True(steps >= 7, $"Only {steps} steps were met.");
    }

    [Theory]
    [InlineData(new byte[] { 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F })] // 2^63 columns
    [InlineData(new byte[] { 0xFB })] // send me a file of yours
    [InlineData(new byte[] { 0xFC, 1 })]
    public async Task Query_HostileColumnCount_IsAConnectionError(byte[] answer)
    {
        await using var server = new FakeServer(async session =>
        {
            await session.LogInAsync();
            await session.ReadAsync();
            await session.SendAsync(answer);
        });
        await using var client = new BinlogClient(server.Options);

        await Assert.ThrowsAsync<BinlogConnectionException>(() => client.InspectAsync(Cancelled));
    }

    private static async Task<T> LoginFailsAsync<T>(Func<FakeSession, Task> script, bool allowRetrieval = true)
        where T : Exception
    {
        await using var server = new FakeServer(script);
        await using var client = new BinlogClient(server.Options with { AllowPublicKeyRetrieval = allowRetrieval });

        var error = await Assert.ThrowsAnyAsync<T>(() => client.InspectAsync(Cancelled));

        Assert.DoesNotContain(FakeServer.Password, error.ToString(), StringComparison.Ordinal);
        Assert.True(server.Received.AsSpan().IndexOf(Encoding.UTF8.GetBytes(FakeServer.Password)) < 0, "The password went over the wire.");
        return error;
    }

    private static async Task ReadAsync(BinlogClientOptions options)
    {
        await using var client = new BinlogClient(options);
        await foreach (var batch in client.ReadAsync(null, Cancelled))
            Assert.NotNull(batch);
    }
}

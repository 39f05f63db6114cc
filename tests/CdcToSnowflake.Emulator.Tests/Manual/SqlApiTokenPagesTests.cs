using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using CdcToSnowflake.Emulator.Server.Http;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Emulator.Tests.Manual;

/// <summary>"Authenticating to the server": which key-pair tokens the server lets in. They are made here, not by the client.</summary>
public sealed class SqlApiTokenPagesTests : IAsyncLifetime
{
    private const string Header = """{"alg":"RS256","typ":"JWT"}""";

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
    private readonly SnowflakeEmulator _emulator = new();
    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _other = RSA.Create(2048);
    private readonly SnowflakeEmulatorServer _server;

    public SqlApiTokenPagesTests()
    {
        _server = SnowflakeEmulatorServer.Start(_emulator, new EmulatorServerOptions { Account = "myorg-acc", Clock = _clock });
        _server.AddKey("cdc", _key.ExportSubjectPublicKeyInfoPem());
    }

    private string Subject => "MYORG-ACC.CDC";

    private string Issuer => $"{Subject}.SHA256:{Convert.ToBase64String(SHA256.HashData(_key.ExportSubjectPublicKeyInfo()))}";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _emulator.DisposeAsync();
        _key.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task AuthenticatingToTheServer_AGoodToken_IsLetInUntilItEnds()
    {
        var token = Token(Payload(0, 3540));
        Assert.NotEqual(HttpStatusCode.Unauthorized, await StatusAsync(token));
        _clock.Advance(TimeSpan.FromSeconds(3539));
        Assert.NotEqual(HttpStatusCode.Unauthorized, await StatusAsync(token));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(token));
    }

    [Fact]
    public async Task AuthenticatingToTheServer_ATokenForLonger_IsGoodForAnHourAtMost()
    {
        var token = Token(Payload(0, 7200));
        Assert.NotEqual(HttpStatusCode.Unauthorized, await StatusAsync(token));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(token));
    }

    [Fact]
    public async Task AuthenticatingToTheServer_ItsTimesInMilliseconds_AreTheSame()
    {
        var now = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        var token = Token($$"""{"iss":"{{Issuer}}","sub":"{{Subject}}","iat":{{now}},"exp":{{now + 3_540_000}}}""");
        Assert.NotEqual(HttpStatusCode.Unauthorized, await StatusAsync(token));
        _clock.Advance(TimeSpan.FromSeconds(3540));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(token));
    }

    /// <summary>A locator's region is left out, and a period ends an account's name in a token.</summary>
    [Theory]
    [InlineData("xy12345.eu-central-1", "XY12345", true)]
    [InlineData("xy12345.eu-central-1", "XY12345.EU-CENTRAL-1", false)]
    [InlineData("xy12345.eu-central-1", "xy12345", false)]
    [InlineData("xy12345-ab1.global", "XY12345", true)]
    [InlineData("myorg-acc", "MYORG-ACC", true)]
    [InlineData("myorg-acc", "MYORG", false)]
    public async Task AuthenticatingToTheServer_AccountIdentifier_IsUpperCaseAndWithoutItsRegion(string account, string inToken, bool isGood)
    {
        await using var server = SnowflakeEmulatorServer.Start(_emulator, new EmulatorServerOptions { Account = account, Clock = _clock });
        server.AddKey("cdc", _key.ExportSubjectPublicKeyInfoPem());
        Assert.Equal(isGood, await StatusAsync(Token(Payload(0, 3540).Replace("MYORG-ACC", inToken, StringComparison.Ordinal)), server: server) != HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("KEYPAIR_JWT")]
    [InlineData("OAUTH")]
    [InlineData("PROGRAMMATIC_ACCESS_TOKEN")]
    public async Task AuthenticatingToTheServer_EachTypeOfToken_IsTakenUnderItsNameAndWithout(string type)
    {
        _server.AddOAuthToken("oauth");
        _server.AddProgrammaticAccessToken("pat");
        var token = type switch
        {
            "OAUTH" => "oauth",
            "PROGRAMMATIC_ACCESS_TOKEN" => "pat",
            _ => Token(Payload(0, 3540)),
        };
        Assert.NotEqual(HttpStatusCode.Unauthorized, await StatusAsync(token, type));
        Assert.NotEqual(HttpStatusCode.Unauthorized, await StatusAsync(token));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(token, type == "OAUTH" ? "KEYPAIR_JWT" : "OAUTH"));
    }

    [Fact]
    public async Task AuthenticatingToTheServer_BadTokens_AreRefused()
    {
        var good = Payload(0, 3540);
        var token = Token(good);
        foreach (var bad in new[]
        {
            Token(good, signer: _other), // says the right key's fingerprint, but another one signed
            Token(good)[..^4] + "AAAA",
            token.Replace(token.Split('.')[1], Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Payload(0, 3541))), StringComparison.Ordinal),
            Token(good, header: """{"alg":"none","typ":"JWT"}"""),
            Token(good, header: """{"alg":"HS256","typ":"JWT"}"""),
            Token(good.Replace("MYORG-ACC.CDC\"", "MYORG-ACC.EVE\"", StringComparison.Ordinal)),
            Token(good.Replace("MYORG", "OTHER", StringComparison.Ordinal)),
            Token(good.Replace("SHA256:", "SHA256:x", StringComparison.Ordinal)),
            Token(Payload(3600, 7200)),
            Token("{}"),
            Token("[]"),
            "a.b",
        })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(bad));
        }
    }

    private string Payload(int issued, int expires)
    {
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        return $"{{\"iss\":\"{Issuer}\",\"sub\":\"{Subject}\",\"iat\":{now + issued},\"exp\":{now + expires}}}";
    }

    private string Token(string payload, string header = Header, RSA? signer = null)
    {
        var signed = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header)) + "." + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload));
        return signed + "." + Base64Url.EncodeToString((signer ?? _key).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private async Task<HttpStatusCode> StatusAsync(string token, string? type = null, SnowflakeEmulatorServer? server = null)
    {
        using var http = new HttpClient { BaseAddress = (server ?? _server).Endpoint };
        http.DefaultRequestHeaders.Add("Authorization", "Bearer " + token);
        if (type is not null)
        {
            http.DefaultRequestHeaders.Add("X-Snowflake-Authorization-Token-Type", type);
        }

        using var response = await http.GetAsync(new Uri("api/v2/statements/x", UriKind.Relative));
        return response.StatusCode;
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CdcToSnowflake.Tests.Warehouse.SqlApi.Keys;
using CdcToSnowflake.Warehouse.SqlApi;
using CdcToSnowflake.Warehouse.SqlApi.Authentication;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Tests.Warehouse.SqlApi.Authentication;

public class KeyPairTokensTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_615_370_644);

    private readonly FakeTimeProvider _clock = new(Now);

    [Theory]
    [InlineData("rsa_key.p8", null)]
    [InlineData("rsa_key_des3.p8", TestKeys.Passphrase)]
    [InlineData("rsa_key_aes.p8", TestKeys.Passphrase)]
    public async Task AuthenticatingToTheServer_TokenOfEachKindOfFile_IsAsThePageSaysAndSignedByThatKey(string file, string? passphrase)
    {
        using var tokens = Tokens(new SnowflakeSqlApiOptions { Account = "x", PrivateKeyFile = TestKeys.File(file), PrivateKeyPassphrase = passphrase });
        var parts = (await tokens.GetAsync(null, default)).Split('.');
        Assert.Equal("""{"alg":"RS256","typ":"JWT"}""", Decoded(parts[0]));
        // "Authenticating to the server": its example account, user and times.
        using var payload = JsonDocument.Parse(Decoded(parts[1]));
        Assert.Equal("MYORGANIZATION-MYACCOUNT.MYUSER." + TestKeys.Text("fingerprint.txt").Trim(), payload.RootElement.GetProperty("iss").GetString());
        Assert.Equal("MYORGANIZATION-MYACCOUNT.MYUSER", payload.RootElement.GetProperty("sub").GetString());
        Assert.Equal(1_615_370_644, payload.RootElement.GetProperty("iat").GetInt64());
        Assert.Equal(1_615_374_184, payload.RootElement.GetProperty("exp").GetInt64());
        using var key = RSA.Create();
        key.ImportFromPem(TestKeys.Text("rsa_key.pub"));
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public async Task Token_IsKeptUntilItGrowsOldOrIsRefused()
    {
        using var tokens = Tokens(new SnowflakeSqlApiOptions { Account = "x", PrivateKey = TestKeys.Text("rsa_key.p8") });
        var first = await tokens.GetAsync(null, default);
        _clock.Advance(TimeSpan.FromMinutes(44));
        Assert.Equal(first, await tokens.GetAsync(null, default));
        _clock.Advance(TimeSpan.FromMinutes(1));
        var second = await tokens.GetAsync(null, default);
        Assert.NotEqual(first, second);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(second, await tokens.GetAsync(first, default)); // another request has renewed it already
        Assert.NotEqual(second, await tokens.GetAsync(second, default));
    }

    [Theory]
    [InlineData("rsa_key_aes.p8", null, "give its passphrase")]
    [InlineData("rsa_key_aes.p8", "wrong-guess", "the passphrase is wrong")]
    [InlineData("rsa_key.p8", TestKeys.Passphrase, "leave the passphrase out")]
    [InlineData("rsa_key.pub", null, "not an RSA private key")]
    [InlineData("ec.p8", null, "not an RSA private key")]
    [InlineData("short.p8", null, "has 1024 bits")]
    [InlineData("README.md", null, "not an RSA private key")]
    [InlineData("missing.p8", null, "cannot be read")]
    public void Key_ThatCannotBeUsed_SaysWhyAndShowsNothingOfIt(string file, string? passphrase, string expected)
    {
        var error = Assert.Throws<ArgumentException>(() => PrivateKeys.Read(new SnowflakeSqlApiOptions { Account = "x", PrivateKeyFile = TestKeys.File(file), PrivateKeyPassphrase = passphrase }));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-guess", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(TestKeys.Passphrase, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Key_BothOrNeitherGiven_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => PrivateKeys.Read(new SnowflakeSqlApiOptions { Account = "x" }));
        Assert.Throws<ArgumentException>(() => PrivateKeys.Read(new SnowflakeSqlApiOptions { Account = "x", PrivateKey = "a", PrivateKeyFile = "b" }));
    }

    private KeyPairTokens Tokens(SnowflakeSqlApiOptions options) => new("myorganization-myaccount", "myuser", PrivateKeys.Read(options), _clock);

    private static string Decoded(string part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part));
}

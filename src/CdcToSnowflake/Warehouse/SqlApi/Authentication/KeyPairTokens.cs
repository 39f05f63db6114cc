using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CdcToSnowflake.Warehouse.SqlApi.Authentication;

/// <summary>JSON web tokens, signed with the user's private key: made when needed, kept until they grow old. From the manual's "Authenticating to the server".</summary>
internal sealed class KeyPairTokens : ITokens
{
    // Snowflake takes a token for an hour at most.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(59);

    // Long before the end, so that neither a slow request nor a clock that is minutes off meets it.
    private static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(45);

    private readonly RSA _key;
    private readonly string _subject;
    private readonly string _issuer;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private (string Token, DateTimeOffset RenewAt)? _current;

    public KeyPairTokens(string account, string user, RSA key, TimeProvider clock)
    {
        _key = key;
        _clock = clock;
        _subject = $"{AccountName.InToken(account)}.{user.ToUpperInvariant()}";
        _issuer = $"{_subject}.{Fingerprint(key)}";
    }

    public string Type => "KEYPAIR_JWT";

    public string Remedy => $"Check that DESCRIBE USER shows RSA_PUBLIC_KEY_FP = {Fingerprint(_key)}, the account's and the user's name, and this machine's clock.";

    public static string Fingerprint(RSA key) => "SHA256:" + Convert.ToBase64String(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    public ValueTask<string> GetAsync(string? refused, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = _clock.GetUtcNow();
            if (_current is not { } current || current.Token == refused || now >= current.RenewAt)
            {
                // Stored only once it is signed: a failure leaves nothing that looks good.
                _current = current = (Sign(now), now + RenewAfter);
            }

            return ValueTask.FromResult(current.Token);
        }
    }

    public void Dispose() => _key.Dispose();

    private string Sign(DateTimeOffset now)
    {
        using var payload = new MemoryStream();
        using (var json = new Utf8JsonWriter(payload))
        {
            json.WriteStartObject();
            json.WriteString("iss"u8, _issuer);
            json.WriteString("sub"u8, _subject);
            json.WriteNumber("iat"u8, now.ToUnixTimeSeconds());
            json.WriteNumber("exp"u8, (now + Lifetime).ToUnixTimeSeconds());
            json.WriteEndObject();
        }

        var signed = Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8) + "." + Base64Url.EncodeToString(payload.ToArray());
        var signature = _key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return signed + "." + Base64Url.EncodeToString(signature);
    }
}

using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CdcToSnowflake.Emulator.Server.Http;

/// <summary>Who may ask: users' public keys, and tokens. Codes as Snowflake's, where its manual or its answers show them.</summary>
internal sealed class Credentials(string account, TimeProvider clock)
{
    private const string GlobalSuffix = ".global";

    private static readonly TimeSpan LongestJwt = TimeSpan.FromHours(1);

    // "Authenticating to the server": upper case, and of a locator neither region nor cloud.
    private readonly string _subject = (account.EndsWith(GlobalSuffix, StringComparison.OrdinalIgnoreCase) ? account.Split('-')[0] : account.Split('.')[0]).ToUpperInvariant() + ".";

    private readonly ConcurrentDictionary<string, RSA> _keys = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Type, DateTimeOffset? Expires)> _tokens = new(StringComparer.Ordinal);

    public void AddKey(string user, string publicKeyPem)
    {
        var key = RSA.Create();
        key.ImportFromPem(publicKeyPem);
        _keys[user.ToUpperInvariant()] = key;
    }

    public void RemoveKey(string user) => _keys.TryRemove(user.ToUpperInvariant(), out _);

    public void AddToken(string type, string token, DateTimeOffset? expires) => _tokens[token] = (type, expires);

    public void RemoveToken(string token) => _tokens.TryRemove(token, out _);

    /// <summary>null if the request may pass; else the 401.</summary>
    public ServerResponse? Check(string? authorization, string? type)
    {
        if (authorization is null || !authorization.StartsWith("Bearer ", StringComparison.Ordinal))
        {
            return Refused("390101", "Authorization header not found in the request data.");
        }

        var token = authorization["Bearer ".Length..];
        // Without the header Snowflake looks at the token.
        return (type ?? (_tokens.TryGetValue(token, out var known) ? known.Type : "KEYPAIR_JWT")) switch
        {
            "KEYPAIR_JWT" => IsGoodJwt(token) ? null : Refused("390144", "JWT token is invalid."),
            var given when !_tokens.TryGetValue(token, out var found) || found.Type != given =>
                given == "OAUTH" ? Refused("390303", "Invalid OAuth access token.") : Refused("394400", "Programmatic access token is invalid."),
            "OAUTH" => _tokens[token].Expires <= clock.GetUtcNow() ? Refused("390318", "OAuth access token expired.") : null,
            _ => _tokens[token].Expires <= clock.GetUtcNow() ? Refused("394400", "Programmatic access token is invalid.") : null,
        };
    }

    private static ServerResponse Refused(string code, string message) => ServerResponse.Error(401, code, $"{message} [{Guid.NewGuid()}]");

    private bool IsGoodJwt(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || !TryRead(parts[0], out var header) || !TryRead(parts[1], out var payload) || !Base64Url.IsValid(parts[2]))
        {
            return false;
        }

        using (header)
        using (payload)
        {
            if (Text(header, "alg") != "RS256" || Text(payload, "sub") is not { } subject || Time(payload, "iat") is not { } issued || Time(payload, "exp") is not { } expires)
            {
                return false;
            }

            var user = subject.StartsWith(_subject, StringComparison.Ordinal) ? subject[_subject.Length..] : null;
            if (user is null || !_keys.TryGetValue(user, out var key))
            {
                return false;
            }

            var now = clock.GetUtcNow();
            var fingerprint = Convert.ToBase64String(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
            return Text(payload, "iss") == $"{subject}.SHA256:{fingerprint}"
                && now >= issued - TimeSpan.FromMinutes(1)
                && now < expires
                && now < issued + LongestJwt
                && key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }

    private static bool TryRead(string part, out JsonDocument document)
    {
        document = null!;
        try
        {
            document = JsonDocument.Parse(Base64Url.DecodeFromChars(part));
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return false;
        }
    }

    private static string? Text(JsonDocument document, string name) => document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // In seconds or milliseconds: what would be beyond the year 9999 as seconds is the latter.
    private static DateTimeOffset? Time(JsonDocument document, string name) =>
        document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var time) && time is > 0 and < 253_402_300_799_000
            ? time < 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(time) : DateTimeOffset.FromUnixTimeMilliseconds(time)
            : null;
}

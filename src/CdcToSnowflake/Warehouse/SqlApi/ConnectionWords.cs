using System.Data.Common;
using System.Globalization;

namespace CdcToSnowflake.Warehouse.SqlApi;

/// <summary>A connection string in the words of Snowflake's .NET driver, of which some don't concern the SQL API. Values never stand in errors: they may be secrets.</summary>
internal static class ConnectionWords
{
    public static readonly string[] Known =
    [
        "account", "host", "port", "scheme", "user", "authenticator", "private_key_file", "private_key", "private_key_pwd", "token", "db", "schema", "warehouse", "role", "query_tag",
        "maxhttpretries", "retry_timeout",
    ];

    private const string DriverWord = nameof(DriverWord);

    /// <summary>Whether an error of <see cref="Read"/> is about a word that Snowflake's own driver may know.</summary>
    public static bool IsForTheDriver(ArgumentException error) => error.Data.Contains(DriverWord);

    public static SnowflakeSqlApiOptions Read(string connectionString)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        var words = Words(connectionString);
        var authenticator = Authenticator(words.GetValueOrDefault("authenticator"));
        var token = words.GetValueOrDefault("token");
        if ((token is null) != (authenticator == SnowflakeAuthenticator.KeyPair))
        {
            throw Wrong("'token' belongs to authenticator=oauth and authenticator=programmatic_access_token, and only to them");
        }

        var account = words.GetValueOrDefault("account") ?? throw Wrong("'account' is missing");
        return new SnowflakeSqlApiOptions
        {
            Account = account,
            Endpoint = Endpoint(words, account),
            Authenticator = authenticator,
            User = words.GetValueOrDefault("user"),
            PrivateKeyFile = words.GetValueOrDefault("private_key_file"),
            PrivateKey = words.GetValueOrDefault("private_key"),
            PrivateKeyPassphrase = words.GetValueOrDefault("private_key_pwd"),
            TokenProvider = token is null ? null : _ => ValueTask.FromResult(token),
            Database = Name(words.GetValueOrDefault("db")),
            Schema = Name(words.GetValueOrDefault("schema")),
            Warehouse = Name(words.GetValueOrDefault("warehouse")),
            Role = Name(words.GetValueOrDefault("role")),
            QueryTag = words.GetValueOrDefault("query_tag"),
            // In the driver's words 0 means without end.
            MaxRetries = Number(words, "maxhttpretries", 7) is > 0 and var retries ? retries : int.MaxValue,
            RetryTimeout = Number(words, "retry_timeout", 300) is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan,
        };
    }

    public static string Spell(SnowflakeAuthenticator authenticator) => authenticator switch
    {
        SnowflakeAuthenticator.KeyPair => "snowflake_jwt",
        SnowflakeAuthenticator.OAuth => "oauth",
        SnowflakeAuthenticator.ProgrammaticAccessToken => "programmatic_access_token",
        _ => throw new ArgumentOutOfRangeException(nameof(authenticator), authenticator, null),
    };

    private static Dictionary<string, string> Words(string connectionString)
    {
        var builder = new DbConnectionStringBuilder();
        try
        {
            builder.ConnectionString = connectionString;
        }
        catch (ArgumentException)
        {
            // Its message quotes the text.
            throw Wrong("it is not a list of word=value, separated by semicolons");
        }

        var words = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string word in builder.Keys)
        {
            if (word.Equals("password", StringComparison.OrdinalIgnoreCase))
            {
                throw NotHere("'password' is there, but the SQL API knows no passwords: use a key pair, OAuth or a programmatic access token");
            }

            if (!Known.Contains(word, StringComparer.OrdinalIgnoreCase))
            {
                throw NotHere($"'{word}' is not known; known are {string.Join(", ", Known)}");
            }

            words[word] = (string)builder[word];
        }

        return words;
    }

    private static SnowflakeAuthenticator Authenticator(string? word) => word?.ToUpperInvariant() switch
    {
        "SNOWFLAKE_JWT" => SnowflakeAuthenticator.KeyPair,
        "OAUTH" => SnowflakeAuthenticator.OAuth,
        "PROGRAMMATIC_ACCESS_TOKEN" => SnowflakeAuthenticator.ProgrammaticAccessToken,
        _ => throw NotHere("'authenticator' must be snowflake_jwt, oauth or programmatic_access_token"),
    };

    private static Uri? Endpoint(Dictionary<string, string> words, string account)
    {
        if (!words.ContainsKey("host") && !words.ContainsKey("port") && !words.ContainsKey("scheme"))
        {
            return null;
        }

        var text = $"{words.GetValueOrDefault("scheme") ?? Uri.UriSchemeHttps}://{words.GetValueOrDefault("host") ?? AccountName.Host(account)}:{Number(words, "port", 443)}";
        return Uri.TryCreate(text, UriKind.Absolute, out var endpoint) ? endpoint : throw Wrong("'scheme', 'host' and 'port' make no address");
    }

    /// <summary>As in SQL: quoted as it stands, else in upper case.</summary>
    private static string? Name(string? word) => word switch
    {
        null => null,
        ['"', .. var inner, '"'] => inner.Replace("\"\"", "\"", StringComparison.Ordinal),
        _ => word.ToUpperInvariant(),
    };

    private static int Number(Dictionary<string, string> words, string word, int otherwise) => words.GetValueOrDefault(word) switch
    {
        null => otherwise,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw Wrong($"'{word}' is not a whole number"),
    };

    private static ArgumentException NotHere(string what)
    {
        var error = Wrong(what);
        error.Data[DriverWord] = true;
        return error;
    }

    private static ArgumentException Wrong(string what) => new($"The connection string cannot be used: {what}.");
}

namespace CdcToSnowflake.Warehouse.SqlApi;

/// <summary>An account, who asks, and where statements run.</summary>
public sealed record SnowflakeSqlApiOptions
{
    /// <summary>The account identifier, <c>organization-account</c>, or the account locator with its region, <c>xy12345.eu-central-1</c>: letters, digits, <c>_</c>, <c>-</c> and <c>.</c>; case doesn't matter.</summary>
    public required string Account { get; init; }

    /// <summary>The server, for private links and stand-ins.</summary>
    /// <value>Default: null: <c>https://{account}.snowflakecomputing.com</c>. Plain http is for loopback only.</value>
    public Uri? Endpoint { get; init; }

    /// <summary>How requests prove who sends them.</summary>
    /// <value>Default: <see cref="SnowflakeAuthenticator.KeyPair"/>.</value>
    public SnowflakeAuthenticator Authenticator { get; init; }

    /// <summary>The user's name; needed for <see cref="SnowflakeAuthenticator.KeyPair"/> only, as a token tells it. Case doesn't matter.</summary>
    /// <value>Default: null.</value>
    public string? User { get; init; }

    /// <summary>A file with the private key: RSA of 2048 bits at least, PEM, PKCS#8, encrypted or not. Read once, when the data source is made.</summary>
    /// <value>Default: null: <see cref="PrivateKey"/> holds it.</value>
    public string? PrivateKeyFile { get; init; }

    /// <summary>The private key itself, as the text of such a file.</summary>
    /// <value>Default: null.</value>
    public string? PrivateKey { get; init; }

    /// <summary>What the private key is encrypted with.</summary>
    /// <value>Default: null: it is not encrypted.</value>
    public string? PrivateKeyPassphrase { get; init; }

    /// <summary>Gives an OAuth or programmatic access token. Asked anew for each request, and once more when Snowflake refuses what it gave: it should keep a token as long as it is good.</summary>
    /// <value>Default: null; needed unless the authenticator is <see cref="SnowflakeAuthenticator.KeyPair"/>.</value>
    public Func<CancellationToken, ValueTask<string>>? TokenProvider { get; init; }

    /// <summary>The database of unqualified names, as Snowflake stores it.</summary>
    /// <value>Default: null: the user's DEFAULT_NAMESPACE.</value>
    public string? Database { get; init; }

    /// <summary>The schema of unqualified names, as Snowflake stores it.</summary>
    /// <value>Default: null: the user's DEFAULT_NAMESPACE.</value>
    public string? Schema { get; init; }

    /// <summary>The warehouse that statements run on, as Snowflake stores it.</summary>
    /// <value>Default: null: the user's DEFAULT_WAREHOUSE.</value>
    public string? Warehouse { get; init; }

    /// <summary>The role that statements run with, as Snowflake stores it.</summary>
    /// <value>Default: null: the user's DEFAULT_ROLE.</value>
    public string? Role { get; init; }

    /// <summary>The QUERY_TAG of statements whose command has none of its own.</summary>
    /// <value>Default: null: the user's.</value>
    public string? QueryTag { get; init; }

    /// <summary>Session parameters of each statement, of those that the manual's "Snowflake SQL API reference" lists under statements_parameters, such as TIMEZONE.</summary>
    /// <value>Default: none. The *_OUTPUT_FORMAT ones are refused, as values could not be read back exactly.</value>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>How often a request is sent again after a broken connection, an HTTP 429 or a 5xx.</summary>
    /// <value>Default: 7; not negative.</value>
    public int MaxRetries { get; init; } = 7;

    /// <summary>How long after its first failure a request is sent again.</summary>
    /// <value>Default: 5 minutes; from zero, or <see cref="Timeout.InfiniteTimeSpan"/>, which is no limit.</value>
    public TimeSpan RetryTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The largest part of a result that is accepted. A reader holds two at most: the one that it is in, and the next. Uncompressed; Snowflake's own CLIENT_RESULT_CHUNK_SIZE makes parts of up to 160 MB.</summary>
    /// <value>Default: 512 MiB; from 1.</value>
    public long MaxPartitionBytes { get; init; } = 512L << 20;

    /// <summary>Reads a connection string in the words of Snowflake's .NET driver, such as <c>account=org-name;user=cdc;authenticator=snowflake_jwt;private_key_file=rsa_key.p8;warehouse=etl</c>.</summary>
    /// <param name="connectionString">The words <c>account</c>, <c>host</c>, <c>port</c>, <c>scheme</c>, <c>user</c>, <c>authenticator</c>, <c>private_key_file</c>, <c>private_key</c>, <c>private_key_pwd</c>,
    /// <c>token</c>, <c>db</c>, <c>schema</c>, <c>warehouse</c>, <c>role</c>, <c>query_tag</c>, <c>maxhttpretries</c> and <c>retry_timeout</c> (in seconds). Names without double quotes are read in upper case, as in SQL.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="ArgumentException">A word is not known, missing, or has no meaning; no value is named.</exception>
    public static SnowflakeSqlApiOptions Parse(string connectionString) => ConnectionWords.Read(connectionString);

    /// <summary>Who and where, without secrets.</summary>
    /// <returns>For people.</returns>
    public override string ToString() => $"account={Account};user={User};authenticator={ConnectionWords.Spell(Authenticator)}";
}

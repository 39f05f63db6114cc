using System.Data.Common;
using System.Net;
using CdcToSnowflake.Warehouse.SqlApi.Authentication;
using CdcToSnowflake.Warehouse.SqlApi.Http;

namespace CdcToSnowflake.Warehouse.SqlApi;

/// <summary>
/// A Snowflake account over its SQL API (version 2), without a driver: from the manual's "Introduction to the SQL API". What that API is shapes what it can do:
/// <list type="bullet">
/// <item>It keeps no session. Opening a connection sends nothing; USE, ALTER SESSION, SET and temporary tables hold only within one command of several statements.</item>
/// <item>One command is one statement, unless a parameter named <c>MULTI_STATEMENT_COUNT</c> says how many (0: any number), as in Snowflake's own .NET driver. Snowflake binds no other parameters then. A statement that fails
/// leaves those before it as they are, unless they stand between BEGIN TRANSACTION and COMMIT: what a lost session left open is rolled back.</item>
/// <item>A request whose answer was lost is sent again under its id, and Snowflake runs it only if it had not succeeded before. So no statement takes effect twice; but of several statements without a transaction, those
/// before one that failed may.</item>
/// <item><see cref="DbConnection.BeginTransaction()"/> is refused: a transaction must be one command, from BEGIN TRANSACTION to COMMIT.</item>
/// <item>Parameters are <c>?</c>, by order or by a number as name, and <c>:name</c>.</item>
/// <item>Results come in parts, each fetched when the reader gets near it. A value that .NET's type can't hold exactly is a wider one or text, never rounded: a whole number beyond decimal is a <see cref="System.Numerics.BigInteger"/>,
/// another number beyond 28 digits, or a time with parts of 100 ns, its text.</item>
/// </list>
/// </summary>
/// <remarks>Safe to use from several threads; each connection by one at a time. The methods without Async in their name wait for those that have it.</remarks>
public sealed class SnowflakeSqlApiDataSource : DbDataSource
{
    private readonly HttpClient? _ownHttp;

    /// <summary>Prepares access; nothing is sent yet.</summary>
    /// <param name="connectionString">As <see cref="SnowflakeSqlApiOptions.Parse"/> reads it.</param>
    /// <exception cref="ArgumentException">The connection string or the private key cannot be used.</exception>
    public SnowflakeSqlApiDataSource(string connectionString)
        : this(SnowflakeSqlApiOptions.Parse(connectionString))
    {
    }

    /// <summary>Prepares access; nothing is sent yet.</summary>
    /// <param name="options">The account, and who asks.</param>
    /// <param name="http">Sends the requests; its own time limit should be infinite. null for one of its own.</param>
    /// <param name="clock">The clock of tokens and waits; null for the system's.</param>
    /// <exception cref="ArgumentException">The options or the private key cannot be used.</exception>
    public SnowflakeSqlApiDataSource(SnowflakeSqlApiOptions options, HttpClient? http = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        clock ??= TimeProvider.System;
        Options = Checked(options);
        var endpoint = Endpoint(options);
        var tokens = Tokens(options, clock);
        Client = new SqlApiClient(endpoint, tokens, http ?? (_ownHttp = NewHttp()), options, clock);
        Host = endpoint.Host;
    }

    /// <summary>Who and where, without secrets.</summary>
    public override string ConnectionString => Options.ToString();

    internal SnowflakeSqlApiOptions Options { get; }

    internal SqlApiClient Client { get; }

    internal string Host { get; }

    /// <inheritdoc/>
    protected override DbConnection CreateDbConnection() => new SqlApiConnection(this);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Client.Dispose();
            _ownHttp?.Dispose();
        }

        base.Dispose(disposing);
    }

    private static SnowflakeSqlApiOptions Checked(SnowflakeSqlApiOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxRetries);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxPartitionBytes);
        if (!Enum.IsDefined(options.Authenticator))
        {
            throw new ArgumentException($"Authenticator is {options.Authenticator}, and must be one of {string.Join(", ", Enum.GetNames<SnowflakeAuthenticator>())}.", nameof(options));
        }

        if (options.RetryTimeout < TimeSpan.Zero && options.RetryTimeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentException("RetryTimeout is negative.", nameof(options));
        }

        foreach (var name in options.Parameters.Keys)
        {
            if (name.EndsWith("_OUTPUT_FORMAT", StringComparison.OrdinalIgnoreCase) || name.Equals("MULTI_STATEMENT_COUNT", StringComparison.OrdinalIgnoreCase))
            {
                throw new ArgumentException($"The session parameter {name} cannot be set: the data source sets it itself, or needs Snowflake's own formats to read values exactly.", nameof(options));
            }
        }

        return options;
    }

    internal static Uri Endpoint(SnowflakeSqlApiOptions options)
    {
        var endpoint = options.Endpoint ?? new Uri($"https://{AccountName.Host(options.Account)}");
        return endpoint.IsAbsoluteUri && (endpoint.Scheme == Uri.UriSchemeHttps || (endpoint.Scheme == Uri.UriSchemeHttp && endpoint.IsLoopback))
            ? endpoint
            : throw new ArgumentException("The endpoint must be an https address; plain http would show the token to the network, so it is for loopback only.", nameof(options));
    }

    internal static ITokens Tokens(SnowflakeSqlApiOptions options, TimeProvider clock)
    {
        if (options.Authenticator == SnowflakeAuthenticator.KeyPair)
        {
            return options.User is { Length: > 0 } user
                ? new KeyPairTokens(options.Account, user, PrivateKeys.Read(options), clock)
                : throw new ArgumentException("A key pair needs the user's name (user).", nameof(options));
        }

        var provider = options.TokenProvider ?? throw new ArgumentException($"{ConnectionWords.Spell(options.Authenticator)} needs a token (token) or a token provider.", nameof(options));
        return new ProvidedTokens(options.Authenticator == SnowflakeAuthenticator.OAuth ? "OAUTH" : "PROGRAMMATIC_ACCESS_TOKEN", provider);
    }

    internal static HttpClient NewHttp() => new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // a redirect would carry the token elsewhere
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None, // the reader unpacks as it reads
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // follows DNS
        })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
}

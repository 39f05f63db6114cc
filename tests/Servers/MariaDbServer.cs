namespace CdcToSnowflake.TestServers;

/// <summary>A throw-away MariaDB on 127.0.0.1 (10.11 unless another release is asked for), or the one that the environment variable CDC_TEST_MARIADB names by a connection string.</summary>
public sealed class MariaDbServer : DatabaseServer
{
    /// <summary>A release that is installed beside the default 10.11; the environment variable CDC_TEST_MARIADB_11_8 may name a running one.</summary>
    public const string NewerRelease = "11.8";

    private const string Variable = "CDC_TEST_MARIADB";

    private MariaDbServer(SupervisedServer? server, string connectionString, string variable, string installed, IReadOnlyList<string> arguments)
        : base(server, connectionString, variable, installed, arguments)
    {
    }

    /// <summary>Starts a server with data of its own.</summary>
    /// <exception cref="TestServerException">It is not installed, or does not start.</exception>
    public static async Task<MariaDbServer> StartAsync(DatabaseServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new DatabaseServerOptions();
        var variable = options.Release is null ? Variable : $"{Variable}_{options.Release.Replace('.', '_')}";
        var (server, connectionString, installed) = await StartAsync("mariadb", variable, options, cancellationToken).ConfigureAwait(false);
        return new MariaDbServer(server, connectionString, variable, installed, options.Arguments);
    }
}

namespace CdcToSnowflake.TestServers;

/// <summary>A throw-away MySQL on 127.0.0.1, or the one that the environment variable CDC_TEST_MYSQL names by a connection string.</summary>
public sealed class MySqlServer : DatabaseServer
{
    private const string Variable = "CDC_TEST_MYSQL";

    private MySqlServer(SupervisedServer? server, string connectionString, string installed, IReadOnlyList<string> arguments)
        : base(server, connectionString, Variable, installed, arguments)
    {
    }

    /// <summary>Starts a server with data of its own.</summary>
    /// <exception cref="TestServerException">It is not installed, or does not start.</exception>
    public static async Task<MySqlServer> StartAsync(DatabaseServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new DatabaseServerOptions();
        var (server, connectionString, installed) = await StartAsync("mysql", Variable, options, cancellationToken).ConfigureAwait(false);
        return new MySqlServer(server, connectionString, installed, options.Arguments);
    }
}

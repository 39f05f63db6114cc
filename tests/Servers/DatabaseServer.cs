using MySqlConnector;

namespace CdcToSnowflake.TestServers;

/// <summary>A throw-away MySQL or MariaDB on 127.0.0.1, or one that an environment variable names.</summary>
public abstract class DatabaseServer : IAsyncDisposable
{
    private readonly SupervisedServer? server;
    private readonly string variable;
    private readonly IReadOnlyList<string> arguments;

    private protected DatabaseServer(SupervisedServer? server, string connectionString, string variable, string installed, IReadOnlyList<string> arguments)
    {
        this.server = server;
        this.variable = variable;
        this.arguments = arguments;
        Installed = installed;
        ConnectionString = connectionString;
        var parsed = new MySqlConnectionStringBuilder(connectionString);
        Host = parsed.Server;
        Port = (int)parsed.Port;
    }

    /// <summary>An administrator's connection string, with the usual keywords; names no database.</summary>
    public string ConnectionString { get; }

    /// <summary>The host's name or address.</summary>
    public string Host { get; }

    /// <summary>The TCP port.</summary>
    public int Port { get; }

    /// <summary>The server's data folder, which also holds its own certificates (ca.pem) on MySQL.</summary>
    /// <exception cref="TestServerException">An environment variable names the server.</exception>
    public string DataFolder => Path.Combine(Own.Folder, "data");

    /// <summary>The server's messages so far.</summary>
    /// <exception cref="TestServerException">An environment variable names the server.</exception>
    public string Log => Own.Log;

    /// <summary>The paths of the binlog files, in order.</summary>
    /// <exception cref="TestServerException">An environment variable names the server.</exception>
    public IReadOnlyList<string> BinlogFiles =>
        [.. File.ReadAllLines(Path.Combine(DataFolder, "binlog.index")).Select(line => Path.Combine(DataFolder, Path.GetFileName(line)))];

    /// <summary>The folder that the server's programs were installed into.</summary>
    private protected string Installed { get; }

    private SupervisedServer Own => server
        ?? throw new TestServerException($"This test starts, stops or looks into its server itself, which a server named by {variable} does not allow. Unset {variable} and run tests/Servers/install.");

    /// <summary>The path of a program of the server's distribution, such as mysqlbinlog.</summary>
    public string ProgramPath(string name)
    {
        _ = Own;
        return Path.Combine(Installed, "bin", name);
    }

    /// <summary>Ends the server in order; the data stays until disposal.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => Own.StopAsync(cancellationToken);

    /// <summary>Ends the server without warning; the data stays until disposal.</summary>
    public Task KillAsync(CancellationToken cancellationToken = default) => Own.KillAsync(cancellationToken);

    /// <summary>Starts the server again on its port and data after a stop or kill, with these options instead of the first start's.</summary>
    public Task StartAgainAsync(IReadOnlyList<string>? newArguments = null, CancellationToken cancellationToken = default) =>
        Own.StartAsync(newArguments ?? arguments, cancellationToken);

    /// <summary>Stops the server in order and starts it again.</summary>
    public async Task RestartAsync(IReadOnlyList<string>? newArguments = null, CancellationToken cancellationToken = default)
    {
        await StopAsync(cancellationToken).ConfigureAwait(false);
        await StartAgainAsync(newArguments, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a connection of the administrator.</summary>
    public async Task<MySqlConnection> OpenAsync(string? database = null, CancellationToken cancellationToken = default)
    {
        var text = new MySqlConnectionStringBuilder(ConnectionString) { AllowUserVariables = true, Pooling = false };
        if (database is not null)
            text.Database = database;
        var connection = new MySqlConnection(text.ConnectionString);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        return connection;
    }

    /// <summary>Runs statements (separated by semicolons) as the administrator.</summary>
    public async Task ExecuteAsync(string sql, string? database = null, CancellationToken cancellationToken = default)
    {
        var connection = await OpenAsync(database, cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var command = new MySqlCommand(sql, connection) { CommandTimeout = 300 };
            await using (command.ConfigureAwait(false))
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the server and removes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (server is not null)
            await server.DisposeAsync().ConfigureAwait(false);
    }

    private protected static async Task<(SupervisedServer? Server, string ConnectionString, string Installed)> StartAsync(
        string kind, string variable, DatabaseServerOptions options, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given)
        {
            return options.Arguments.Count == 0
                ? (null, given, "")
                : throw new TestServerException($"This test needs a server of its own with {string.Join(' ', options.Arguments)}, which one named by {variable} is not. Unset {variable} and run tests/Servers/install.");
        }
        var installed = ServerFolder.Installed(options.Release is null ? kind : $"{kind}-{options.Release}", variable);
        var (server, port) = await SupervisedServer.StartAsync(
            kind, installed, LoopbackPort.Next, port => [$"{port}", $"{options.ServerId}"], options.Arguments, cancellationToken).ConfigureAwait(false);
        return (server, $"Server=127.0.0.1;Port={port};User ID=root;Password=;SslMode=Preferred", installed);
    }
}

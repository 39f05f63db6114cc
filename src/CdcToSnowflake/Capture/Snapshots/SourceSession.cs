using System.Globalization;
using MySqlConnector;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>A connection to a server whose tables are read, with its session set up for exact values.</summary>
internal sealed class SourceSession : IAsyncDisposable
{
    // What is read must not depend on how a server or a user is set up: instants as instants, zero dates as they are, no padding, no limits, a view of committed rows only.
    private const string Setup = "SET SESSION time_zone = '+00:00', sql_mode = '', net_write_timeout = 3600, sql_select_limit = DEFAULT; SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";
    // Version 8.0 keeps what it has counted of a table for a day: one that was filled meanwhile would be empty by its estimate.
    private const string MySqlSetup = "SET SESSION max_execution_time = 0 /*!80000 , information_schema_stats_expiry = 0 */";
    private const string MariaDbSetup = "SET SESSION max_statement_time = 0";

    // Of a server's host that has died, or a connection that a firewall has forgotten, nobody tells: a SELECT's answer would be awaited for the system's two hours.
    private const uint KeepaliveSeconds = 60;

    private readonly MySqlConnection _connection;

    private SourceSession(MySqlConnection connection) => _connection = connection;

    /// <summary>Whether it is a MariaDB.</summary>
    public bool IsMariaDb { get; private set; }

    /// <summary>The version's numbers.</summary>
    public Version Version { get; private set; } = new(0, 0);

    /// <summary>A MySQL's server_uuid, which is that of its log; null for a MariaDB.</summary>
    public Guid? ServerUuid { get; private set; }

    /// <summary>The connection string that is used for a user's.</summary>
    public static string Completed(string connectionString)
    {
        // Never from a pool: a session that was broken off in the middle of a SELECT isn't worth keeping.
        var text = new MySqlConnectionStringBuilder(connectionString) { Pooling = false, DefaultCommandTimeout = 0, TreatTinyAsBoolean = false };
        if (text.Keepalive == 0)
        {
            text.Keepalive = KeepaliveSeconds;
        }

        return text.ConnectionString;
    }

    /// <summary>Connects and sets the session up.</summary>
    public static async Task<SourceSession> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var session = new SourceSession(new MySqlConnection(Completed(connectionString)));
        try
        {
            await session._connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            var version = session._connection.ServerVersion;
            session.IsMariaDb = version.Contains("MariaDB", StringComparison.OrdinalIgnoreCase);
            session.Version = Numbers(version);
            await session.ExecuteAsync(Setup, cancellationToken).ConfigureAwait(false);
            await session.ExecuteAsync(session.IsMariaDb ? MariaDbSetup : MySqlSetup, cancellationToken).ConfigureAwait(false);
            if (!session.IsMariaDb)
            {
                session.ServerUuid = Guid.TryParse((await session.QueryAsync("SELECT @@GLOBAL.server_uuid", cancellationToken).ConfigureAwait(false))[0][0], out var uuid) ? uuid : null;
            }

            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        using var statement = new StatementToken(cancellationToken);
        var command = Command(sql);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(statement.Token).ConfigureAwait(false);
        }
    }

    /// <summary>The rows of a small answer, each value as text.</summary>
    public async Task<List<string?[]>> QueryAsync(string sql, CancellationToken cancellationToken)
    {
        var rows = new List<string?[]>();
        await ReadAsync(
            sql,
            isBinary: false,
            reader =>
            {
                var row = new string?[reader.FieldCount];
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] = reader.IsDBNull(i) ? null : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture);
                }

                rows.Add(row);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return rows;
    }

    /// <summary>Reads an answer of any size.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="isBinary">Whether the values come over the binary protocol.</param>
    /// <param name="take">Takes a row; false = no more are wanted.</param>
    /// <param name="cancellationToken">Gives up; the session can't be used any more then.</param>
    public async Task ReadAsync(string sql, bool isBinary, Func<MySqlDataReader, bool> take, CancellationToken cancellationToken)
    {
        using var statement = new StatementToken(cancellationToken);
        var command = Command(sql);
        await using (command.ConfigureAwait(false))
        {
            if (isBinary)
            {
                await command.PrepareAsync(statement.Token).ConfigureAwait(false);
            }

            var reader = await command.ExecuteReaderAsync(statement.Token).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(statement.Token).ConfigureAwait(false))
                {
                    if (!take(reader))
                    {
                        command.Cancel(); // else closing the reader would read the rest
                        break;
                    }
                }
            }
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private MySqlCommand Command(string sql) => new(sql, _connection) { CommandTimeout = 0 };

    private static Version Numbers(string version)
    {
        var numbers = string.Concat(version.TakeWhile(c => char.IsAsciiDigit(c) || c == '.'));
        return Version.TryParse(numbers, out var parsed) ? parsed : new Version(0, 0);
    }
}

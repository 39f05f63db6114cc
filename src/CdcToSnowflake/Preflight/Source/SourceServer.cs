using System.Globalization;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using MySqlConnector;

namespace CdcToSnowflake.Preflight.Source;

/// <summary>A brand's server, asked once for all its settings.</summary>
internal sealed class SourceServer : IAsyncDisposable
{
    private readonly MySqlConnection _connection;
    private Dictionary<string, string> _settings = [];

    private SourceServer(MySqlConnection connection, BinlogClientOptions binlog) => (_connection, Binlog) = (connection, binlog);

    /// <summary>How its binlog is asked for. Whether it logs whole rows is another finding.</summary>
    public BinlogClientOptions Binlog { get; }

    /// <summary>The version, such as <c>9.7.0</c> or <c>10.11.14-MariaDB</c>.</summary>
    public string Version => Setting("version") ?? "";

    public bool IsMariaDb => Version.Contains("MariaDB", StringComparison.OrdinalIgnoreCase);

    public bool IsAurora => Setting("aurora_version") is not null;

    /// <summary>Whether Amazon runs it: settings stand in a parameter group then. The folder is documented nowhere, but has been the same on RDS and Aurora for ten years.</summary>
    public bool IsManaged => IsAurora || Setting("basedir")?.StartsWith("/rdsdbbin", StringComparison.Ordinal) == true;

    /// <summary>The account that the session counts as, <c>user@host</c>.</summary>
    public string Account { get; private set; } = "";

    /// <summary>The same as GRANT takes it.</summary>
    public string Grantee
    {
        get
        {
            static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
            var at = Account.LastIndexOf('@');
            return at < 0 ? Literal(Account) : $"{Literal(Account[..at])}@{Literal(Account[(at + 1)..])}";
        }
    }

    /// <summary>What kind of server it is, for people.</summary>
    public string Product => IsAurora ? $"Aurora MySQL {Setting("aurora_version")} ({Version})" : IsMariaDb ? $"MariaDB {Version}" : $"MySQL {Version}";

    /// <summary>The numbers of the version.</summary>
    public Version Numbers => System.Version.TryParse(string.Concat(Version.TakeWhile(c => char.IsAsciiDigit(c) || c == '.')).TrimEnd('.'), out var numbers) ? numbers : new Version(0, 0);

    public static async Task<SourceServer> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        // A connection from a pool would have the rights that the account had when it was opened.
        var text = new MySqlConnectionStringBuilder(connectionString) { Pooling = false };
        var server = new SourceServer(new MySqlConnection(text.ConnectionString), BinlogOf(text));
        try
        {
            await server._connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            var settings = await server.AskAsync("SHOW GLOBAL VARIABLES", cancellationToken).ConfigureAwait(false);
            server._settings = settings.ToDictionary(row => row[0]!, row => row[1] ?? "", StringComparer.OrdinalIgnoreCase);
            server.Account = (await server.AskAsync("SELECT CURRENT_USER()", cancellationToken).ConfigureAwait(false))[0][0] ?? "";
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A global setting; null where the server doesn't know it.</summary>
    public string? Setting(string name) => _settings.GetValueOrDefault(name);

    /// <summary>A global setting as a number; 0 where the server doesn't know it.</summary>
    public long Number(string name) => long.TryParse(Setting(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>The statement that sets a global variable for good, or how it's done where no statement may.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="value">A word or a number.</param>
    public string Set(string name, string value) => IsManaged
        ? $"In the {(IsAurora ? "DB cluster parameter group" : "parameter group")}: {name} = {value}, then reboot the writer."
        : IsMariaDb
            ? $"SET GLOBAL {name} = {Value(value)}; and {name}={value} under [mariadb] in the server's option file."
            : $"SET PERSIST {name} = {Value(value)};";

    // The words that only a connection for questions knows are left out.
    private static BinlogClientOptions BinlogOf(MySqlConnectionStringBuilder text) => new()
    {
        Host = text.Server,
        Port = (int)text.Port,
        User = text.UserID,
        Password = text.Password,
        TlsMode = !text.ContainsKey("SSL Mode") ? null : text.SslMode switch
        {
            MySqlSslMode.Disabled => BinlogTlsMode.Disabled,
            MySqlSslMode.Required => BinlogTlsMode.Required,
            MySqlSslMode.VerifyCA => BinlogTlsMode.VerifyCA,
            MySqlSslMode.VerifyFull => BinlogTlsMode.VerifyFull,
            _ => BinlogTlsMode.Preferred,
        },
        CertificateAuthorityFile = NullIfEmpty(text.SslCa),
        ClientCertificateFile = NullIfEmpty(text.SslCert),
        ClientKeyFile = NullIfEmpty(text.SslKey),
        ServerPublicKeyFile = NullIfEmpty(text.ServerRsaPublicKeyFile),
        AllowPublicKeyRetrieval = text.ContainsKey("Allow Public Key Retrieval") ? text.AllowPublicKeyRetrieval : null,
        ConnectTimeout = text.ConnectionTimeout == 0 ? new BinlogClientOptions().ConnectTimeout : TimeSpan.FromSeconds(text.ConnectionTimeout), // 0 is no limit
        RequireFullRows = false,
    };

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static string Value(string value) => value.All(char.IsAsciiDigit) ? value : $"'{value}'";

    /// <summary>The rows of an answer, as text.</summary>
    public async Task<List<string?[]>> AskAsync(string sql, CancellationToken cancellationToken, params (string Name, object Value)[] parameters)
    {
        using var statement = new StatementToken(cancellationToken);
        var command = _connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
#pragma warning disable CA2100 // Constant texts, and names quoted by the one function of TableChecks.
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach (var (name, value) in parameters)
            {
                command.Parameters.AddWithValue(name, value);
            }

            var reader = await command.ExecuteReaderAsync(statement.Token).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                List<string?[]> rows = [];
                while (await reader.ReadAsync(statement.Token).ConfigureAwait(false))
                {
                    var row = new string?[reader.FieldCount];
                    for (var i = 0; i < row.Length; i++)
                    {
                        row[i] = await reader.IsDBNullAsync(i, statement.Token).ConfigureAwait(false) ? null : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture);
                    }

                    rows.Add(row);
                }

                return rows;
            }
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}

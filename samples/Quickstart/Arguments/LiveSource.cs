using System.Data.Common;
using CdcToSnowflake.Binlog;
using MySqlConnector;

namespace Quickstart.Arguments;

/// <summary>One <c>--source BRAND=CONNECTION_STRING</c>.</summary>
/// <param name="Brand">The brand's id.</param>
/// <param name="Binlog">How to read the server's binlog.</param>
/// <param name="Queries">The connection string for queries to the same server.</param>
internal sealed record LiveSource(string Brand, BinlogClientOptions Binlog, string Queries)
{
    private const string Form = "Write Server=HOST;Port=3306;User ID=…;Password=…";

    // A brand's id names a database and a folder; this much is safe and readable in both.
    private const int LongestBrand = 64;

    // Of no meaning to a reader of binlogs, or of none to a connection for queries.
    private static readonly string[] OnlyForBinlog = ["server id", "serverid", "heartbeat period", "heartbeatperiod"];
    private static readonly string[] ForBoth =
    [
        "server", "host", "data source", "datasource", "address", "addr", "network address", "port", "user id", "userid", "username", "user name", "uid", "user", "password", "pwd",
        "sslmode", "ssl mode", "ssl-mode", "sslca", "ssl-ca", "ssl ca", "cacertificatefile", "ca certificate file", "sslcert", "ssl-cert", "ssl cert", "sslkey", "ssl-key", "ssl key",
        "serverrsapublickeyfile", "server rsa public key file", "allowpublickeyretrieval", "allow public key retrieval", "connectiontimeout", "connection timeout", "connect timeout",
    ];

    public static LiveSource Parse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || !IsBrand(text.AsSpan(0, equals)))
        {
            throw new UsageException(
                "--source must be BRAND=CONNECTION_STRING, BRAND of letters, digits and _ (such as BRAND_A=\"Server=127.0.0.1;Port=3306;User ID=cdc;Password=…\").");
        }

        string brand = text[..equals];
        try
        {
            var all = new DbConnectionStringBuilder { ConnectionString = text[(equals + 1)..] };
            var binlog = BinlogClientOptions.Parse(Only(all, key => ForBoth.Contains(key) || OnlyForBinlog.Contains(key)));
            var queries = new MySqlConnectionStringBuilder(Only(all, key => !OnlyForBinlog.Contains(key)))
            {
                // Values as the server has them, not as .NET would like them.
                GuidFormat = MySqlGuidFormat.None,
                TreatTinyAsBoolean = false,
                IgnorePrepare = false,
                AllowUserVariables = true,
            };
            if (!all.Keys.Cast<string>().Any(key => key.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal) == "sslmode") && !IsLoopback(binlog.Host))
            {
                queries.SslMode = MySqlSslMode.VerifyFull; // as the binlog's connection has it
            }

            return queries.Server.Length > 0 ? new LiveSource(brand, binlog, queries.ConnectionString) : throw new UsageException($"--source {brand}: the connection string names no server. {Form}");
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException)
        {
            // A message may quote what it can't read, and what it can't read may hold the password.
            throw new UsageException(e.Message.Contains("keyword '", StringComparison.Ordinal) || e.Message.Contains("names no", StringComparison.Ordinal) || e.Message.Contains("Option '", StringComparison.Ordinal)
                ? $"--source {brand}: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}. {Form}"
                : $"--source {brand}: the connection string can't be read. {Form}");
        }
    }

    private static string Only(DbConnectionStringBuilder all, Func<string, bool> takes)
    {
        var some = new DbConnectionStringBuilder();
        foreach (string key in all.Keys.Cast<string>().Where(takes))
        {
            some[key] = all[key];
        }

        return some.ConnectionString;
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (System.Net.IPAddress.TryParse(host, out var address) && System.Net.IPAddress.IsLoopback(address));

    private static bool IsBrand(ReadOnlySpan<char> brand)
    {
        if (brand.Length > LongestBrand || !char.IsAsciiLetter(brand[0]))
        {
            return false;
        }

        foreach (char c in brand)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return true;
    }
}

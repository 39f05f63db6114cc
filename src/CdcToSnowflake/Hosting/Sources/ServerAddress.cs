using System.Data.Common;
using System.Net;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using MySqlConnector;

namespace CdcToSnowflake.Hosting.Sources;

/// <summary>A brand's connection string, split into what reads the binlog and what asks the same server questions.</summary>
internal sealed record ServerAddress(BinlogClientOptions Binlog, string Queries)
{
    // Of no meaning to a connection for questions.
    private static readonly string[] OnlyForBinlog = ["serverid", "heartbeatperiod"];

    /// <exception cref="ArgumentException">The string can't be used; the message holds none of its values.</exception>
    public static ServerAddress Parse(string connectionString)
    {
        var binlog = BinlogClientOptions.Parse(connectionString);
        try
        {
            var words = new DbConnectionStringBuilder { ConnectionString = connectionString };
            foreach (var word in words.Keys.Cast<string>().Where(word => OnlyForBinlog.Contains(Plain(word))).ToList())
            {
                words.Remove(word);
            }

            var queries = new MySqlConnectionStringBuilder(words.ConnectionString) { AllowUserVariables = true };
            if (words.Keys.Cast<string>().All(word => Plain(word) != "sslmode") && !IsLoopback(binlog.Host))
            {
                queries.SslMode = MySqlSslMode.VerifyFull; // as the binlog's connection has it
            }

            return new ServerAddress(binlog, queries.ConnectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException)
        {
            // The connector's message may quote a value.
            throw new ArgumentException("The connection string does not read as MySqlConnector's: Server=…;Port=3306;User ID=…;Password=….", nameof(connectionString));
        }
    }

    /// <param name="capture">What is taken.</param>
    /// <param name="snapshots">The replica that tables are read from; null for the server itself.</param>
    public BrandSource Open(CaptureOptions capture, ServerAddress? snapshots) => new(
        new BinlogClient(Binlog with { Decoding = Binlog.Decoding with { TableFilter = table => capture.Includes(table.Schema, table.Name) } }),
        new MySqlSchemaSource(Queries),
        new MySqlSnapshotSource(Queries, snapshots?.Queries));

    private static string Plain(string word) => string.Concat(word.Where(char.IsLetter)).ToLowerInvariant();

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}

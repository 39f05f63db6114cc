using System.Data.Common;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Execution.Security;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Server;

/// <summary>What a session begins with; names as Snowflake stores them, null for none.</summary>
internal sealed record SessionStart(string? Role = null, string? Warehouse = null, string? Database = null, string? Schema = null)
{
    private static readonly string[] Words = ["role", "warehouse", "db", "schema"];

    /// <summary>Reads a connection string in the words of Snowflake's driver that say where a session begins; case doesn't matter, and names without double quotes are read in upper case.</summary>
    /// <exception cref="ArgumentException">It has other words, or isn't a connection string.</exception>
    public static SessionStart Parse(string connectionString)
    {
        var words = new DbConnectionStringBuilder { ConnectionString = connectionString };
        if (words.Keys.Cast<string>().FirstOrDefault(word => !Words.Contains(word)) is { } unknown)
        {
            throw new ArgumentException($"The embedded Snowflake knows {string.Join(", ", Words)} in a connection string, not '{unknown}'.", nameof(connectionString));
        }

        return new SessionStart(Name("role"), Name("warehouse"), Name("db"), Name("schema"));

        string? Name(string word) =>
            !words.TryGetValue(word, out var value) || value is not string { Length: > 0 } name ? null
            : name is ['"', .., '"'] and { Length: > 2 } ? name[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal)
            : name.ToUpperInvariant();
    }

    /// <summary>Brings a new session there.</summary>
    /// <exception cref="SnowflakeException">Something isn't there, or the role may not use it.</exception>
    public void Apply(Session session, CancellationToken cancellationToken)
    {
        if (Role is not null && !UserRoles.Holds(Role, session))
        {
            throw new SnowflakeException(390189, "42501", $"Role '{Role}' specified in the connect string is not granted to this user. Contact your local system administrator, or attempt to login with another role, e.g. PUBLIC.");
        }

        foreach (var (kind, name) in new[] { ("ROLE", Role), ("WAREHOUSE", Warehouse), ("DATABASE", Database), ("SCHEMA", Schema) })
        {
            if (name is not null)
            {
                new StatementExecutor(session).Execute(SqlParser.Parse($"USE {kind} {SqlText.Quoted(name)}")[0], StatementBinds.None, cancellationToken).Dispose();
            }
        }
    }
}

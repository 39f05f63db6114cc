using CdcToSnowflake.Model;
using MySqlConnector;

namespace CdcToSnowflake.Capture;

/// <summary>Reads from a server's information_schema what it says of its tables to people: comments and foreign keys.</summary>
public static class MySqlTableDescriptions
{
    private const string Tables = "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_COMMENT FROM information_schema.TABLES WHERE TABLE_TYPE = 'BASE TABLE' ORDER BY TABLE_SCHEMA, TABLE_NAME";

    private const string Comments = "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, COLUMN_COMMENT FROM information_schema.COLUMNS WHERE COLUMN_COMMENT <> '' ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION";

    private const string Keys =
        "SELECT TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, COLUMN_NAME, REFERENCED_TABLE_SCHEMA, REFERENCED_TABLE_NAME, REFERENCED_COLUMN_NAME FROM information_schema.KEY_COLUMN_USAGE "
        + "WHERE REFERENCED_TABLE_NAME IS NOT NULL ORDER BY TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION";

    /// <summary>Asks a server.</summary>
    /// <param name="connectionString">MySqlConnector's connection string. The user needs SELECT on the tables.</param>
    /// <param name="tables">The tables, as <see cref="CaptureOptions.Tables"/> names them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A description of each table; empty where the server says nothing of it.</returns>
    /// <exception cref="MySqlException">The server could not be reached, or refused.</exception>
    public static Task<IReadOnlyList<TableDescription>> ReadAsync(string connectionString, IReadOnlyList<string> tables, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        ArgumentNullException.ThrowIfNull(tables);
        return ReadAsync(connectionString, new CaptureOptions { Tables = tables }, cancellationToken);
    }

    /// <summary>As <see cref="ReadAsync(string, IReadOnlyList{string}, CancellationToken)"/>, of the tables that a capture takes.</summary>
    internal static async Task<IReadOnlyList<TableDescription>> ReadAsync(string connectionString, CaptureOptions capture, CancellationToken cancellationToken)
    {
        TablePatterns patterns = new(capture);
        var connection = new MySqlConnection(connectionString);
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            var found = (await RowsAsync(connection, Tables, patterns, cancellationToken).ConfigureAwait(false)).ToDictionary(row => (row[0], row[1]), row => new TableDescription(row[0], row[1]) { Comment = row[2] });
            foreach (var columns in (await RowsAsync(connection, Comments, patterns, cancellationToken).ConfigureAwait(false)).GroupBy(row => (row[0], row[1])))
            {
                // A view has columns with comments, too.
                if (found.TryGetValue(columns.Key, out var table))
                {
                    found[columns.Key] = table with { ColumnComments = columns.ToDictionary(row => row[2], row => row[3]) };
                }
            }

            foreach (var keys in (await RowsAsync(connection, Keys, patterns, cancellationToken).ConfigureAwait(false)).GroupBy(row => (row[0], row[1])))
            {
                if (found.TryGetValue(keys.Key, out var table))
                {
                    found[keys.Key] = table with
                    {
                        ForeignKeys = [.. keys.GroupBy(row => row[2]).Select(key => new ForeignKey(key.Key, [.. key.Select(row => row[3])], key.First()[4], key.First()[5], [.. key.Select(row => row[6])]))],
                    };
                }
            }

            return [.. found.Values];
        }
    }

    private static async Task<List<string[]>> RowsAsync(MySqlConnection connection, string sql, TablePatterns patterns, CancellationToken cancellationToken)
    {
        using var statement = new StatementToken(cancellationToken);
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = sql;
            var reader = await command.ExecuteReaderAsync(statement.Token).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var rows = new List<string[]>();
                while (await reader.ReadAsync(statement.Token).ConfigureAwait(false))
                {
                    if (patterns.Includes(reader.GetString(0), reader.GetString(1)))
                    {
                        rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
                    }
                }

                return rows;
            }
        }
    }
}

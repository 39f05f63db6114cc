using MySqlConnector;

namespace CdcToSnowflake.Capture;

/// <summary>Reads table definitions from a server's information_schema.</summary>
public sealed class MySqlSchemaSource : ISchemaSource
{
    private const string Columns =
        "SELECT COLUMN_NAME, COLUMN_TYPE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = @schema AND TABLE_NAME = @table ORDER BY ORDINAL_POSITION";

    private const string Key =
        "SELECT COLUMN_NAME FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = @schema AND TABLE_NAME = @table AND INDEX_NAME = 'PRIMARY' ORDER BY SEQ_IN_INDEX";

    private readonly string _connectionString;

    /// <summary>Makes the source; nothing is opened yet.</summary>
    /// <param name="connectionString">MySqlConnector's connection string. The user needs SELECT on the captured tables.</param>
    /// <exception cref="ArgumentException">The connection string is empty. What is wrong in it is found when a session is opened.</exception>
    public MySqlSchemaSource(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        _connectionString = connectionString;
    }

    /// <inheritdoc/>
    public async Task<SchemaTable?> FindAsync(string schema, string table, CancellationToken cancellationToken)
    {
        var connection = new MySqlConnection(_connectionString);
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            var columns = await ReadAsync(connection, Columns, schema, table, row => new SchemaColumn(row.GetString(0), row.GetString(1)), cancellationToken).ConfigureAwait(false);
            var key = await ReadAsync(connection, Key, schema, table, row => row.GetString(0), cancellationToken).ConfigureAwait(false);
            return columns.Count == 0 ? null : new SchemaTable(columns, key);
        }
    }

    private static async Task<List<T>> ReadAsync<T>(
        MySqlConnection connection, string sql, string schema, string table, Func<MySqlDataReader, T> read, CancellationToken cancellationToken)
    {
        using var statement = new StatementToken(cancellationToken);
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = sql;
            command.Parameters.AddWithValue("@schema", schema);
            command.Parameters.AddWithValue("@table", table);
            var rows = await command.ExecuteReaderAsync(statement.Token).ConfigureAwait(false);
            await using (rows.ConfigureAwait(false))
            {
                var found = new List<T>();
                while (await rows.ReadAsync(statement.Token).ConfigureAwait(false))
                {
                    found.Add(read(rows));
                }

                return found;
            }
        }
    }
}

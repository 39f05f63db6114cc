using CdcToSnowflake.TestServers;
using MySqlConnector;

namespace CdcToSnowflake.IntegrationTests.SchemaChanges;

/// <summary>A schema at a source whose tables change under the tests' hands: what it has is asked, not remembered.</summary>
internal sealed class ChangingSource(DatabaseServer server, MySqlConnection session) : IAsyncDisposable
{
    public const string Schema = "ddl";

    public DatabaseServer Server => server;

    public static async Task<ChangingSource> StartAsync(DatabaseServer server)
    {
        await server.ExecuteAsync($"CREATE DATABASE {Schema} CHARACTER SET utf8mb4");
        var source = new ChangingSource(server, await server.OpenAsync(Schema));

        // Values are cut to fit, as owners of old applications let them be.
        await source.ExecuteAsync("SET sql_mode = ''; CREATE TABLE left_hand (id INT PRIMARY KEY, n INT); CREATE TABLE right_hand (id INT PRIMARY KEY, n INT); INSERT INTO left_hand VALUES (0, 0); INSERT INTO right_hand VALUES (0, 0)");
        return source;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = new MySqlCommand(sql, session);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The tables with their columns beside the key, in order.</summary>
    public async Task<SortedDictionary<string, List<ChangingColumn>>> TablesAsync()
    {
        await using var command = new MySqlCommand("SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME, ORDINAL_POSITION", session);
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new SortedDictionary<string, List<ChangingColumn>>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            var columns = tables.TryGetValue(reader.GetString(0), out var found) ? found : tables[reader.GetString(0)] = [];
            if (reader.GetString(1) != "id")
            {
                columns.Add(new ChangingColumn(reader.GetString(1), reader.GetString(2), reader.GetString(3) == "YES"));
            }
        }

        return tables;
    }

    public async Task<bool> IsPartitionedAsync(string table)
    {
        await using var command = new MySqlCommand($"SELECT COUNT(PARTITION_NAME) FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = '{table}'", session);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture) > 0;
    }

    /// <summary>A table's rows, each value as the server prints it; a date that no calendar has is NULL in the warehouse.</summary>
    public async Task<List<string>> RowsAsync(string table, IEnumerable<ChangingColumn> columns)
    {
        await using var command = new MySqlCommand($"SELECT CONCAT(id){string.Concat(columns.Select(column => $", CONCAT({column.Name})"))} FROM {table}", session);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) || reader.GetString(i) == "0000-00-00" ? "∅" : reader.GetString(i))));
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await session.DisposeAsync();
        await server.DisposeAsync();
    }
}

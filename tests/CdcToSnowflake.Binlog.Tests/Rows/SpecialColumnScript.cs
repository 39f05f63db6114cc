using CdcToSnowflake.TestServers;
using MySqlConnector;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>Runs statements on a table one by one: what the binlog tells of its rows equals what the server holds after each.</summary>
internal static class SpecialColumnScript
{
    /// <param name="server">The server.</param>
    /// <param name="database">A database of the test's own.</param>
    /// <param name="create">Makes the table <c>a</c>, whose first key column is <c>id</c>.</param>
    /// <param name="statements">The statements.</param>
    /// <returns>The last table map.</returns>
    public static async Task<BinlogTable> CheckAsync(DatabaseServer server, string database, string create, params string[] statements)
    {
        await server.ExecuteAsync($"DROP DATABASE IF EXISTS {database}; CREATE DATABASE {database}; USE {database}; {create}; FLUSH BINARY LOGS");
        var held = new SortedDictionary<string, string?[]>(StringComparer.Ordinal);
        BinlogTable? table = null;
        foreach (var statement in statements)
        {
            await server.ExecuteAsync("FLUSH BINARY LOGS");
            var file = server.BinlogFiles[^1];
            await server.ExecuteAsync($"USE {database}; SET time_zone = '+00:00'; {statement}");
            foreach (var change in await DecodedRows.ReadAsync(new BinlogFileReader([file]), database))
            {
                table = change.Table;
                var id = table.Columns.ToList().FindIndex(c => c.Name == "id");
                if (change.Before is { } before)
                {
                    // The row as it was: what had been told of it, as far as the columns are the same ones.
                    if (held.Remove(before[id]!, out var old) && old.Length == before.Length)
                    {
                        Assert.Equal(old, before);
                    }
                }

                if (change.After is { } after)
                {
                    held[after[id]!] = after;
                }
            }

            Assert.NotNull(table);
            Assert.Equal(await SelectAsync(server, database, table), held.Values);
        }

        return table!;
    }

    private static async Task<List<string?[]>> SelectAsync(DatabaseServer server, string database, BinlogTable table)
    {
        await using var connection = await server.OpenAsync(database);
        var columns = table.Columns.Select(c => c.Type is BinlogColumnType.VarChar or BinlogColumnType.Text ? $"HEX(CONVERT(`{c.Name}` USING utf8mb4))" : $"CAST(`{c.Name}` AS CHAR)");
        await using var command = new MySqlCommand($"SET time_zone = '+00:00'; SELECT {string.Join(", ", columns)} FROM a ORDER BY CAST(id AS CHAR)", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string?[]>();
        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetString(i))]);
        }

        return rows;
    }
}

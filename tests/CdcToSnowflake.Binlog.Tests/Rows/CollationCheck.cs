using CdcToSnowflake.Binlog.Rows.Text;
using CdcToSnowflake.TestServers;
using MySqlConnector;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>Every collation's charset is the one that the server says.</summary>
internal static class CollationCheck
{
    public static async Task CheckAsync(DatabaseServer server, string sql)
    {
        await using var connection = await server.OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var (expected, actual) = (new List<string>(), new List<string>());
        while (await reader.ReadAsync())
        {
            var id = reader.GetInt32(0);
            expected.Add($"{id} {reader.GetString(1)}");
            actual.Add($"{id} {Collations.CharsetOf(id)}");
        }

        Assert.True(expected.Count > 200);
        Assert.Equal(expected, actual);
    }
}

using CdcToSnowflake.Binlog.Tests.Servers;
using MySqlConnector;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>Every character that each of the server's charsets has is decoded as the server itself decodes it.</summary>
[Collection(MySqlCollection.Name)]
public sealed class CharsetMySqlTests(MySqlFixture mySql)
{
    public static TheoryData<string> Charsets =>
    [
        "armscii8", "ascii", "big5", "cp1250", "cp1251", "cp1256", "cp1257", "cp850", "cp852", "cp866", "cp932", "dec8", "eucjpms", "euckr", "gb18030", "gb2312", "gbk", "geostd8",
        "greek", "hebrew", "hp8", "keybcs2", "koi8r", "koi8u", "latin1", "latin2", "latin5", "latin7", "macce", "macroman", "sjis", "swe7", "tis620", "ucs2", "ujis", "utf16", "utf16le",
        "utf32", "utf8mb3", "utf8mb4",
    ];

    [Fact]
    public async Task Charsets_OfTheTest_AreAllOfTheServers()
    {
        await using var connection = await mySql.Server.OpenAsync();
        await using var command = new MySqlCommand("SHOW CHARACTER SET", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await reader.ReadAsync())
        {
            names.Add(reader.GetString(0));
        }

        Assert.Equal(names.Except(["binary"]).Order(StringComparer.Ordinal), Charsets.Select(c => c.Data).Order(StringComparer.Ordinal));
    }

    [Fact]
    public Task CharsetOf_EveryCollation_IsTheServers() => CollationCheck.CheckAsync(mySql.Server, "SELECT id, character_set_name FROM information_schema.collations ORDER BY id");

    private static readonly string[] s_doubleByte = ["big5", "cp932", "eucjpms", "euckr", "gb18030", "gb2312", "gbk", "sjis", "ujis"];

    [Theory]
    [MemberData(nameof(Charsets))]
    public async Task GetUtf8_EveryCharacterOfACharset_EqualsTheServers(string charset)
    {
        var server = mySql.Server;
        var database = $"charset_{charset}";

        // All code points that the charset has, from the server; surrogates are no characters.
        await server.ExecuteAsync($"""
            DROP DATABASE IF EXISTS {database}; CREATE DATABASE {database}; USE {database};
            CREATE DATABASE IF NOT EXISTS charset_points; CREATE TABLE IF NOT EXISTS charset_points.points (n INT PRIMARY KEY, v VARCHAR(4) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin);
            SET SESSION cte_max_recursion_depth = 70000; SET sql_mode = '';
            INSERT IGNORE INTO charset_points.points WITH RECURSIVE s AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM s WHERE n < 66000)
              SELECT n, CONVERT(CONVERT(UNHEX(LPAD(HEX(n), 8, '0')) USING utf32) USING utf8mb4) FROM s WHERE n NOT BETWEEN 55296 AND 57343 AND NOT EXISTS (SELECT 1 FROM charset_points.points);
            CREATE TABLE a (n INT PRIMARY KEY, v VARCHAR(4) CHARACTER SET {charset}); FLUSH BINARY LOGS
            """);
        var file = server.BinlogFiles[^1];
        await server.ExecuteAsync($"USE {database}; SET sql_mode = ''; INSERT IGNORE INTO a SELECT n, v FROM charset_points.points WHERE n = 63 OR CONVERT(v USING {charset}) <> CONVERT('?' USING {charset})");

        if (s_doubleByte.Contains(charset))
        {
            // And all codes of two bytes that the server knows: some characters have several.
            await server.ExecuteAsync($"""
                USE {database}; SET sql_mode = ''; INSERT IGNORE INTO a SELECT n + 1000000, CONVERT(UNHEX(HEX(n)) USING {charset}) FROM charset_points.points
                  WHERE n > 33087 AND LOCATE('?', CONVERT(CONVERT(UNHEX(HEX(n)) USING {charset}) USING utf8mb4)) = 0
                """);
        }

        var expected = new Dictionary<string, string>();
        await using (var connection = await server.OpenAsync(database))
        await using (var command = new MySqlCommand("SELECT CAST(n AS CHAR), HEX(CONVERT(v USING utf8mb4)), HEX(v) FROM a", connection))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                expected[reader.GetString(0)] = $"{reader.GetString(2)} → {reader.GetString(1)}";
            }
        }

        var changes = await DecodedRows.ReadAsync(new BinlogFileReader([file]), database);

        Assert.Equal(expected.Count, changes.Count);
        Assert.True(expected.Count > 90);
        var wrong = changes.Where(c => !expected[c.After![0]!].EndsWith($" {c.After[1]}", StringComparison.Ordinal)).ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {changes.Count} wrong, such as " + string.Join(", ", wrong.Take(20).Select(c => $"{expected[c.After![0]!]}, not {c.After[1]}")));
        await server.ExecuteAsync($"DROP DATABASE {database}");
    }
}

using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>Writes a generated table on a server and compares what the binlog file gives with what the server's SELECT gives.</summary>
internal static class GeneratedRows
{
    public static async Task CheckAsync(DatabaseServer server, GeneratedTable table, string database, string prologue, bool hasNames)
    {
        await server.ExecuteAsync("FLUSH BINARY LOGS");
        var file = server.BinlogFiles[^1];
        await server.ExecuteAsync(prologue + table.Script(database));
        var expected = await table.SelectAsync(server, database, hasNames);

        var changes = await DecodedRows.ReadAsync(new BinlogFileReader([file]), database);

        Assert.Equal(expected.Count, changes.Count);
        for (var r = 0; r < expected.Count; r++)
        {
            Assert.Equal(RowOperation.Insert, changes[r].Operation);
            Assert.Equal(hasNames, changes[r].Table.HasNames);
            for (var c = 0; c < expected[r].Length; c++)
            {
                var what = $"{(c == 0 ? "id" : table.Columns[c - 1].Type)} of row {r}, {(c == 0 ? "" : table.Rows[r][c - 1])}: ";
                Assert.Equal(what + (expected[r][c] ?? "NULL"), what + (changes[r].After![c] ?? "NULL"));
            }

            Assert.Equal(hasNames ? "id" : null, changes[r].Table.Columns[0].Name);
        }
    }
}

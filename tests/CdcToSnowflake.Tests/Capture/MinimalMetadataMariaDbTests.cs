using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Tests.Storage;
using MySqlConnector;

namespace CdcToSnowflake.Tests.Capture;

/// <summary>MariaDB's own types are BINARY and VARBINARY in its binlog; information_schema, which tells the names where the binlog doesn't, calls them otherwise.</summary>
public sealed class MinimalMetadataMariaDbTests
{
    [Fact]
    public async Task Run_MariaDbsOwnTypes_AreTheBytesOfItsSelect()
    {
        await using var server = await MariaDbServer.StartAsync(new() { Release = MariaDbServer.NewerRelease, Arguments = ["--binlog-row-metadata=MINIMAL"] });
        await server.ExecuteAsync("CREATE DATABASE own");
        await server.ExecuteAsync(
            """
            CREATE TABLE t (id INT PRIMARY KEY, u UUID, four INET4, six INET6, v VECTOR(2));
            INSERT INTO t VALUES (1, '123e4567-e89b-12d3-a456-426655440000', '192.0.2.146', '2001:db8::ff00:42:8329', VEC_FromText('[1, -2.5]'));
            FLUSH BINARY LOGS
            """,
            "own");
        var store = new MemoryObjectStore();
        await new BrandCapture("BRAND", new BinlogFileReader(server.BinlogFiles), store, new CaptureOptions { Tables = ["own.*"] }, schema: new MySqlSchemaSource(server.ConnectionString)).RunAsync();
        var row = Assert.Single((await CapturedRows.ReadAsync(store, "BRAND")).Rows);

        await using var connection = await server.OpenAsync("own");
        await using var command = new MySqlCommand("SELECT CONCAT_WS('|', HEX(CAST(u AS BINARY(16))), HEX(CAST(four AS BINARY(4))), HEX(CAST(six AS BINARY(16))), HEX(v)) FROM t", connection);
        Assert.Equal(await command.ExecuteScalarAsync(), $"{row["u"]}|{row["four"]}|{row["six"]}|{row["v"]}");
        Assert.Equal(("123E4567E89B12D3A456426655440000", "C0000292"), ((string)row["u"]!, (string)row["four"]!)); // as types.md says, and as they are written
    }
}

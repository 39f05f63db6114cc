using System.Globalization;
using CdcToSnowflake.Binlog.Tests.Rows;
using CdcToSnowflake.Binlog.Tests.Servers;

namespace CdcToSnowflake.Binlog.Tests.Events;

/// <summary>The same as <see cref="EventOrderMySqlTests"/> with <c>mariadb-binlog -vv</c>.</summary>
[Collection(MariaDbCollection.Name)]
public sealed class EventOrderMariaDbTests(MariaDbFixture mariaDb)
{
    private const string Workload = """
        DROP DATABASE IF EXISTS event_order; CREATE DATABASE event_order; USE event_order;
        CREATE TABLE a (id INT PRIMARY KEY, v VARCHAR(100)); CREATE TABLE b (id INT PRIMARY KEY, v LONGTEXT); CREATE TABLE m (id INT) ENGINE=Aria;
        INSERT INTO a VALUES (1, 'a'), (2, 'b'), (3, 'c'); INSERT INTO m VALUES (1);
        BEGIN; UPDATE a SET v = 'x' WHERE id < 3; INSERT INTO b VALUES (1, REPEAT('y', 100000)); SAVEPOINT s; DELETE FROM a WHERE id = 3; ROLLBACK TO s; UPDATE b SET id = 9; COMMIT;
        BEGIN; DELETE FROM a; ROLLBACK;
        CREATE TABLE c SELECT * FROM a; ALTER TABLE a ADD COLUMN w INT; REPLACE INTO a VALUES (1, 'r', 5), (7, 'n', 6);
        TRUNCATE TABLE b; DELETE FROM c; DROP TABLE c;
        """;

    [Theory]
    [InlineData("ON", "")]
    [InlineData("OFF", "SET SESSION binlog_annotate_row_events = ON;")]
    [InlineData("ON", "SET SESSION binlog_row_image = MINIMAL; SET SESSION gtid_domain_id = 7;")]
    public async Task ReadAsync_Workload_EqualsMariaDbBinlog(string compression, string prologue)
    {
        var server = mariaDb.Server;
        await server.ExecuteAsync($"SET GLOBAL log_bin_compress = {compression}; SET GLOBAL log_bin_compress_min_len = 10; FLUSH BINARY LOGS");
        var file = server.BinlogFiles[^1];
        await server.ExecuteAsync(prologue + Workload);

        var changes = await DecodedRows.ReadAsync(new BinlogFileReader([file]), "event_order");

        var expected = MySqlBinlogText.Changes(await ToolOutput.OfAsync(server.ProgramPath("mariadb-binlog"), "--no-defaults", "-vv", "--base64-output=decode-rows", file), isMariaDb: true)
            .Where(c => c.Contains("event_order", StringComparison.Ordinal)).ToList();
        Assert.Equal(expected, changes.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Position} {c.Operation} {c.Table}")));
        Assert.Equal(16, changes.Count);
        Assert.All(changes, c => Assert.Matches("^[07]-1-\\d+$", c.Gtid));
    }

    [Fact]
    public async Task Position_AtTheEnd_HasTheServersGtidPosition()
    {
        var server = mariaDb.Server;
        await server.ExecuteAsync("SET SESSION gtid_domain_id = 3; " + Workload + " FLUSH BINARY LOGS; SET SESSION gtid_domain_id = 5; " + Workload);
        BinlogPosition? last = null;
        await foreach (var batch in new BinlogFileReader([.. server.BinlogFiles.TakeLast(2)]).ReadAsync())
        {
            while (batch.Read())
            {
                last = batch.IsBoundary ? batch.Position : last;
            }
        }

        await using var connection = await server.OpenAsync();
        await using var command = new MySqlConnector.MySqlCommand("SELECT @@GLOBAL.gtid_binlog_pos", connection);
        Assert.Equal(MariaDbGtidList.Parse((string)(await command.ExecuteScalarAsync())!).ToString(), last!.GtidSet);
        Assert.True(last.IsMariaDb);
    }
}

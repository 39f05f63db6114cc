using CdcToSnowflake.TestServers;
using System.Globalization;
using CdcToSnowflake.Binlog.Tests.Rows;
using CdcToSnowflake.Binlog.Tests.Servers;

namespace CdcToSnowflake.Binlog.Tests.Events;

/// <summary>Order, operation and position of every row change equal what <c>mysqlbinlog -vv</c> prints of the same file.</summary>
[Collection(MySqlCollection.Name)]
public sealed class EventOrderMySqlTests(MySqlFixture mySql)
{
    private const string Workload = """
        DROP DATABASE IF EXISTS event_order; CREATE DATABASE event_order; USE event_order;
        CREATE TABLE a (id INT PRIMARY KEY, v VARCHAR(100)) ; CREATE TABLE b (id INT PRIMARY KEY, v LONGTEXT);
        INSERT INTO a VALUES (1, 'a'), (2, 'b'), (3, 'c');
        BEGIN; UPDATE a SET v = 'x' WHERE id < 3; INSERT INTO b VALUES (1, REPEAT('y', 100000)); SAVEPOINT s; DELETE FROM a WHERE id = 3; ROLLBACK TO s; UPDATE b SET id = 9; COMMIT;
        BEGIN; DELETE FROM a; ROLLBACK;
        CREATE TABLE c SELECT * FROM a; ALTER TABLE a ADD COLUMN w INT; REPLACE INTO a VALUES (1, 'r', 5), (7, 'n', 6);
        INSERT INTO a VALUES (2, 'q', 1) ON DUPLICATE KEY UPDATE w = 2; DELETE a, b FROM a JOIN b; TRUNCATE TABLE b; DELETE FROM c; DROP TABLE c;
        """;

    [Theory]
    [InlineData("", "")]
    [InlineData("SET binlog_transaction_compression = ON;", "")]
    [InlineData("SET binlog_row_image = MINIMAL;", "")]
    [InlineData("SET binlog_row_image = NOBLOB; SET binlog_rows_query_log_events = ON;", "SET GTID_NEXT = 'AUTOMATIC:tagged';")]
    public async Task ReadAsync_Workload_EqualsMySqlBinlog(string prologue, string gtid)
    {
        var server = mySql.Server;
        await server.ExecuteAsync("FLUSH BINARY LOGS");
        var file = server.BinlogFiles[^1];
        await server.ExecuteAsync(prologue + gtid + Workload);

        var changes = await DecodedRows.ReadAsync(new BinlogFileReader([file]), "event_order");

        var expected = MySqlBinlogText.Changes(await ToolOutput.OfAsync(server.ProgramPath("mysqlbinlog"), "--no-defaults", "-vv", "--base64-output=decode-rows", file))
            .Where(c => c.Contains("event_order", StringComparison.Ordinal)).ToList();
        Assert.Equal(expected, changes.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Position} {c.Operation} {c.Table}")));
        Assert.Equal(21, changes.Count);
        Assert.All(changes, c => Assert.Equal(gtid.Length > 0, c.Gtid!.Contains(":tagged:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Position_AfterEachBoundary_HasTheServersExecutedSetAndStartsThere()
    {
        var server = mySql.Server;
        await server.ExecuteAsync("FLUSH BINARY LOGS");
        var file = server.BinlogFiles[^1];
        await server.ExecuteAsync(Workload);
        await server.ExecuteAsync("SET GTID_NEXT = 'AUTOMATIC:tagged'; INSERT INTO event_order.a VALUES (100, 't', 1)");
        var all = await DecodedRows.ReadAsync(new BinlogFileReader([file]));

        var boundaries = new List<(BinlogPosition Position, int Before)>();
        var count = 0;
        await foreach (var batch in new BinlogFileReader([file]).ReadAsync())
        {
            while (batch.Read())
            {
                if (batch.Kind == BinlogEventKind.Rows)
                {
                    foreach (var change in batch.Rows)
                    {
                        count++;
                    }
                }

                if (batch.IsBoundary)
                {
                    boundaries.Add((batch.Position, count));
                }
            }
        }

        Assert.True(boundaries.Count >= 15);
        await using var connection = await server.OpenAsync();
        await using var command = new MySqlConnector.MySqlCommand("SELECT @@GLOBAL.gtid_executed", connection);
        var executed = ((string)(await command.ExecuteScalarAsync())!).Replace("\n", "", StringComparison.Ordinal);
        Assert.Equal(executed, boundaries[^1].Position.GtidSet);
        foreach (var (position, before) in boundaries)
        {
            var rest = await DecodedRows.ReadAsync(new BinlogFileReader([file]), from: position);
            Assert.Equal(all.Skip(before).Select(c => (c.Position, c.Operation, c.Gtid)), rest.Select(c => (c.Position, c.Operation, c.Gtid)));
        }
    }

    [Fact]
    public async Task ReadAsync_FromInsideATransaction_ThrowsPositionException()
    {
        var server = mySql.Server;
        await server.ExecuteAsync("FLUSH BINARY LOGS");
        var file = server.BinlogFiles[^1];
        await server.ExecuteAsync(Workload);
        var inside = (await DecodedRows.ReadAsync(new BinlogFileReader([file]), "event_order"))[0].Position;

        var error = await Assert.ThrowsAnyAsync<BinlogException>(() => DecodedRows.ReadAsync(new BinlogFileReader([file]), from: new BinlogPosition(Path.GetFileName(file), inside)));

        Assert.Equal(Path.GetFileName(file), error.File);
        Assert.Equal(inside, error.Position);
    }

    [Theory]
    [InlineData("SET binlog_format = STATEMENT; INSERT INTO refused.a VALUES (5, '{}')", "binlog_format = 'ROW'")]
    public async Task ReadAsync_WhatCannotBecomeRows_ThrowsUnsupportedWithRemedy(string statement, string remedy)
    {
        // Its own: what a reader refuses would stop the tests that read the common server's log from its beginning.
        await using var server = await MySqlServer.StartAsync();
        await server.ExecuteAsync($"DROP DATABASE IF EXISTS refused; CREATE DATABASE refused; CREATE TABLE refused.a (id INT PRIMARY KEY, j JSON); INSERT INTO refused.a VALUES (1, JSON_OBJECT('a', 1, 'b', REPEAT('x', 1000))); FLUSH BINARY LOGS");
        var file = server.BinlogFiles[^1];
        await server.ExecuteAsync(statement);

        var error = await Assert.ThrowsAsync<BinlogUnsupportedException>(() => DecodedRows.ReadAsync(new BinlogFileReader([file])));

        Assert.Contains(remedy, error.Message, StringComparison.Ordinal);
        Assert.Equal(Path.GetFileName(file), error.File);
        Assert.True(error.Position > 4);
    }

    [Fact]
    public async Task ReadAsync_XaOnePhase_IsATransaction()
    {
        var server = mySql.Server;
        await server.ExecuteAsync("DROP DATABASE IF EXISTS one_phase; CREATE DATABASE one_phase; CREATE TABLE one_phase.a (id INT PRIMARY KEY); FLUSH BINARY LOGS");
        var file = server.BinlogFiles[^1];
        await server.ExecuteAsync("XA START 'y'; INSERT INTO one_phase.a VALUES (1); XA END 'y'; XA COMMIT 'y' ONE PHASE");

        Assert.Single(await DecodedRows.ReadAsync(new BinlogFileReader([file])));
    }
}

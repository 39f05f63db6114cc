using CdcToSnowflake.Binlog.Tests.Servers;
using CsCheck;

namespace CdcToSnowflake.Binlog.Tests.Events;

/// <summary>XA transactions of a real MySQL: prepared, left by their connections, ended by others.</summary>
[Collection(MySqlCollection.Name)]
public sealed class XaMySqlTests(MySqlFixture mySql)
{
    private static readonly int s_iterations = Environment.GetEnvironmentVariable("CDC_TEST_LONG") is { Length: > 0 } ? 100 : 8;

    [Fact]
    public Task Read_GeneratedTransactions_WhatHoldsEqualsSelect() =>
        XaScript.Steps.SampleAsync(steps => XaCheck.RunAsync(mySql.Server, "xa_transactions", steps), iter: s_iterations, threads: 1);

    [Fact]
    public async Task Read_PreparedAndCommittedLater_ShowsBothWithTheServersXid()
    {
        var server = mySql.Server;
        await server.ExecuteAsync("DROP DATABASE IF EXISTS xa; CREATE DATABASE xa; CREATE TABLE xa.a (id INT PRIMARY KEY); FLUSH BINARY LOGS");
        var file = server.BinlogFiles[^1];
        await server.ExecuteAsync("XA START 'gl''ob','',7; INSERT INTO xa.a VALUES (1); XA END 'gl''ob','',7; XA PREPARE 'gl''ob','',7; XA COMMIT 'gl''ob','',7");

        var events = new List<string>();
        await foreach (var batch in new BinlogFileReader([file]).ReadAsync())
        {
            while (batch.Read())
            {
                events.Add($"{batch.Kind} {batch.IsBoundary} {batch.Xid}");
            }
        }

        Assert.Equal(["Begin False ", "Rows False ", "XaPrepare True X'676c276f62',X'',7", "XaCommit True X'676c276f62',X'',7"], events);
        var text = await ToolOutput.OfAsync(server.ProgramPath("mysqlbinlog"), "--no-defaults", file);
        Assert.Contains("XA PREPARE X'676c276f62',X'',7", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OFF")]
    [InlineData("ON")]
    public async Task RowsQuery_WhereLogged_IsTheRowsStatement(string compression)
    {
        var server = mySql.Server;
        await server.ExecuteAsync("DROP DATABASE IF EXISTS rows_query; CREATE DATABASE rows_query; CREATE TABLE rows_query.a (id INT PRIMARY KEY, v VARCHAR(20)); CREATE TABLE rows_query.b LIKE rows_query.a; FLUSH BINARY LOGS");
        var file = server.BinlogFiles[^1];
        var longText = $"INSERT INTO b VALUES (9, 'q') /* {new string('é', 300)} */";
        await server.ExecuteAsync(
            $"USE rows_query; SET binlog_transaction_compression = {compression}; SET binlog_rows_query_log_events = ON; INSERT INTO a VALUES (1, 'é'), (2, 'b'); BEGIN; INSERT INTO b SELECT * FROM a; DELETE a, b FROM a JOIN b; COMMIT; {longText};"
            + "BEGIN; INSERT INTO a VALUES (6, 'f'); SET binlog_rows_query_log_events = OFF; INSERT INTO b VALUES (7, 'g'); COMMIT; INSERT INTO a VALUES (5, 'e')");

        var statements = await RowsStatements.ReadAsync(new BinlogFileReader([file]));

        Assert.Equal(
            ["a INSERT INTO a VALUES (1, 'é'), (2, 'b')", "b INSERT INTO b SELECT * FROM a", "a DELETE a, b FROM a JOIN b", "b DELETE a, b FROM a JOIN b", $"b {longText}", "a INSERT INTO a VALUES (6, 'f')", "b (none)", "a (none)"],
            statements);
        await server.ExecuteAsync("DROP DATABASE rows_query");
        await using var client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString));
        Assert.Equal(statements, await RowsStatements.ReadAsync(client, new BinlogPosition(Path.GetFileName(file), BinlogPosition.FirstEvent)));
    }
}

using CdcToSnowflake.Binlog.Tests.Servers;
using CsCheck;

namespace CdcToSnowflake.Binlog.Tests.Events;

/// <summary>The same as <see cref="XaMySqlTests"/> with MariaDB, whose GTIDs tell by flags.</summary>
[Collection(MariaDbCollection.Name)]
public sealed class XaMariaDbTests(MariaDbFixture mariaDb)
{
    private static readonly int s_iterations = Environment.GetEnvironmentVariable("CDC_TEST_LONG") is { Length: > 0 } ? 100 : 8;

    [Fact]
    public Task Read_GeneratedTransactions_WhatHoldsEqualsSelect() =>
        XaScript.Steps.SampleAsync(steps => XaCheck.RunAsync(mariaDb.Server, "xa_transactions", steps), iter: s_iterations, threads: 1);

    [Theory]
    [InlineData("OFF")]
    [InlineData("ON")]
    public async Task RowsQuery_WhereLogged_IsTheRowsStatement(string compression)
    {
        var server = mariaDb.Server;
        await server.ExecuteAsync($"DROP DATABASE IF EXISTS rows_query; CREATE DATABASE rows_query; CREATE TABLE rows_query.a (id INT PRIMARY KEY, v VARCHAR(20)); SET GLOBAL log_bin_compress = {compression}; FLUSH BINARY LOGS");
        var file = server.BinlogFiles[^1];
        await server.ExecuteAsync(
            "USE rows_query; SET binlog_annotate_row_events = ON; BEGIN; INSERT INTO a VALUES (1, 'é'), (2, 'b'); UPDATE a SET v = 'x'; COMMIT; SET binlog_annotate_row_events = OFF; DELETE FROM a");

        var statements = await RowsStatements.ReadAsync(new BinlogFileReader([file]));

        Assert.Equal(["a INSERT INTO a VALUES (1, 'é'), (2, 'b')", "a UPDATE a SET v = 'x'", "a (none)"], statements);
        await server.ExecuteAsync("DROP DATABASE rows_query");
        await using var client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString));
        Assert.Equal(statements, await RowsStatements.ReadAsync(client, new BinlogPosition(Path.GetFileName(file), BinlogPosition.FirstEvent)));
    }
}

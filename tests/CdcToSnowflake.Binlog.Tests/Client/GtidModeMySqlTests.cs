using System.Globalization;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Client;

/// <summary>gtid_mode is switched while nobody reads: what was written without GTIDs stands between the position and the first file with them.</summary>
public sealed class GtidModeMySqlTests
{
    private const string ToOn = "SET GLOBAL gtid_mode = OFF_PERMISSIVE; SET GLOBAL gtid_mode = ON_PERMISSIVE; SET GLOBAL gtid_mode = ON; ";
    private const string ToOff = "SET GLOBAL gtid_mode = ON_PERMISSIVE; SET GLOBAL gtid_mode = OFF_PERMISSIVE; SET GLOBAL gtid_mode = OFF; ";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_ModeSwitchedOnBehindThePosition_WhatIsWithoutGtidsIsReadOrRefused()
    {
        await using var server = await StartAsync("OFF");
        await server.ExecuteAsync("INSERT INTO d.t VALUES (1); FLUSH BINARY LOGS; INSERT INTO d.t VALUES (2)", cancellationToken: Cancelled);
        await using var client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString));
        var (_, last) = await RowsAsync(client, null, until: 2);
        Assert.Null(last.GtidSet);

        await server.ExecuteAsync($"INSERT INTO d.t VALUES (3); FLUSH BINARY LOGS; INSERT INTO d.t VALUES (4); {ToOn} INSERT INTO d.t VALUES (5)", cancellationToken: Cancelled);
        await AssertReadOrRefusedAsync(server, client, [last, last with { GtidSet = "" }], [3, 4, 5]);
    }

    [Fact]
    public async Task ReadAsync_ModeSwitchedOffAndOnBehindASet_WhatIsWithoutGtidsIsReadOrRefused()
    {
        await using var server = await StartAsync("ON");
        await server.ExecuteAsync("INSERT INTO d.t VALUES (1); INSERT INTO d.t VALUES (2)", cancellationToken: Cancelled);
        await using var client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString));
        var (_, last) = await RowsAsync(client, null, until: 2);
        Assert.EndsWith(":1-4", last.GtidSet, StringComparison.Ordinal);

        await server.ExecuteAsync($"{ToOff} INSERT INTO d.t VALUES (3); INSERT INTO d.t VALUES (4); {ToOn} INSERT INTO d.t VALUES (5)", cancellationToken: Cancelled);
        await AssertReadOrRefusedAsync(server, client, [last], [3, 4, 5]);
    }

    [Fact]
    public async Task ReadAsync_BehindATransactionThatIsLoggedAndNotExecutedYet_GoesOn()
    {
        await using var server = await StartAsync("ON");
        await server.ExecuteAsync(
            "INSTALL PLUGIN rpl_semi_sync_source SONAME 'semisync_source.so'; SET GLOBAL rpl_semi_sync_source_timeout = 600000; SET GLOBAL rpl_semi_sync_source_wait_no_replica = ON; SET GLOBAL rpl_semi_sync_source_enabled = ON",
            cancellationToken: Cancelled);
        await using var client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString));
        var held = server.ExecuteAsync("INSERT INTO d.t VALUES (1)", cancellationToken: Cancelled);
        var next = Task.CompletedTask;
        try
        {
            var (_, last) = await RowsAsync(client, null, until: 1);
            next = server.ExecuteAsync("INSERT INTO d.t VALUES (2)", cancellationToken: Cancelled);

            Assert.Equal([2], (await RowsAsync(client, last, until: 2)).Rows);

            Assert.False(held.IsCompleted);
        }
        finally
        {
            // Else the server would wait at its end for a replica that never comes.
            await server.ExecuteAsync("SET GLOBAL rpl_semi_sync_source_enabled = OFF", cancellationToken: CancellationToken.None);
        }

        await Task.WhenAll(held, next);
    }

    [Fact]
    public async Task Position_TransactionsWithAndWithoutGtids_HasASetBehindFilesOfGtidsOnly()
    {
        await using var server = await StartAsync("ON");
        var uuid = (await new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString)).InspectAsync(Cancelled)).ServerUuid;
        var named = 0;
        string Named(int id) => $"SET SESSION gtid_next = '{uuid}:{100 + ++named}'; INSERT INTO d.t VALUES ({id}); SET SESSION gtid_next = 'AUTOMATIC'; ";
        await server.ExecuteAsync(
            $"INSERT INTO d.t VALUES (1); SET GLOBAL gtid_mode = ON_PERMISSIVE; SET GLOBAL gtid_mode = OFF_PERMISSIVE; {Named(2)} INSERT INTO d.t VALUES (3); {Named(4)} FLUSH BINARY LOGS; INSERT INTO d.t VALUES (5); "
            + $"FLUSH BINARY LOGS; {Named(6)} INSERT INTO d.t VALUES (7); CREATE TABLE d.u (id INT); FLUSH BINARY LOGS; {Named(8)}", cancellationToken: Cancelled);
        await using var client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString));

        Dictionary<int, BinlogPosition> behind = [];
        var (_, last) = await RowsAsync(client, null, until: 8, behind);

        Assert.Equal([1, 2, 6, 8], behind.Where(row => row.Value.GtidSet is not null).Select(row => row.Key).Order());
        Assert.Equal($"{uuid}:1-3:101-104", last.GtidSet);

        // From a place in a file that has some without, one is told again in the next file, and is the same.
        Dictionary<int, BinlogPosition> again = [];
        var (rows, end) = await RowsAsync(client, behind[3], until: 8, again);
        Assert.Equal([4, 5, 6, 7, 8], rows);
        Assert.Equal([6, 8], again.Where(row => row.Value.GtidSet is not null).Select(row => row.Key).Order());
        Assert.Equal((behind[6], last), (again[6], end));
    }

    /// <summary>With the mode ON the server doesn't send what is without GTIDs, so the reader is told; with ON_PERMISSIVE it comes.</summary>
    private static async Task AssertReadOrRefusedAsync(DatabaseServer server, BinlogClient client, BinlogPosition[] positions, int[] expected)
    {
        foreach (var position in positions)
        {
            var error = await Assert.ThrowsAsync<BinlogServerSettingsException>(() => RowsAsync(client, position, until: expected[^1]));
            Assert.Contains("SET GLOBAL gtid_mode = ON_PERMISSIVE, let this reader come past", error.Message, StringComparison.Ordinal);
        }

        await server.ExecuteAsync("SET GLOBAL gtid_mode = ON_PERMISSIVE", cancellationToken: Cancelled);
        BinlogPosition? end = null;
        foreach (var position in positions)
        {
            (var rows, end) = await RowsAsync(client, position, until: expected[^1]);
            Assert.Equal(expected, rows);
            Assert.NotNull(end.GtidSet);
        }

        // Past the last of them, so the mode may be what it shall be.
        await server.ExecuteAsync("SET GLOBAL gtid_mode = ON; INSERT INTO d.t VALUES (6)", cancellationToken: Cancelled);
        Assert.Equal([6], (await RowsAsync(client, end, until: 6)).Rows);
    }

    private static async Task<MySqlServer> StartAsync(string mode)
    {
        var server = await MySqlServer.StartAsync(new() { Arguments = [$"--gtid-mode={mode}", "--enforce-gtid-consistency=ON"] }, Cancelled);
        await server.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY)", cancellationToken: Cancelled);
        return server;
    }

    /// <summary>The rows inserted behind a position up to one, and the position behind each.</summary>
    private static async Task<(List<int> Rows, BinlogPosition End)> RowsAsync(BinlogClient client, BinlogPosition? from, int until, Dictionary<int, BinlogPosition>? behind = null)
    {
        List<int> rows = [];
        await foreach (var batch in client.ReadAsync(from, Cancelled))
        {
            while (batch.Read())
            {
                if (batch.Kind == BinlogEventKind.Rows)
                {
                    foreach (var row in batch.Rows)
                        rows.Add(Convert.ToInt32(row.After.GetInt64(0), CultureInfo.InvariantCulture));
                }
                else if (batch.Kind == BinlogEventKind.Commit && rows.Count > 0)
                {
                    behind?.TryAdd(rows[^1], batch.Position);
                    if (rows[^1] == until)
                        return (rows, batch.Position);
                }
            }
        }
        throw new InvalidOperationException("The reading ended.");
    }
}

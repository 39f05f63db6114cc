using CdcToSnowflake.Binlog.Tests.Protocol;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Client;

/// <summary>What a position's last event tells of the server that it is read on from.</summary>
public sealed class LastEventMySqlTests
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // It is looked for by a connection of its own. Behind a proxy or a name that goes over to another server, that one may be another's, which has something else in every place.
    [Fact]
    public async Task ReadAsync_SecondConnectionIsAnotherServers_FailsAsAConnectionAndNotAsAnotherHistory()
    {
        await using var server = await StartAsync();
        await using var other = await StartAsync();
        await server.ExecuteAsync("INSERT INTO d.t VALUES (1)", cancellationToken: Cancelled);
        await other.ExecuteAsync("INSERT INTO d.t VALUES (11); INSERT INTO d.t VALUES (12)", cancellationToken: Cancelled);
        await using var direct = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString));
        var from = await BehindAsync(direct, null, BinlogEventKind.Commit);
        await using var proxy = new FaultProxy(server.Host, server.Port);
        var asked = 0;
        await using var client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString) with
        {
            Port = proxy.Port,
            PasswordProvider = _ =>
            {
                if (++asked == 2)
                {
                    proxy.MoveTo(other.Host, other.Port);
                }

                return new ValueTask<string>("");
            },
        });

        var error = await Assert.ThrowsAsync<BinlogConnectionException>(() => BehindAsync(client, from, BinlogEventKind.Commit));
        Assert.Contains("a proxy or a name of several servers", error.Message, StringComparison.Ordinal);
    }

    // Each server has them, wherever its log goes on.
    [Fact]
    public async Task Position_BehindARotation_HasTheLastEventBeforeIt()
    {
        await using var server = await StartAsync();
        await server.ExecuteAsync("INSERT INTO d.t VALUES (1)", cancellationToken: Cancelled);
        await using var client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString));
        var commit = await BehindAsync(client, null, BinlogEventKind.Commit);
        await server.ExecuteAsync("FLUSH BINARY LOGS", cancellationToken: Cancelled);

        var rotation = await BehindAsync(client, commit, BinlogEventKind.Rotate, batch => batch.Position.File != commit.File);

        Assert.NotNull(commit.LastEvent);
        Assert.Equal(commit.LastEvent, rotation.LastEvent);
    }

    // A replica that was made anew from a copy has what it replicates at other places, under the same names.
    [Fact]
    public async Task ReadAsync_LastEventIsPurged_IsAskedByGtidsAndNotByAPlaceThatNothingVouchesFor()
    {
        await using var server = await StartAsync();
        await server.ExecuteAsync("INSERT INTO d.t VALUES (1)", cancellationToken: Cancelled);
        await using var client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString));
        var purged = await BehindAsync(client, null, BinlogEventKind.Commit);
        await server.ExecuteAsync("FLUSH BINARY LOGS; INSERT INTO d.t VALUES (2); INSERT INTO d.t VALUES (3)", cancellationToken: Cancelled);
        var second = await BehindAsync(client, purged, BinlogEventKind.Commit);
        var third = await BehindAsync(client, second, BinlogEventKind.Commit);
        await server.ExecuteAsync($"PURGE BINARY LOGS TO '{third.File}'; INSERT INTO d.t VALUES (4)", cancellationToken: Cancelled);

        // By its GTIDs it is behind the third row, by its place behind the second.
        List<long> rows = [];
        await BehindAsync(client, third with { Offset = second.Offset, LastEvent = purged.LastEvent }, BinlogEventKind.Commit, batch => true, rows);
        Assert.Equal([4], rows);
    }

    private static async Task<MySqlServer> StartAsync()
    {
        var server = await MySqlServer.StartAsync(cancellationToken: Cancelled);
        await server.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY); FLUSH BINARY LOGS", cancellationToken: Cancelled);
        return server;
    }

    /// <summary>The position behind the first batch of a kind that has seen rows, or is as asked.</summary>
    private static async Task<BinlogPosition> BehindAsync(BinlogClient client, BinlogPosition? from, BinlogEventKind kind, Func<BinlogBatch, bool>? isIt = null, List<long>? rows = null)
    {
        rows ??= [];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        limit.CancelAfter(LongestWait);
        await foreach (var batch in client.ReadAsync(from, limit.Token))
        {
            while (batch.Read())
            {
                if (batch.Kind == BinlogEventKind.Rows)
                {
                    foreach (var row in batch.Rows)
                        rows.Add(row.After.GetInt64(0));
                }
                else if (batch.Kind == kind && (isIt?.Invoke(batch) ?? rows.Count > 0))
                {
                    return batch.Position;
                }
            }
        }

        throw new InvalidOperationException("The reading ended.");
    }
}

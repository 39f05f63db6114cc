using System.Globalization;
using CdcToSnowflake.Binlog.Tests.Protocol;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Client;

/// <summary>A source and its real replica: the address that the reader knows moves from the one to the other, which is told the GTIDs that were read.</summary>
public abstract class ReplicaSwitchContract
{
    private const int Rows = 24;

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Starts a server that logs what it replicates.</summary>
    protected abstract Task<DatabaseServer> StartAsync(int serverId);

    /// <summary>Makes a server the replica of another.</summary>
    protected abstract Task FollowAsync(DatabaseServer source, DatabaseServer replica);

    /// <summary>A query that waits until a replica has done what the set names, and gives 0 then.</summary>
    protected abstract string WaitFor(string gtids);

    [Theory]
    [InlineData(BinlogEventKind.Commit)]
    [InlineData(BinlogEventKind.Rows)]
    public async Task ReadAsync_HostMovesToTheReplica_GivesEachCommittedRowOnce(BinlogEventKind movesAt)
    {
        await using var source = await StartAsync(serverId: 1);
        await using var replica = await StartAsync(serverId: 2);
        await FollowAsync(source, replica);
        await using var proxy = new FaultProxy(source.Host, source.Port) { Pace = 1_000 };
        await using var client = new BinlogClient(BinlogClientOptions.Parse(source.ConnectionString) with { Port = proxy.Port });
        var from = await client.GetCurrentPositionAsync(Cancelled);
        await source.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.t (id BIGINT PRIMARY KEY, v LONGTEXT); INSERT INTO d.t VALUES (-1, 'first')");
        if (movesAt == BinlogEventKind.Rows)
        {
            // Into the transaction: its beginning has come by then, its end has not.
            await WriteTheRestAsync(source, replica);
            proxy.CutAfter(Rows * 10_000 / 2);
        }

        var (committed, open) = (new List<string>(), new List<string>());
        var (moved, rollbacks, ended) = (false, 0, false);
        await foreach (var batch in client.ReadAsync(from, Cancelled))
        {
            while (!ended && batch.Read())
            {
                if (batch.Kind == BinlogEventKind.Rows)
                {
                    foreach (var change in batch.Rows)
                        open.Add(change.After.GetInt64(0).ToString(CultureInfo.InvariantCulture));
                }
                if (batch.Kind is BinlogEventKind.Rollback or BinlogEventKind.Commit)
                {
                    rollbacks += batch.Kind == BinlogEventKind.Rollback ? 1 : 0;
                    Assert.Equal(batch.Kind == BinlogEventKind.Rollback, batch.IsAbandoned);
                    committed.AddRange(batch.Kind == BinlogEventKind.Commit ? open : []);
                    open.Clear();
                }
                if (batch.IsBoundary && batch.Kind != BinlogEventKind.Heartbeat)
                    client.Acknowledge(batch.Position);
                ended = batch.Kind == BinlogEventKind.Query && batch.QueryText.Contains("the_end", StringComparison.Ordinal);
                if (!moved && batch.Kind == BinlogEventKind.Commit)
                {
                    moved = true;
                    proxy.MoveTo(replica.Host, replica.Port);
                    if (movesAt == BinlogEventKind.Commit)
                    {
                        proxy.Cut();
                        await WriteTheRestAsync(source, replica);
                    }
                }
            }
            if (ended)
                break;
        }

        Assert.Equal(["-1", .. Enumerable.Range(1, Rows).Select(i => $"{i}"), "100"], committed);
        Assert.Equal(1, client.Reconnects);
        Assert.Equal(movesAt == BinlogEventKind.Rows ? 1 : 0, rollbacks);
    }

    /// <summary>A transaction of many events, and one more; the replica has them afterwards.</summary>
    private async Task WriteTheRestAsync(DatabaseServer source, DatabaseServer replica)
    {
        var inserts = string.Concat(Enumerable.Range(1, Rows).Select(i => $"INSERT INTO d.t VALUES ({i}, REPEAT(SHA2({i}, 256), 160)); "));
        await source.ExecuteAsync($"BEGIN; {inserts} COMMIT; INSERT INTO d.t VALUES (100, 'last'); CREATE DATABASE the_end");
        await using var own = new BinlogClient(BinlogClientOptions.Parse(source.ConnectionString));
        var done = (await own.InspectAsync(Cancelled)).GtidExecuted!;
        await using var connection = await replica.OpenAsync(cancellationToken: Cancelled);
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 120;
        command.CommandText = WaitFor(done);
        Assert.Equal(0L, Convert.ToInt64(await command.ExecuteScalarAsync(Cancelled), null));
    }
}

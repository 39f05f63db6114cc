using System.Globalization;
using CdcToSnowflake.Binlog.Tests.Protocol;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Client;

/// <summary>A source and its real replica: the address that the reader knows moves from the one to the other.</summary>
public sealed class ReplicaSwitchTests
{
    private const int LargeRows = 24;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(BinlogEventKind.Commit)]
    [InlineData(BinlogEventKind.Rows)]
    public async Task ReadAsync_HostMovesToTheReplica_GivesEachCommittedRowOnce(BinlogEventKind movesAt)
    {
        await using var source = await MySqlServer.StartAsync(cancellationToken: Cancelled);
        await using var replica = await MySqlServer.StartAsync(new() { ServerId = 2 }, Cancelled);
        await using var proxy = new FaultProxy(source.Host, source.Port);
        await using var client = new BinlogClient(BinlogClientOptions.Parse(source.ConnectionString) with { Port = proxy.Port, ReceiveBufferBytes = 64 << 10 });
        var from = await client.GetCurrentPositionAsync(Cancelled);
        await source.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.t (id BIGINT PRIMARY KEY, v LONGTEXT); INSERT INTO d.t VALUES (-1, 'first')");
        var large = string.Concat(Enumerable.Range(1, LargeRows).Select(i => $"INSERT INTO d.t VALUES ({i}, REPEAT('x', 1000000)); "));
        await source.ExecuteAsync($"BEGIN; {large} COMMIT; INSERT INTO d.t VALUES (100, 'last'); CREATE DATABASE the_end");
        await FollowAsync(source, replica);

        var committed = new List<string>();
        var open = new List<string>();
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
                    committed.AddRange(batch.Kind == BinlogEventKind.Commit ? open : []);
                    open.Clear();
                }
                if (batch.IsBoundary && batch.Kind != BinlogEventKind.Heartbeat)
                    client.Acknowledge(batch.Position);
                ended = batch.Kind == BinlogEventKind.Query && batch.QueryText.Contains("the_end", StringComparison.Ordinal);
                // The first commit is the small row's; the second rows are the large transaction's first.
                if (!moved && batch.Kind == movesAt && (movesAt == BinlogEventKind.Commit || open.Contains("2")))
                {
                    moved = true;
                    proxy.MoveTo(replica.Host, replica.Port);
                    proxy.Cut();
                }
            }
            if (ended)
                break;
        }

        Assert.Equal(["-1", .. Enumerable.Range(1, LargeRows).Select(i => $"{i}"), "100"], committed);
        Assert.True(client.Reconnects > 0);
        Assert.Equal(movesAt == BinlogEventKind.Rows ? 1 : rollbacks, rollbacks);
    }

    private static async Task FollowAsync(MySqlServer source, MySqlServer replica)
    {
        await replica.ExecuteAsync(
            $"CHANGE REPLICATION SOURCE TO SOURCE_HOST = '{source.Host}', SOURCE_PORT = {source.Port}, SOURCE_USER = 'root', SOURCE_PASSWORD = '', SOURCE_AUTO_POSITION = 1, GET_SOURCE_PUBLIC_KEY = 1; START REPLICA");
        await using var own = new BinlogClient(BinlogClientOptions.Parse(source.ConnectionString));
        var done = (await own.InspectAsync(Cancelled)).GtidExecuted;
        await using var connection = await replica.OpenAsync(cancellationToken: Cancelled);
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 120;
        command.CommandText = $"SELECT WAIT_FOR_EXECUTED_GTID_SET('{done}', 100)";
        Assert.Equal(0L, Convert.ToInt64(await command.ExecuteScalarAsync(Cancelled), null));
    }
}
